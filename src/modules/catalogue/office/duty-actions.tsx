import { Form, Input, Modal } from 'antd';
import { commonTexts, useCommand, useText } from '#ui/office';
import type { DutyDetail } from '../forms.ts';
import { texts } from './texts.ts';

type DialogProps = { duty: DutyDetail; close: () => void };

/** Cancels a duty that can no longer arise; the reason stays on record. */
export function CancelDuty({ duty, close }: DialogProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ reason: string }>();
  const send = useCommand<{ reason: string }, DutyDetail>('POST', `/api/duties/${duty.id}/cancel`, {
    done: say('cancelledDone'),
    changes: ['/api/duties'],
    onDone: close,
  });
  return (
    <Modal
      open
      title={say('cancelDuty')}
      okText={say('cancelDuty')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: common('required') }]}
        >
          <Input.TextArea rows={3} maxLength={1000} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
