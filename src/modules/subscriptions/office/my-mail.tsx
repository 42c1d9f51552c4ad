import { Alert, Button, Checkbox, Form, Input, Space } from 'antd';
import { GoTo, Mark, Page, Section, useCommand, useRead, useText, WhenRead } from '#ui/office';
import type { OwnMail } from '../forms.ts';
import { texts } from './texts.ts';

const path = '/api/me/mail';
type Wish = { readonly address: string | null; readonly urgent: boolean };

/** Where my own reminders are sent. */
export function Screen() {
  const say = useText(texts);
  const read = useRead<OwnMail>(path);
  return (
    <Page title={say('myMail')}>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {say('myMailHelp')} <GoTo to="/reminders">{say('toReminders')}</GoTo>
      </p>
      <WhenRead of={read}>
        {(mine) =>
          mine.mail === 'off' && mine.state === 'none' ? (
            <Alert type="info" showIcon title={say('off')} />
          ) : (
            <Address mine={mine} />
          )
        }
      </WhenRead>
    </Page>
  );
}

function Address({ mine }: { mine: OwnMail }) {
  const say = useText(texts);
  const [form] = Form.useForm<{ address?: string; urgent: boolean }>();
  const save = useCommand<Wish, OwnMail>('PUT', path, {
    done: say(mine.state === 'confirmed' ? 'saved' : 'savedAddress'),
    changes: [path],
    onDone: () => form.resetFields(['address']),
  });
  const drop = useCommand<Record<string, never>, OwnMail>('DELETE', path, {
    done: say('dropped'),
    changes: [path],
  });
  return (
    <Section title={say('address')}>
      <p>
        {mine.maskedAddress ?? say('none')}{' '}
        {mine.state === 'none' ? null : (
          <Mark tone={mine.state === 'confirmed' ? 'good' : 'wait'}>{say(mine.state)}</Mark>
        )}
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ urgent: mine.urgent }}
        disabled={mine.mail === 'off'}
        onFinish={({ address, urgent }) =>
          save.mutate({
            address: address === undefined || address.trim() === '' ? null : address.trim(),
            urgent,
          })
        }
      >
        <Form.Item name="address" label={say('newAddress')} style={{ maxWidth: 420 }}>
          <Input type="email" autoComplete="email" maxLength={254} />
        </Form.Item>
        <Form.Item name="urgent" valuePropName="checked">
          <Checkbox>{say('urgent')}</Checkbox>
        </Form.Item>
        <Space wrap>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {say('save')}
          </Button>
          {mine.state === 'none' ? null : (
            <Button disabled={false} loading={drop.isPending} onClick={() => drop.mutate({})}>
              {say('drop')}
            </Button>
          )}
        </Space>
      </Form>
    </Section>
  );
}
