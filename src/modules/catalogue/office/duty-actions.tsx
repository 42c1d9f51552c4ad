import { Checkbox, Form, Input, Modal, Select } from 'antd';
import {
  type ApiError,
  addDays,
  commonTexts,
  DateField,
  showBesideField,
  todayHere,
  useCommand,
  useText,
} from '#ui/office';
import type { DutyDetail, WithholdRequest } from '../forms.ts';
import { texts, useWords } from './texts.ts';
import { groundsFor } from './vocabulary.ts';

type DialogProps = { duty: DutyDetail; close: () => void };

/** Withholds a duty with a coded ground, a review date, and normally a public notice (DIS-8). */
export function WithholdDuty({ duty, close }: DialogProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const [form] = Form.useForm<WithholdRequest>();
  const send = useCommand<WithholdRequest, DutyDetail>('POST', `/api/duties/${duty.id}/withhold`, {
    done: say('withheldDone'),
    changes: ['/api/duties'],
    onDone: close,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={say('withhold')}
      okText={say('withhold')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ reviewOn: addDays(todayHere(), 365), noticePublic: true }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="reason" label={say('withholdReason')} rules={required}>
          <Select
            options={groundsFor(duty.affairsKind).map((value) => ({
              value,
              label: words(`withholdReason.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="note" label={say('withholdNote')} rules={required}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Form.Item name="reviewOn" label={say('reviewOn')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="noticePublic" valuePropName="checked" extra={say('noticePublicHelp')}>
          <Checkbox>{say('noticePublic')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}

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
