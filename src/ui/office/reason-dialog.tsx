import { Form, Input, Modal } from 'antd';
import { useText } from './i18n.tsx';
import { useCommand } from './query.ts';
import { commonTexts } from './texts.ts';

type ReasonDialogProps<Answer> = {
  readonly title: string;
  readonly help?: string;
  /** What the reason is called. */
  readonly label: string;
  /** Most characters of the reason, and the height of its field in lines. */
  readonly most: number;
  readonly lines: number;
  readonly path: string;
  readonly done: string;
  readonly changes: readonly string[];
  readonly close: () => void;
  readonly onDone?: (answer: Answer) => void;
};

/** An act that needs nothing but its reason, which goes on record. */
export function ReasonDialog<Answer>(props: ReasonDialogProps<Answer>) {
  const { title, help, label, most, lines, path, done, changes, close, onDone } = props;
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ reason: string }>();
  const send = useCommand<{ reason: string }, Answer>('POST', path, {
    done,
    changes,
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
          label={label}
          rules={[{ required: true, whitespace: true, message: common('required') }]}
        >
          <Input.TextArea rows={lines} maxLength={most} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
