import { Segmented, Select } from 'antd';
import {
  type Column,
  formatMoment,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  useAddressState,
  useMoreRows,
  useText,
  withQuery,
} from '#ui/office';
import type { FindingView } from '../forms.ts';
import { type FindingKind, findingKinds } from '../words.ts';
import { texts } from './texts.ts';
import { UnitFilter } from './unit-filter.tsx';

const views = ['open', 'all'] as const;

/** What is wrong with carriers, with its numbers; resolved when the cause is gone. */
export function Screen() {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const only = views.find((one) => one === address['only']) ?? 'open';
  const { kind, unit } = address;
  const rows = useMoreRows<FindingView>(withQuery('/api/carriers/findings', { only, kind, unit }));
  return (
    <Page title={say('allFindings')} note={say('findingsHelp')} wide>
      <div className="filters">
        <Segmented
          aria-label={say('state')}
          value={only}
          onChange={(next) => change({ only: next })}
          options={views.map((one) => ({ value: one, label: say(`only.${one}`) }))}
        />
        <Select
          allowClear
          aria-label={say('findingKind')}
          placeholder={say('findingKind')}
          value={kind ?? null}
          style={{ minWidth: 180 }}
          options={findingKinds.map((value) => ({ value, label: say(`findingKind.${value}`) }))}
          onChange={(next: string | null | undefined) => change({ kind: next ?? undefined })}
        />
        <UnitFilter />
      </div>
      <RowsList
        of={rows}
        name="carrier-findings"
        label={say('allFindings')}
        rowKey={(row) => row.id}
        columns={useColumns()}
        empty={<Nothing title={say('noFindings')} help={say('noFindingsHelp')} />}
      />
    </Page>
  );
}

function useColumns(): readonly Column<FindingView>[] {
  const say = useText(texts);
  return [
    {
      key: 'found',
      title: say('found'),
      width: 150,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.foundAt)}</span>,
    },
    { key: 'unit', title: say('unit'), width: 200, show: (row) => row.unitName },
    {
      key: 'carrier',
      title: say('name'),
      width: 200,
      show: (row) =>
        row.carrier === null || row.carrierName === null ? (
          '—'
        ) : (
          <GoTo to={`/carriers/${row.carrier}`}>{row.carrierName}</GoTo>
        ),
    },
    { key: 'words', title: say('findings'), show: (row) => <Words row={row} /> },
    {
      key: 'state',
      title: say('state'),
      width: 110,
      show: (row) =>
        row.resolvedAt === null ? (
          <Mark tone="late">{say('open')}</Mark>
        ) : (
          <Mark tone="quiet">{say('resolved')}</Mark>
        ),
    },
  ];
}

/** Where something can be done about a finding of this kind; of the others the carrier's own screen says all. */
const places: Readonly<Partial<Record<FindingKind, 'boards' | 'deliveries' | 'webhooks'>>> = {
  boardWithoutSheet: 'boards',
  sheetOfWithdrawn: 'boards',
  channelStillShowing: 'deliveries',
  deliveryGivenUp: 'deliveries',
  receiptOverdue: 'deliveries',
  webhookDisabled: 'webhooks',
};

function Words({ row }: { row: FindingView }) {
  const say = useText(texts);
  const place = places[row.kind];
  const search =
    place === 'boards' && row.carrier !== null
      ? { board: row.carrier }
      : place === 'deliveries' && row.item !== null
        ? { item: row.item }
        : {};
  return (
    <>
      {row.title === null ? null : <strong>{row.title}　</strong>}
      {row.words}
      {place === undefined || row.resolvedAt !== null ? null : (
        <div>
          <GoTo to={`/${place}`} search={search}>
            {say(`act.${place}`)}
          </GoTo>
        </div>
      )}
    </>
  );
}
