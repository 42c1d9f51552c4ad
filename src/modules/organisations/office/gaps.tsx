import { Select } from 'antd';
import {
  type Column,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  UnitPicker,
  useAddressState,
  useMoreRows,
  useText,
  withQuery,
} from '#ui/office';
import type { GapView } from '../forms.ts';
import { gapKinds } from '../vocabulary.ts';
import { texts, useWords } from './texts.ts';

/** Units without leading group, office, first responsible person or handler, and terms that are over. */
export function Screen() {
  const say = useText(texts);
  const words = useWords();
  const [address, change] = useAddressState();
  const rows = useMoreRows<GapView>(
    withQuery('/api/units/gaps', { under: address['under'], kind: address['kind'], limit: 100 }),
  );
  const columns: readonly Column<GapView>[] = [
    {
      key: 'unit',
      title: say('units'),
      show: (row) => (
        <GoTo to={`/units/${row.unit.id}`} search={{ tab: 'leadership' }}>
          {row.unit.name}
        </GoTo>
      ),
    },
    {
      key: 'kind',
      title: say('gaps'),
      width: 260,
      show: (row) => (
        <Mark tone={row.kind === 'termEndsSoon' ? 'wait' : 'late'}>{words(`gapKind.${row.kind}`)}</Mark>
      ),
    },
    { key: 'person', title: say('person'), width: 140, show: (row) => row.personName ?? '—' },
    {
      key: 'until',
      title: say('until'),
      width: 130,
      show: (row) => <span className="tabular nowrap">{row.until ?? '—'}</span>,
    },
  ];
  return (
    <Page title={say('gaps')} note={say('gapsHelp')} wide>
      <div className="filters">
        <div className="grow">
          <UnitPicker
            aria-label={say('units')}
            value={address['under'] === undefined ? null : Number(address['under'])}
            onChange={(unit) => change({ under: unit === null ? undefined : String(unit) })}
          />
        </div>
        <Select
          allowClear
          aria-label={say('onlyKind')}
          placeholder={say('onlyKind')}
          style={{ minWidth: 220 }}
          value={address['kind'] ?? null}
          options={gapKinds.map((value) => ({ value, label: words(`gapKind.${value}`) }))}
          onChange={(kind: string | null | undefined) => change({ kind: kind ?? undefined })}
        />
      </div>
      <RowsList
        of={rows}
        name="gaps"
        label={say('gaps')}
        rowKey={(row) => `${row.unit.id}:${row.kind}:${row.postId ?? ''}`}
        columns={columns}
        empty={<Nothing title={say('noGaps')} />}
      />
    </Page>
  );
}
