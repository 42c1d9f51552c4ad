import { Button, Segmented } from 'antd';
import { useState } from 'react';
import {
  BarLegend,
  type BarPart,
  Bars,
  type BarTone,
  type Column,
  commonTexts,
  DateField,
  FiguresBehind,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsTable,
  Section,
  UnitPicker,
  useAddressState,
  useRead,
  useSession,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { Overview, OverviewRow } from '../forms.ts';
import { texts } from './texts.ts';

const parts = [
  ['done', 'done'],
  ['doneLate', 'doneLate'],
  ['dueSoon', 'soon'],
  ['due', 'waiting'],
  ['late', 'late'],
  ['missed', 'missed'],
  ['withheld', 'withheld'],
] as const satisfies readonly (readonly [keyof OverviewRow, BarTone])[];

/** Every unit below: what is due, done, late, missing; each opens the units below it or its duties. */
export function Screen() {
  const say = useText(texts);
  const common = useText(commonTexts);
  const { unit, units } = useSession();
  const [address, change] = useAddressState();
  const shown = Number(address['unit'] ?? unit?.id ?? 0);
  const read = useRead<Overview>(
    shown === 0
      ? null
      : withQuery('/api/duties/overview', { unit: shown, from: address['from'], to: address['to'] }),
  );
  return (
    <Page
      title={say('overview')}
      wide
      note={
        read.data === undefined
          ? undefined
          : say('overviewHelp', { from: read.data.from, to: read.data.to, today: read.data.today })
      }
    >
      <div className="filters">
        <div className="grow">
          <UnitPicker
            aria-label={common('unit')}
            value={shown === 0 ? null : shown}
            valueName={units.find((one) => one.id === shown)?.name}
            onChange={(next) => change({ unit: next === null ? undefined : String(next) }, false)}
          />
        </div>
        <label className="date-filter" htmlFor="overview-from">
          {say('from')}
          <DateField
            id="overview-from"
            value={address['from'] ?? null}
            onChange={(from) => change({ from: from ?? undefined })}
          />
        </label>
        <label className="date-filter" htmlFor="overview-to">
          {say('to')}
          <DateField
            id="overview-to"
            value={address['to'] ?? null}
            onChange={(to) => change({ to: to ?? undefined })}
          />
        </label>
        <Segmented
          value={address['sort'] === 'problems' ? 'problems' : 'tree'}
          onChange={(sort) => change({ sort: sort === 'tree' ? undefined : sort })}
          options={(['tree', 'problems'] as const).map((value) => ({ value, label: say(`sort.${value}`) }))}
        />
      </div>
      {shown === 0 ? null : (
        <WhenRead of={read}>
          {(overview) => <Drawn overview={overview} byProblems={address['sort'] === 'problems'} />}
        </WhenRead>
      )}
    </Page>
  );
}

const atFirst = 60;

function Drawn({ overview, byProblems }: { overview: Overview; byProblems: boolean }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [all, setAll] = useState(false);
  if (overview.rows.length === 0) return <Nothing title={say('noUnits')} />;
  const legend = parts.map(([key, tone]) => ({ tone, label: say(`part.${key}`) }));
  const rows = byProblems ? overview.rows.toSorted((a, b) => problemsOf(b) - problemsOf(a)) : overview.rows;
  const shown = all ? rows : rows.slice(0, atFirst);
  return (
    <Section>
      <BarLegend parts={legend} />
      <Bars
        label={say('overview')}
        rows={shown.map((row) => ({
          key: row.unit,
          label: <RowLabel row={row} />,
          parts: partsOf(row, say),
        }))}
      />
      {shown.length === rows.length ? null : (
        <p className="rows-footer">
          <span className="quiet">{common('shownOf', { total: rows.length, shown: shown.length })}</span>
          <Button size="small" onClick={() => setAll(true)}>
            {common('all')}
          </Button>
        </p>
      )}
      <FiguresBehind>
        <Figures rows={shown} />
      </FiguresBehind>
    </Section>
  );
}

/** Worst first: what is late or missed, and whoever has no catalogue at all before those. */
function problemsOf(row: OverviewRow): number {
  return row.late + row.missed + (row.catalogueMissing ? 1_000_000 : 0);
}

function RowLabel({ row }: { row: OverviewRow }) {
  const say = useText(texts);
  return (
    <span title={row.unitName}>
      <GoTo to="/overview" search={{ unit: String(row.unit) }}>
        {row.unitName}
      </GoTo>
      {row.catalogueMissing ? (
        <>
          {' '}
          <Mark tone="late">{say('catalogueMissing')}</Mark>
        </>
      ) : null}
    </span>
  );
}

function partsOf(
  row: OverviewRow,
  say: (key: `part.${(typeof parts)[number][0]}`) => string,
): readonly BarPart[] {
  return parts.map(([key, tone]) => ({ tone, label: say(`part.${key}`), value: row[key] }));
}

function Figures({ rows }: { rows: readonly OverviewRow[] }) {
  const say = useText(texts);
  const columns: readonly Column<OverviewRow>[] = [
    { key: 'unit', title: say('unit'), show: (row) => row.unitName },
    ...parts.map(([key]) => ({
      key,
      title: say(`part.${key}`),
      width: 100,
      align: 'right' as const,
      show: (row: OverviewRow) => (
        <span className={key === 'late' && row.late > 0 ? 'tabular red' : 'tabular'}>{row[key]}</span>
      ),
    })),
    {
      key: 'total',
      title: say('part.total'),
      width: 80,
      align: 'right',
      show: (row) => <span className="tabular">{row.total}</span>,
    },
    {
      key: 'open',
      title: say('unitDuties'),
      width: 160,
      show: (row) => (
        <span className="row">
          <GoTo to="/duties" search={{ unit: String(row.unit), below: 'true', standing: 'late' }}>
            {say('part.late')}
          </GoTo>
          <GoTo to="/duties" search={{ unit: String(row.unit), below: 'true' }}>
            {say('unitDuties')}
          </GoTo>
        </span>
      ),
    },
  ];
  return (
    <RowsTable
      name="overview"
      label={say('overview')}
      rows={rows}
      rowKey={(row) => row.unit}
      columns={columns}
    />
  );
}
