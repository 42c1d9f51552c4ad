import { Button, Form, Input } from 'antd';
import { type ApiError, commonTexts, Section, showBesideField, useCommand, useText } from '#ui/office';
import { texts } from './texts.ts';

type Entered = { readonly current: string; readonly next: string; readonly again: string };

export function ChangePassword() {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered>(
    'POST',
    '/api/me/password',
    {
      done: say('passwordChanged'),
      changes: ['/api/me'],
      onDone: () => form.resetFields(),
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ current, next }) => ({ current, next }),
  );
  const required = { required: true, message: common('required') };
  return (
    <Section title={say('changePassword')}>
      <Form
        form={form}
        layout="vertical"
        style={{ maxWidth: 420 }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="current" label={say('currentPassword')} rules={[required]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="next" label={say('nextPassword')} extra={say('passwordHelp')} rules={[required]}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label={say('repeatPassword')}
          dependencies={['next']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_rule, value: string) =>
                value === getFieldValue('next')
                  ? Promise.resolve()
                  : Promise.reject(new Error(say('notSame'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {say('changePassword')}
        </Button>
      </Form>
    </Section>
  );
}
