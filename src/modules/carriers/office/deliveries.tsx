import { Button, Select } from 'antd';
import {
  type Column,
  formatMoment,
  Nothing,
  Page,
  RowsList,
  useAddressState,
  useCommand,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { DeliveryView } from '../forms.ts';
import { deliveryStates } from '../words.ts';
import { DeliveryMark } from './state.tsx';
import { texts, useWords } from './texts.ts';

/** What has to reach carriers and what came of it; of one item or carrier when the address names it. */
export function Screen() {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const { state, item, carrier } = address;
  const rows = useMoreRows<DeliveryView>(withQuery('/api/carriers/deliveries', { state, item, carrier }));
  return (
    <Page title={say('deliveries')} note={say('deliveriesHelp')} wide>
      <div className="filters">
        <Select
          allowClear
          aria-label={say('state')}
          placeholder={say('state')}
          value={state ?? null}
          options={deliveryStates.map((value) => ({ value, label: say(`delivery.${value}`) }))}
          onChange={(next: string | null | undefined) => change({ state: next ?? undefined })}
        />
      </div>
      <RowsList
        of={rows}
        name="deliveries"
        label={say('deliveries')}
        rowKey={(row) => row.id}
        columns={useColumns()}
        empty={<Nothing title={say('noDeliveries')} />}
      />
    </Page>
  );
}

function useColumns(): readonly Column<DeliveryView>[] {
  const say = useText(texts);
  const words = useWords();
  return [
    {
      key: 'created',
      title: say('created'),
      width: 150,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.createdAt)}</span>,
    },
    {
      key: 'what',
      title: say('what'),
      show: (row) => (
        <>
          {say(`what.${row.what}`)}{' '}
          <a href={`/i/${row.slug}`} target="_blank" rel="noopener">
            {row.slug}
          </a>
        </>
      ),
    },
    { key: 'kind', title: say('kind'), width: 100, show: (row) => words(`carriers.kind.${row.kind}`) },
    { key: 'carrier', title: say('name'), show: (row) => row.carrierName ?? '—' },
    { key: 'unit', title: say('unit'), optional: true, show: (row) => row.unitName },
    { key: 'state', title: say('state'), width: 120, show: (row) => <DeliveryMark state={row.state} /> },
    {
      key: 'attempts',
      title: say('attempts'),
      width: 70,
      align: 'right',
      optional: true,
      show: (row) => <span className="tabular">{row.attempts}</span>,
    },
    { key: 'replay', title: '', width: 120, show: (row) => <Replay row={row} /> },
  ];
}

/** Only what was pushed can be pushed again. */
function Replay({ row }: { row: DeliveryView }) {
  const say = useText(texts);
  const { me } = useSession();
  const send = useCommand<undefined>('POST', `/api/carriers/deliveries/${row.id}/replay`, {
    done: say('replayed'),
    changes: ['/api/carriers/deliveries'],
  });
  const isPushed = !['board', 'screen', 'kiosk'].includes(row.kind) && row.state !== 'superseded';
  if (!isPushed || !me.permissions.includes('carriers.replay')) return null;
  return (
    <Button size="small" loading={send.isPending} onClick={() => send.mutate(undefined)}>
      {say('replay')}
    </Button>
  );
}
