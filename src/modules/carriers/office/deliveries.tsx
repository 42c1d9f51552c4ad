import { Button, Popover, Select } from 'antd';
import {
  type Column,
  formatMoment,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  RowsTable,
  Section,
  useAddressState,
  useCommand,
  useMoreRows,
  useRead,
  useSession,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { DeliveryDetail, DeliveryView, ReceiptList } from '../forms.ts';
import { deliveryStates } from '../words.ts';
import { DeliveryMark } from './state.tsx';
import { texts, useWords } from './texts.ts';
import { UnitFilter } from './unit-filter.tsx';

const kinds = ['board', 'screen', 'kiosk', 'webhook'] as const;

/** What has to reach carriers and what came of it; of one item or carrier when the address names it. */
export function Screen() {
  const say = useText(texts);
  const words = useWords();
  const [address, change] = useAddressState();
  const { state, item, carrier, kind, unit } = address;
  const rows = useMoreRows<DeliveryView>(
    withQuery('/api/carriers/deliveries', { state, item, carrier, kind, unit }),
  );
  const isWithdrawn = item !== undefined && rows.rows.some((row) => row.what === 'withdraw');
  return (
    <Page title={say(item === undefined ? 'deliveries' : 'ofItem')} note={say('deliveriesHelp')} wide>
      <div className="filters">
        <Select
          allowClear
          aria-label={say('state')}
          placeholder={say('state')}
          value={state ?? null}
          options={deliveryStates.map((value) => ({ value, label: say(`delivery.${value}`) }))}
          onChange={(next: string | null | undefined) => change({ state: next ?? undefined })}
        />
        <Select
          allowClear
          aria-label={say('kind')}
          placeholder={say('kind')}
          value={kind ?? null}
          options={kinds.map((value) => ({ value, label: words(`carriers.kind.${value}`) }))}
          onChange={(next: string | null | undefined) => change({ kind: next ?? undefined })}
        />
        <UnitFilter />
        {item === undefined ? null : (
          <Button onClick={() => change({ item: undefined })}>{say('everyItem')}</Button>
        )}
      </div>
      {isWithdrawn ? <Receipts item={item} /> : null}
      <RowsList
        of={rows}
        name="deliveries"
        label={say('deliveries')}
        rowKey={(row) => row.id}
        columns={useColumns()}
        empty={<Nothing title={say('noDeliveries')} help={say('noDeliveriesHelp')} />}
      />
    </Page>
  );
}

const channelTones = { waiting: 'wait', gone: 'good', showing: 'late', superseded: 'quiet' } as const;

/** Whether pages, lists, search, feeds and the other derived ways out have let go of a withdrawn item. */
function Receipts({ item }: { item: string }) {
  const say = useText(texts);
  const read = useRead<ReceiptList>(withQuery('/api/carriers/receipts', { item }));
  if (read.data === undefined || read.data.rows.length === 0) return null;
  return (
    <Section title={say('receipts')}>
      <p className="quiet">{say('receiptsHelp')}</p>
      <RowsTable
        name="receipts"
        label={say('receipts')}
        rows={read.data.rows}
        rowKey={(row) => row.channel}
        columns={[
          { key: 'channel', title: say('channel'), show: (row) => row.name },
          {
            key: 'state',
            title: say('state'),
            width: 140,
            show: (row) => <Mark tone={channelTones[row.state]}>{say(`channelState.${row.state}`)}</Mark>,
          },
          { key: 'asked', title: say('asked'), width: 110, align: 'right', show: (row) => row.asked },
          {
            key: 'gone',
            title: say('goneAt'),
            width: 170,
            show: (row) => <span className="tabular nowrap">{formatMoment(row.goneAt)}</span>,
          },
        ]}
      />
    </Section>
  );
}

/** What was tried and what came back. */
function Attempts({ row }: { row: DeliveryView }) {
  const say = useText(texts);
  const read = useRead<DeliveryDetail>(`/api/carriers/deliveries/${row.id}`);
  return (
    <WhenRead of={read}>
      {({ attempts, receipt }) => (
        <>
          {receipt === null ? null : (
            <p>
              {typeof receipt['by'] === 'string'
                ? say('receiptBy', { who: receipt['by'] })
                : attempts.length === 0
                  ? say('receiptDevice')
                  : null}{' '}
              <span className="tabular">{formatMoment(row.settledAt)}</span>
            </p>
          )}
          {attempts.length === 0 ? (
            <p className="quiet">{say('noAttempts')}</p>
          ) : (
            <ul>
              {attempts.map(({ attempt, at, answer, milliseconds }) => (
                <li key={at}>
                  <span className="tabular">{formatMoment(at)}</span>{' '}
                  {say('attemptLine', { attempt, answer, milliseconds })}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </WhenRead>
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
      show: (row) => <What row={row} />,
    },
    { key: 'kind', title: say('kind'), width: 100, show: (row) => words(`carriers.kind.${row.kind}`) },
    { key: 'carrier', title: say('name'), show: (row) => row.carrierName ?? '—' },
    { key: 'unit', title: say('unit'), optional: true, show: (row) => row.unitName },
    { key: 'state', title: say('state'), width: 120, show: (row) => <DeliveryMark state={row.state} /> },
    {
      key: 'settled',
      title: say('settled'),
      width: 150,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.settledAt)}</span>,
    },
    {
      key: 'history',
      title: say('history'),
      width: 90,
      show: (row) => (
        // Asked for when it is opened: a page has fifty of them.
        <Popover trigger={['click']} destroyOnHidden content={<Attempts row={row} />}>
          <Button type="link" size="small">
            {say('look')}
          </Button>
        </Popover>
      ),
    },
    { key: 'replay', title: '', width: 120, show: (row) => <Replay row={row} /> },
  ];
}

/** What happened to which item; from a withdrawal on to where it was asked for. */
function What({ row }: { row: DeliveryView }) {
  const say = useText(texts);
  return (
    <>
      {say(`what.${row.what}`)}　
      {row.title === null ? (
        <span className="quiet">
          {row.slug} {say('withdrawnTitle')}
        </span>
      ) : (
        <a href={`/i/${row.slug}`} target="_blank" rel="noopener">
          {row.title}
        </a>
      )}
      {row.what === 'withdraw' ? (
        <div>
          <GoTo to="/deliveries" search={{ item: row.item }}>
            {say('receiptsOf')}
          </GoTo>
        </div>
      ) : null}
    </>
  );
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
