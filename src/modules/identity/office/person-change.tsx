import { Form, Input, Modal, Radio } from 'antd';
import { type ApiError, commonTexts, type Sent, showBesideField, useCommand, useText } from '#ui/office';
import type { PersonView } from '../forms.ts';
import { texts } from './texts.ts';

type Entered = { readonly name: string; readonly state: 'active' | 'disabled'; readonly reason: string };

/** Renames a person or takes the account out of use. */
export function ChangePerson({ person, close }: { person: Sent<PersonView>; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered>('POST', `/api/people/${person.id}/change`, {
    done: say('saved'),
    changes: ['/api/people'],
    onDone: close,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  const required = [{ required: true, whitespace: true, message: common('required') }];
  return (
    <Modal
      open
      title={`${say('change')} · ${person.name}`}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: person.name, state: person.state }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="name" label={say('name')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="state" label={say('state')}>
          <Radio.Group
            options={(['active', 'disabled'] as const).map((value) => ({
              value,
              label: say(`state.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={say('reason')} rules={required}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
