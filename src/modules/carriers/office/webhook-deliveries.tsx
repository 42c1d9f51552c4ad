import { Button } from 'antd';
import {
  type Column,
  commonTexts,
  formatMoment,
  Mark,
  Nothing,
  RowsList,
  Section,
  type Tone,
  useCommand,
  useMoreRows,
  useRead,
  useText,
  withQuery,
} from '#ui/office';
import type { DeliveryDetail, DeliveryView } from '../forms.ts';
import type { WebhookView } from '../webhooks/forms.ts';
import { webhookTexts } from './webhook-texts.ts';

const path = '/api/carriers/deliveries';

const tones: Readonly<Record<DeliveryView['state'], Tone>> = {
  waiting: 'wait',
  delivered: 'good',
  superseded: 'quiet',
  givenUp: 'late',
};

/** What was sent to a partner, what it answered, and a way to send it once more under the same id. */
export function WebhookDeliveries({
  webhook,
  close,
}: {
  readonly webhook: WebhookView;
  readonly close: () => void;
}) {
  const say = useText(webhookTexts);
  const common = useText(commonTexts);
  const rows = useMoreRows<DeliveryView>(withQuery(path, { carrier: webhook.id, limit: 20 }));
  const columns: readonly Column<DeliveryView>[] = [
    {
      key: 'at',
      title: say('at'),
      width: 150,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.createdAt)}</span>,
    },
    {
      key: 'item',
      title: say('item'),
      show: (row) => (
        <a href={`/i/${row.slug}`} target="_blank" rel="noreferrer">
          {row.title ?? row.slug}
        </a>
      ),
    },
    { key: 'what', title: say('what'), width: 80, show: (row) => say(`what.${row.what}`) },
    {
      key: 'result',
      title: say('result'),
      width: 150,
      show: (row) => <Mark tone={tones[row.state]}>{say(`result.${row.state}`)}</Mark>,
    },
    { key: 'attempts', title: say('attempts'), width: 80, show: (row) => row.attempts },
    { key: 'answer', title: say('answer'), show: (row) => <LastAnswer id={row.id} /> },
    { key: 'again', title: say('handle'), width: 110, show: (row) => <Again row={row} /> },
  ];
  return (
    <Section
      title={`${webhook.name} ${say('deliveries')}`}
      actions={<Button onClick={close}>{common('close')}</Button>}
    >
      <RowsList
        of={rows}
        name="webhook-deliveries"
        label={say('deliveries')}
        rowKey={(row) => row.id}
        columns={columns}
        empty={<Nothing title={say('noDeliveries')} />}
      />
    </Section>
  );
}

function LastAnswer({ id }: { id: string }) {
  const read = useRead<DeliveryDetail>(`${path}/${id}`);
  const last = read.data?.attempts[0];
  if (last === undefined) return <span className="quiet">—</span>;
  const receipt = read.data?.receipt;
  return (
    <span className="breaks">
      {last.outcome === 'delivered' ? String(receipt?.['status'] ?? '') : last.answer}{' '}
      <span className="quiet tabular">{last.milliseconds} ms</span>
    </span>
  );
}

function Again({ row }: { row: DeliveryView }) {
  const say = useText(webhookTexts);
  const send = useCommand<undefined>(
    'POST',
    `${path}/${row.id}/replay`,
    { done: say('sentAgain'), changes: [path] },
    () => ({}),
  );
  if (row.state === 'superseded' || row.state === 'waiting') return null;
  return (
    <Button size="small" loading={send.isPending} onClick={() => send.mutate(undefined)}>
      {say('again')}
    </Button>
  );
}
