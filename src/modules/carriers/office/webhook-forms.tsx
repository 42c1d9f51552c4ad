import { Form, Input, Modal } from 'antd';
import {
  type ApiError,
  commonTexts,
  showBesideField,
  UnitPicker,
  useCommand,
  useSession,
  useText,
} from '#ui/office';
import type { WebhookSecret, WebhookView } from '../webhooks/forms.ts';
import { webhookTexts } from './webhook-texts.ts';

const path = '/api/carriers/webhooks';

type Entered = { readonly unit: number; readonly name: string; readonly url: string };

/** Registers a partner; the secret is shown afterwards, once. */
export function NewWebhook({
  close,
  made,
}: {
  readonly close: () => void;
  readonly made: (made: WebhookSecret) => void;
}) {
  const say = useText(webhookTexts);
  const common = useText(commonTexts);
  const { unit } = useSession();
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered, WebhookSecret>('POST', path, {
    done: say('added'),
    changes: [path],
    onDone: made,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  const required = { required: true, message: common('required') };
  return (
    <Modal
      open
      title={say('add')}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ unit: unit?.id }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="unit" label={say('unit')} rules={[required]}>
          <UnitPicker valueName={unit?.name} />
        </Form.Item>
        <Fields />
      </Form>
    </Modal>
  );
}

function Fields() {
  const say = useText(webhookTexts);
  const common = useText(commonTexts);
  const required = { required: true, whitespace: true, message: common('required') };
  return (
    <>
      <Form.Item name="name" label={say('name')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="url" label={say('url')} extra={say('urlHelp')} rules={[required]}>
        <Input maxLength={500} inputMode="url" placeholder="https://" />
      </Form.Item>
    </>
  );
}

/** Another name or address; the secret stays. */
export function EditWebhook({
  webhook,
  close,
}: {
  readonly webhook: WebhookView;
  readonly close: () => void;
}) {
  const say = useText(webhookTexts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Omit<Entered, 'unit'>>();
  const send = useCommand<Omit<Entered, 'unit'>, WebhookView>(
    'PUT',
    `${path}/${webhook.id}`,
    {
      done: say('changed'),
      changes: [path],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (entered) => ({ ...entered, lockVersion: webhook.lockVersion }),
  );
  return (
    <Modal
      open
      title={say('change')}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: webhook.name, url: webhook.url }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Fields />
      </Form>
    </Modal>
  );
}

/** The secret, this once. */
export function ShownSecret({ made, close }: { readonly made: WebhookSecret; readonly close: () => void }) {
  const say = useText(webhookTexts);
  return (
    <Modal
      open
      title={`${made.webhook.name} ${say('secret')}`}
      okText={say('copied')}
      footer={(_, { OkBtn }) => <OkBtn />}
      onOk={close}
      onCancel={close}
      mask={{ closable: false }}
    >
      <p>{say('secretOnce')}</p>
      <Input.TextArea readOnly autoSize value={made.secret} aria-label={say('secret')} />
    </Modal>
  );
}
