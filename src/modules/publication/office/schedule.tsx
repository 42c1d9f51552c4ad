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
  useGo,
  useMoreRows,
  useText,
  withQuery,
} from '#ui/office';
import type { PlanView } from '../forms.ts';
import { texts, useWords } from './texts.ts';
import { UnitFilter, useShownUnit } from './unit-filter.tsx';

const choices = ['all', 'waiting', 'findings'] as const;

/** What waits for its time, what was published on time, what missed it and why. */
export function Screen() {
  const say = useText(texts);
  const go = useGo();
  const unit = useShownUnit();
  const [address, change] = useAddressState();
  const only = choices.find((one) => one === address['only']) ?? 'all';
  const rows = useMoreRows<PlanView>(
    unit === 0 ? null : withQuery('/api/publications/plans', { unit, only, limit: 50 }),
  );
  const columns = useColumns();
  return (
    <Page title={say('schedule')} wide>
      <div className="filters">
        <UnitFilter />
        <Segmented
          value={only}
          onChange={(value) => change({ only: value === 'all' ? undefined : value })}
          options={choices.map((value) => ({ value, label: say(`only.${value}`) }))}
        />
      </div>
      {unit === 0 ? (
        <Nothing title={say('chooseUnit')} />
      ) : (
        <RowsList
          of={rows}
          name="schedule"
          label={say('schedule')}
          rowKey={(row) => row.revision}
          columns={columns}
          onOpen={(row) => go(`/revisions/${row.revision}`)}
          empty={<Nothing title={say('noPlans')} help={say('noPlansHelp')} />}
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<PlanView>[] {
  const say = useText(texts);
  const words = useWords();
  return [
    {
      key: 'at',
      title: say('planned'),
      width: 170,
      show: (row) => (
        <GoTo to={`/revisions/${row.revision}`}>
          <span className="tabular nowrap">{formatMoment(row.publishAt)}</span>
        </GoTo>
      ),
    },
    { key: 'purpose', title: say('purpose'), width: 130, show: (row) => say(`purpose.${row.purpose}`) },
    {
      key: 'state',
      title: say('state'),
      width: 200,
      show: (row) => (
        <span className="row">
          <Mark
            tone={
              row.state === 'published'
                ? 'good'
                : row.state === 'waiting' || row.state === 'registered'
                  ? 'wait'
                  : row.state === 'refused'
                    ? 'late'
                    : 'quiet'
            }
          >
            {say(`plan.${row.state}`)}
          </Mark>
          {row.missed ? <Mark tone="late">{say('missed')}</Mark> : null}
        </span>
      ),
    },
    {
      key: 'why',
      title: say('why'),
      show: (row) => (row.code === null ? '—' : words(`refusal.${row.code}`)),
    },
    {
      key: 'attempts',
      title: say('attempts', { count: '' }),
      width: 100,
      show: (row) => <span className="tabular">{row.attempts}</span>,
    },
  ];
}
