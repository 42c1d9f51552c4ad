import { Button } from 'antd';
import {
  type Column,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  type Tone,
  useCommand,
  useGo,
  useMoreRows,
  useSession,
  useText,
} from '#ui/office';
import type { BriefDetail, BriefPage } from '../briefs/forms.ts';
import { briefTexts } from './brief-texts.ts';

type BriefRow = BriefPage['rows'][number];

export const briefTones: Readonly<Record<BriefRow['state'], Tone>> = {
  draft: 'wait',
  proposed: 'wait',
  issued: 'good',
  withdrawn: 'late',
};

/** Briefs and mobile papers: those in work, and those that are out. */
export function Screen() {
  const say = useText(briefTexts);
  const go = useGo();
  const { me, unit } = useSession();
  const rows = useMoreRows<BriefRow>('/api/carriers/briefs');
  const make = useCommand<{ unit: number; month: string }, BriefDetail>(
    'POST',
    '/api/carriers/briefs/month',
    {
      done: say('made'),
      changes: ['/api/carriers/briefs'],
      onDone: (brief) => go(`/briefs/${brief.id}`),
    },
  );
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  return (
    <Page
      title={say('briefs')}
      note={say('briefsHelp')}
      actions={
        me.permissions.includes('carriers.compose-brief') && unit !== null ? (
          <Button
            type="primary"
            loading={make.isPending}
            onClick={() => make.mutate({ unit: unit.id, month })}
          >
            {say('month')}
          </Button>
        ) : null
      }
    >
      <RowsList
        of={rows}
        name="briefs"
        label={say('briefs')}
        rowKey={(row) => row.id}
        columns={useColumns()}
        onOpen={(row) => go(`/briefs/${row.id}`)}
        empty={<Nothing title={say('none')} help={say('noneHelp')} />}
      />
    </Page>
  );
}

function useColumns(): readonly Column<BriefRow>[] {
  const say = useText(briefTexts);
  return [
    { key: 'name', title: say('name'), show: (row) => <GoTo to={`/briefs/${row.id}`}>{row.name}</GoTo> },
    {
      key: 'number',
      title: say('number'),
      width: 140,
      show: (row) => (row.number === null ? '—' : say('issue', { year: row.year ?? '', number: row.number })),
    },
    { key: 'unit', title: say('unit'), show: (row) => row.unitName },
    {
      key: 'period',
      title: say('period'),
      width: 210,
      show: (row) => (
        <span className="tabular nowrap">
          {row.periodFrom} – {row.periodTo}
        </span>
      ),
    },
    { key: 'items', title: say('items'), width: 80, align: 'right', show: (row) => row.items },
    {
      key: 'state',
      title: say('state'),
      width: 110,
      show: (row) => <Mark tone={briefTones[row.state]}>{say(`state.${row.state}`)}</Mark>,
    },
  ];
}
