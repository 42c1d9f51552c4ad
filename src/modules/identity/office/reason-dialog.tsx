import { Form, Input, Modal } from 'antd';
import { commonTexts, useCommand, useText } from '#ui/office';
import { texts } from './texts.ts';

type ReasonDialogProps<Answer> = {
  readonly title: string;
  readonly help?: string;
  readonly path: string;
  readonly close: () => void;
  readonly onDone?: (answer: Answer) => void;
};

/** Every act on a person needs its reason: it goes into the audit record. */
export function ReasonDialog<Answer>({ title, help, path, close, onDone }: ReasonDialogProps<Answer>) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ reason: string }>();
  const send = useCommand<{ reason: string }, Answer>('POST', path, {
    done: say('done'),
    changes: ['/api/people', '/api/me'],
    onDone: (answer) => {
      onDone?.(answer);
      close();
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      {help === undefined ? null : <p className="quiet">{help}</p>}
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: common('required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
