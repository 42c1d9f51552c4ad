import { Segmented } from 'antd';
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
import { texts } from './texts.ts';

const views = ['open', 'all'] as const;

/** What is wrong with carriers, with its numbers; resolved when the cause is gone. */
export function Screen() {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const only = views.find((one) => one === address['only']) ?? 'open';
  const rows = useMoreRows<FindingView>(withQuery('/api/carriers/findings', { only }));
  return (
    <Page title={say('allFindings')} wide>
      <div className="filters">
        <Segmented
          aria-label={say('state')}
          value={only}
          onChange={(next) => change({ only: next })}
          options={views.map((one) => ({ value: one, label: say(`only.${one}`) }))}
        />
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
    { key: 'words', title: say('findings'), show: (row) => row.words },
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
