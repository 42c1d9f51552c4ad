import { Button } from 'antd';
import {
  BoxTabs,
  type Column,
  Due,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  useBox,
  useCommand,
  useGo,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { CaseView } from '../../forms.ts';
import type { WithholdingRow } from '../../withholding/forms.ts';
import { useGroundWords } from './grounds.tsx';
import { withholdingTexts } from './texts.ts';

const boxes = ['inForce', 'reviewDue', 'unnoticed'] as const;

/** Decisions to withhold in force, by the day of their review; each is opened or continued from here. */
export function Screen() {
  const say = useText(withholdingTexts);
  const go = useGo();
  const box = useBox(boxes, 'inForce');
  const rows = useMoreRows<WithholdingRow>(withQuery('/api/disclosures/withholdings', { box, limit: 50 }));
  const columns = useColumns();
  return (
    <Page title={say('withholdings')} note={say('withholdings.help')} wide>
      <BoxTabs boxes={boxes} open={box} label={(one) => say(`box.${one}`)} />
      <RowsList
        of={rows}
        name="withholdings"
        label={say('withholdings')}
        rowKey={(row) => row.revision}
        columns={columns}
        onOpen={(row) => go(`/revisions/${row.revision}`)}
        empty={
          <Nothing title={say(box === 'reviewDue' ? 'none.reviewDue' : 'none')} help={say('noneHelp')} />
        }
      />
    </Page>
  );
}

function useColumns(): readonly Column<WithholdingRow>[] {
  const say = useText(withholdingTexts);
  const wordsOf = useGroundWords();
  const { me } = useSession();
  return [
    {
      key: 'title',
      title: say('title'),
      show: (row) => <GoTo to={`/revisions/${row.revision}`}>{row.title}</GoTo>,
    },
    {
      key: 'ground',
      title: say('ground'),
      width: 260,
      show: (row) => (
        <>
          {wordsOf(row.ground).words}
          <br />
          <span className="quiet">{wordsOf(row.ground).citation}</span>
        </>
      ),
    },
    { key: 'extent', title: say('extent'), width: 120, show: (row) => say(`extent.${row.extent}`) },
    { key: 'review', title: say('reviewOn'), width: 180, show: (row) => <Due on={row.reviewOn} /> },
    { key: 'unit', title: say('unit'), width: 160, optional: true, show: (row) => row.unit.name },
    {
      key: 'decide',
      title: '',
      width: 200,
      show: (row) =>
        row.underWay ? (
          <Mark tone="wait">{say('underWay')}</Mark>
        ) : me.permissions.includes('disclosure.draft') ? (
          <Decide row={row} />
        ) : null,
    },
  ];
}

function Decide({ row }: { row: WithholdingRow }) {
  const say = useText(withholdingTexts);
  const go = useGo();
  const review = useCommand<{ decision: 'open' | 'continue' }, CaseView>(
    'POST',
    `/api/disclosures/${row.disclosure}/withholding-review`,
    {
      done: say('begun'),
      changes: ['/api/disclosures'],
      onDone: (view) => go(`/revisions/${view.revision}`),
    },
  );
  return (
    <span className="row">
      {(['open', 'continue'] as const).map((decision) => (
        <Button
          key={decision}
          size="small"
          loading={review.isPending}
          onClick={(event) => {
            event.stopPropagation();
            review.mutate({ decision });
          }}
        >
          {say(decision)}
        </Button>
      ))}
    </span>
  );
}
