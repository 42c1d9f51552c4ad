import { Button, Form, Input, InputNumber, Popconfirm, Select } from 'antd';
import { commonTexts, formatMoment, Section, useCommand, useSession, useText } from '#ui/office';
import type { CarrierDetail, DeviceView } from '../forms.ts';
import { type ShownSource, shownSources } from '../words.ts';
import { HealthMark } from './state.tsx';
import { texts } from './texts.ts';

/** The screen or kiosk behind a carrier: pairing, what it shows, how it is. */
export function DeviceSection({ detail: { carrier, device } }: { detail: CarrierDetail }) {
  const say = useText(texts);
  const { me } = useSession();
  const may = me.permissions.includes('carriers.run-devices');
  const path = `/api/carriers/${carrier.id}/device`;
  const isLive = device !== null && !device.revoked;
  return (
    <Section title={say('device')}>
      {device === null ? null : <DeviceFacts device={device} />}
      {may && carrier.number !== null ? <Pair path={path} kind={carrier.kind} /> : null}
      {may && isLive ? <Settings path={path} device={device} /> : null}
    </Section>
  );
}

function DeviceFacts({ device }: { device: DeviceView }) {
  const say = useText(texts);
  return (
    <p>
      <HealthMark health={device.health} /> {say('lastContact')}{' '}
      <span className="tabular">
        {device.lastContactAt === null ? '—' : formatMoment(device.lastContactAt)}
      </span>{' '}
      {say('shown')} {say('items', { count: device.shown })}
      {device.skewSeconds !== null && Math.abs(device.skewSeconds) > 60
        ? ` ${say('skew')} ${say('seconds', { count: device.skewSeconds })}`
        : ''}
    </p>
  );
}

function Pair({ path, kind }: { path: string; kind: string }) {
  const say = useText(texts);
  const [form] = Form.useForm<{ code: string }>();
  const send = useCommand<{ code: string }>('POST', path, {
    done: say('paired'),
    changes: ['/api/carriers'],
    onDone: () => form.resetFields(),
  });
  return (
    <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
      <p className="quiet">{say('pairHelp', { address: `${window.location.origin}/${kind}` })}</p>
      <div className="row">
        <Form.Item name="code" label={say('code')} rules={[{ required: true, pattern: /^\d{4}\s?\d{4}$/ }]}>
          <Input inputMode="numeric" maxLength={9} autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit" type="primary" loading={send.isPending}>
          {say('pair')}
        </Button>
      </div>
    </Form>
  );
}

type Entered = { readonly shows: ShownSource; readonly silentAfterMinutes: number };

function Settings({ path, device }: { path: string; device: DeviceView }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const save = useCommand<Entered & { rotate: boolean }>('PUT', path, {
    done: say('saved'),
    changes: ['/api/carriers'],
  });
  const revoke = useCommand<undefined>('DELETE', path, { done: say('revoked'), changes: ['/api/carriers'] });
  const { shows, silentAfterMinutes } = device;
  return (
    <Form
      layout="vertical"
      initialValues={{ shows, silentAfterMinutes }}
      onFinish={(entered: Entered) => save.mutate({ ...entered, rotate: false })}
    >
      {device.kind === 'screen' ? (
        <Form.Item name="shows" label={say('shows')}>
          <Select options={shownSources.map((one) => ({ value: one, label: say(`shows.${one}`) }))} />
        </Form.Item>
      ) : (
        <Form.Item name="shows" hidden>
          <Input />
        </Form.Item>
      )}
      <Form.Item name="silentAfterMinutes" label={say('silentAfter')}>
        <InputNumber min={5} max={10_080} />
      </Form.Item>
      <div className="row">
        <Button htmlType="submit" loading={save.isPending}>
          {common('save')}
        </Button>
        <Button onClick={() => save.mutate({ shows, silentAfterMinutes, rotate: true })}>
          {say('rotate')}
        </Button>
        <Popconfirm
          title={say('askRevoke')}
          okText={say('revoke')}
          cancelText={common('cancel')}
          onConfirm={() => revoke.mutate(undefined)}
        >
          <Button danger>{say('revoke')}</Button>
        </Popconfirm>
      </div>
    </Form>
  );
}
