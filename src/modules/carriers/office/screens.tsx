import {
  type Column,
  formatMoment,
  GoTo,
  Nothing,
  Page,
  RowsTable,
  useRead,
  useText,
  WhenRead,
} from '#ui/office';
import type { DeviceView } from '../forms.ts';
import { HealthMark } from './state.tsx';
import { texts, useWords } from './texts.ts';

/** Screens and kiosks, those longest unheard of first; asked again by itself. */
export function Screen() {
  const say = useText(texts);
  const read = useRead<{ rows: readonly DeviceView[] }>('/api/carriers/devices', 30_000);
  const columns = useColumns();
  return (
    <Page title={say('screens')} wide>
      <WhenRead of={read}>
        {({ rows }) => (
          <RowsTable
            name="devices"
            label={say('screens')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={columns}
            empty={<Nothing title={say('noScreens')} help={say('noScreensHelp')} />}
          />
        )}
      </WhenRead>
    </Page>
  );
}

function useColumns(): readonly Column<DeviceView>[] {
  const say = useText(texts);
  const words = useWords();
  return [
    {
      key: 'name',
      title: say('name'),
      show: (row) => <GoTo to={`/carriers/${row.carrier}`}>{row.name}</GoTo>,
    },
    { key: 'unit', title: say('unit'), show: (row) => row.unitName },
    { key: 'kind', title: say('kind'), width: 90, show: (row) => words(`carriers.kind.${row.kind}`) },
    { key: 'state', title: say('state'), width: 140, show: (row) => <HealthMark health={row.health} /> },
    {
      key: 'contact',
      title: say('lastContact'),
      width: 150,
      show: (row) => (
        <span className="tabular nowrap">
          {row.lastContactAt === null ? '—' : formatMoment(row.lastContactAt)}
        </span>
      ),
    },
    { key: 'shown', title: say('shown'), width: 100, show: (row) => say('items', { count: row.shown }) },
    {
      key: 'skew',
      title: say('skew'),
      width: 110,
      optional: true,
      show: (row) => (row.skewSeconds === null ? '—' : say('seconds', { count: row.skewSeconds })),
    },
    { key: 'version', title: say('version'), width: 130, optional: true, show: (row) => row.version ?? '—' },
  ];
}
