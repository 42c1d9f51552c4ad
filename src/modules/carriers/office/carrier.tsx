import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import {
  commonTexts,
  formatMoment,
  GoTo,
  Page,
  Section,
  useAddressPart,
  useCommand,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { CarrierDetail, CarrierView, FindingView } from '../forms.ts';
import type { CarrierMove } from '../words.ts';
import { DeviceSection } from './device.tsx';
import { CarrierDialog } from './fields.tsx';
import { PhotoButton } from './photo-button.tsx';
import { CarrierMark } from './state.tsx';
import { texts, useWords } from './texts.ts';

/** One carrier: what it is, what may be done with it, its device, its findings, its history. */
export function Screen() {
  const id = useAddressPart('id');
  const read = useRead<CarrierDetail>(`/api/carriers/${id}`);
  return <WhenRead of={read}>{(detail) => <Carrier detail={detail} />}</WhenRead>;
}

function Carrier({ detail }: { detail: CarrierDetail }) {
  const say = useText(texts);
  const { carrier } = detail;
  const stands = carrier.kind === 'screen' || carrier.kind === 'kiosk';
  return (
    <Page
      title={carrier.name}
      crumbs={[{ title: say('register'), to: '/carriers' }, { title: carrier.unitName }]}
      note={
        <>
          <CarrierMark carrier={carrier} /> {carrier.reason === '' ? null : <span>{carrier.reason}</span>}
        </>
      }
      actions={
        <>
          {carrier.kind === 'board' && carrier.number !== null ? (
            <GoTo to="/boards" search={{ board: carrier.id, only: 'all' }}>
              {say('onThisBoard')}
            </GoTo>
          ) : null}
          <Moves detail={detail} />
        </>
      }
    >
      <Facts carrier={carrier} />
      {stands ? <DeviceSection detail={detail} /> : null}
      <Findings rows={detail.findings} />
      <Section title={say('history')}>
        <ul>
          {detail.history.map((line) => (
            <li key={`${line.at}${line.action}`}>
              <span className="tabular">{formatMoment(line.at)}</span> {line.person}{' '}
              {say(actionWord(line.action))} <span className="quiet">{line.note}</span>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}

const actions = ['create', 'change', 'photo'] as const;
function actionWord(action: string): `action.${(typeof actions)[number]}` | `move.${CarrierMove}` {
  const own = actions.find((one) => one === action);
  return own === undefined ? `move.${action as CarrierMove}` : `action.${own}`;
}

const needReason: readonly CarrierMove[] = ['return', 'suspend', 'close'];

function Moves({ detail: { carrier, moves } }: { detail: CarrierDetail }) {
  const say = useText(texts);
  const { me } = useSession();
  const [asking, ask] = useState<CarrierMove | 'edit' | null>(null);
  const path = `/api/carriers/${carrier.id}/moves`;
  const send = useCommand<{ move: CarrierMove; reason: string }>('POST', path, {
    done: say('moved'),
    changes: ['/api/carriers'],
  });
  const permissionOf = (move: CarrierMove) => (move === 'file' ? 'carriers.propose' : 'carriers.register');
  const mine = moves.filter((move) => me.permissions.includes(permissionOf(move)));
  const mayEdit =
    me.permissions.includes('carriers.propose') &&
    ['draft', 'returned', 'registered'].includes(carrier.state);
  return (
    <>
      {mayEdit ? <Button onClick={() => ask('edit')}>{say('edit')}</Button> : null}
      {mine.map((move) => (
        <Button
          key={move}
          type={move === 'register' || move === 'file' ? 'primary' : 'default'}
          loading={send.isPending}
          onClick={() => (needReason.includes(move) ? ask(move) : send.mutate({ move, reason: '' }))}
        >
          {say(`move.${move}`)}
        </Button>
      ))}
      {asking === 'edit' ? (
        <CarrierDialog title={say('edit')} unit={carrier.unit} before={carrier} close={() => ask(null)} />
      ) : null}
      {asking !== null && asking !== 'edit' ? (
        <MoveDialog
          move={asking}
          send={(reason) => send.mutate({ move: asking, reason })}
          close={() => ask(null)}
        />
      ) : null}
    </>
  );
}

type MoveDialogProps = {
  readonly move: CarrierMove;
  readonly send: (reason: string) => void;
  readonly close: () => void;
};

/** A move that goes on record with its reason. */
function MoveDialog({ move, send, close }: MoveDialogProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open
      title={say(`move.${move}`)}
      okText={say(`move.${move}`)}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => {
          send(reason);
          close();
        }}
      >
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, min: 4, message: common('required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Facts({ carrier }: { carrier: CarrierView }) {
  const say = useText(texts);
  const words = useWords();
  const { position } = carrier;
  const facts: readonly (readonly [string, string])[] = [
    [say('kind'), words(`carriers.kind.${carrier.kind}`)],
    [say('number'), carrier.number ?? '—'],
    [say('reach'), say(`reach.${carrier.reach}`)],
    [say('place'), [carrier.place, carrier.floor].filter(Boolean).join(' ') || '—'],
    [
      say('position'),
      position === null
        ? '—'
        : `${say('position.longitude')} ${position.longitude.toFixed(6)}　${say('position.latitude')} ${position.latitude.toFixed(6)}`,
    ],
    [say('address'), carrier.address || '—'],
    [say('post'), carrier.post || '—'],
    [say('phone'), carrier.phone || '—'],
    [say('opening'), carrier.opening || '—'],
  ];
  const photo = `/api/carriers/${carrier.id}/photo`;
  return (
    <Section actions={<PhotoButton path={photo} words={say('upload')} done={say('uploaded')} />}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {carrier.hasPhoto ? (
        <img src={`${photo}?at=${carrier.changedAt}`} alt={say('photo')} width={360} />
      ) : null}
    </Section>
  );
}

function Findings({ rows }: { rows: readonly FindingView[] }) {
  const say = useText(texts);
  if (rows.length === 0) return null;
  return (
    <Section title={say('findings')}>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={row.resolvedAt === null ? 'red' : 'quiet'}>
            {row.words}（{formatMoment(row.foundAt)}
            {row.resolvedAt === null ? '' : `，${say('resolved')} ${formatMoment(row.resolvedAt)}`}）
          </li>
        ))}
      </ul>
    </Section>
  );
}
