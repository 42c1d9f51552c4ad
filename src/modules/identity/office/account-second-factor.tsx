import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { type ApiError, commonTexts, Section, showBesideField, useCommand, useText } from '#ui/office';
import type { SecondFactorSetup } from '../forms.ts';
import { texts } from './texts.ts';

/** Second factor by authenticator: not in force before the first right code. */
export function SecondFactor({ on }: { on: boolean }) {
  const say = useText(texts);
  const [removing, setRemoving] = useState(false);
  const start = useCommand<Record<string, never>, SecondFactorSetup>('POST', '/api/me/second-factor/start', {
    changes: [],
  });
  return (
    <Section title={say('secondFactor')}>
      <p className="quiet">{say('secondFactorHelp')}</p>
      {on ? (
        <p className="row">
          {say('secondFactorOn')}
          <Button onClick={() => setRemoving(true)}>{say('removeSecondFactor')}</Button>
        </p>
      ) : start.data === undefined ? (
        <Button loading={start.isPending} onClick={() => start.mutate({})}>
          {say('startSecondFactor')}
        </Button>
      ) : (
        <Confirm setup={start.data} done={() => start.reset()} />
      )}
      {removing ? <Remove close={() => setRemoving(false)} /> : null}
    </Section>
  );
}

function Confirm({ setup, done }: { setup: SecondFactorSetup; done: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ code: string }>();
  const send = useCommand<{ code: string }>('POST', '/api/me/second-factor/confirm', {
    done: say('secondFactorOn'),
    changes: ['/api/me'],
    onDone: done,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  return (
    <div className="second-factor">
      {/* As a picture the markup can't run anything, whatever it holds. */}
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(setup.qr)}`}
        alt={say('scan')}
        width={180}
        height={180}
      />
      <div>
        <p>{say('scan')}</p>
        <p className="quiet">
          {say('secret')}
          <span className="hash">{setup.secret}</span>
        </p>
        <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
          <Form.Item
            name="code"
            label={say('sixDigits')}
            rules={[{ required: true, pattern: /^\d{6}$/, message: common('required') }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ width: 140 }} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {say('confirmCode')}
          </Button>
        </Form>
      </div>
    </div>
  );
}

function Remove({ close }: { close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ password: string }>();
  const send = useCommand<{ password: string }>('POST', '/api/me/second-factor/remove', {
    done: say('secondFactorOff'),
    changes: ['/api/me'],
    onDone: close,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  return (
    <Modal
      open
      title={say('removeSecondFactor')}
      okText={say('removeSecondFactor')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        <Form.Item
          name="password"
          label={say('currentPassword')}
          rules={[{ required: true, message: common('required') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
