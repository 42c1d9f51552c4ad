import { Modal, Typography } from 'antd';
import { commonTexts, useText } from '#ui/office';
import { texts } from './texts.ts';

/** A password made by the server, shown this once. */
export function NewPassword({
  name,
  password,
  close,
}: {
  name: string;
  password: string;
  close: () => void;
}) {
  const say = useText(texts);
  const common = useText(commonTexts);
  return (
    <Modal
      open
      title={`${say('newPassword')} · ${name}`}
      okText={common('close')}
      onOk={close}
      closable={false}
      mask={{ closable: false }}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <p>{say('newPasswordHelp')}</p>
      <Typography.Paragraph copyable className="hash" style={{ fontSize: 18 }}>
        {password}
      </Typography.Paragraph>
    </Modal>
  );
}
