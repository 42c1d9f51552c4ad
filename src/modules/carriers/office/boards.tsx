import { Button, Segmented } from 'antd';
import { useState } from 'react';
import {
  type Column,
  dateOf,
  daysBetween,
  formatMoment,
  GoTo,
  Nothing,
  Page,
  RowsList,
  todayHere,
  useAddressState,
  useMoreRows,
  useSession,
  useText,
  Why,
  withQuery,
} from '#ui/office';
import type { PostingView } from '../forms.ts';
import { briefTexts } from './brief-texts.ts';
import { PostedPlace } from './posting-place.tsx';
import { type Proof, ProofDialog } from './proof-dialog.tsx';
import { SheetLinks } from './sheet-links.tsx';
import { TodoMark } from './state.tsx';
import { texts } from './texts.ts';
import { UnitFilter } from './unit-filter.tsx';

const views = ['todo', 'hanging', 'all'] as const;

/** What has to hang and what may come down, for whoever goes to the boards today. */
export function Screen() {
  const say = useText(texts);
  const [address, change] = useAddressState();
  // Held here and not in its row: turning a telephone makes another table of the rows.
  const [proof, prove] = useState<Proof | null>(null);
  const only = views.find((one) => one === address['only']) ?? 'todo';
  const { unit, board } = address;
  const rows = useMoreRows<PostingView>(withQuery('/api/carriers/boards', { only, unit, board }));
  return (
    <Page
      title={say('boards')}
      note={say('boardsHelp')}
      wide
      actions={<GoTo to="/posting-rules">{say('rules')}</GoTo>}
    >
      <div className="filters">
        <Segmented
          aria-label={say('todo')}
          value={only}
          onChange={(next) => change({ only: next })}
          options={views.map((one) => ({ value: one, label: say(`only.${one}`) }))}
        />
        <UnitFilter />
        {board === undefined ? null : (
          <Button onClick={() => change({ board: undefined })}>{say('everyBoard')}</Button>
        )}
      </div>
      <RowsList
        of={rows}
        name="boards"
        label={say('boards')}
        rowKey={(row) => row.id}
        columns={useColumns(prove)}
        empty={<Nothing title={say('noBoards')} help={say('noBoardsHelp')} />}
      />
      {proof === null ? null : <ProofDialog {...proof} close={() => prove(null)} />}
    </Page>
  );
}

function useColumns(prove: (proof: Proof) => void): readonly Column<PostingView>[] {
  const say = useText(texts);
  const say2 = useText(briefTexts);
  const { me } = useSession();
  const may = me.permissions.includes('carriers.post');
  return [
    {
      key: 'sheet',
      title: say('sheet'),
      show: (row) =>
        row.title === null ? (
          <span className="quiet">
            {row.slug} {say('withdrawn')}
          </span>
        ) : (
          <a href={`/i/${row.slug}`} target="_blank" rel="noopener">
            {row.title}
          </a>
        ),
    },
    {
      key: 'board',
      title: say('board'),
      show: (row) => (
        <>
          {row.boardName} <span className="quiet">{row.unitName}</span>
          {row.state === 'toPost' ? (
            <div>
              <a
                href={`/api/carriers/boards/${row.board}/sheet?paper=A3`}
                target="_blank"
                rel="noopener"
                className="nowrap in-text"
              >
                {say2('boardSheet')}
              </a>
            </div>
          ) : null}
        </>
      ),
    },
    { key: 'todo', title: say('todo'), width: 130, show: (row) => <TodoMark todo={row.todo} /> },
    { key: 'due', title: say('due'), width: 150, show: (row) => <HangsSince row={row} /> },
    { key: 'until', title: say('until'), width: 190, show: (row) => <HangsUntil row={row} /> },
    {
      key: 'proof',
      title: say('proof'),
      width: 260,
      show: (row) => <Proofs row={row} prove={may ? prove : null} />,
    },
  ];
}

/** By when it has to hang; once it hangs, since when and who hung it. */
function HangsSince({ row }: { row: PostingView }) {
  const say = useText(texts);
  if (row.postedAt !== null)
    return (
      <>
        <span className="tabular nowrap">{say('postedOn', { day: dateOf(row.postedAt) })}</span>
        <br />
        <span className="quiet">
          {row.postedBy}
          {row.claimedAt === null ? null : say('claimedOn', { at: formatMoment(row.claimedAt) })}
        </span>
      </>
    );
  return row.dueWhy === '' ? (
    <span className="tabular nowrap">{row.dueOn}</span>
  ) : (
    <Why words={say('dueOn', { day: row.dueOn })} explanation={row.dueWhy} />
  );
}

/** How many days it has to hang, how many it has, and from when it may come down. */
function HangsUntil({ row }: { row: PostingView }) {
  const say = useText(texts);
  const days = say(row.dayKind === 'working' ? 'workingDays' : 'days', { days: row.days });
  if (row.takenAt !== null)
    return <span className="tabular">{say('takenOn', { day: dateOf(row.takenAt) })}</span>;
  if (row.state === 'dropped') return <span className="quiet">{say('dropped')}</span>;
  if (row.until === null || row.postedAt === null) return <span>{say('mustHang', { days })}</span>;
  const left = daysBetween(todayHere(), row.until);
  return (
    <>
      <Why words={say('untilDay', { day: row.until })} explanation={row.untilWhy} />
      <br />
      <span className="quiet">
        {say('mustHang', { days })}
        {left > 0 && row.ends === null ? say('daysLeft', { days: left }) : null}
      </span>
    </>
  );
}

type ProofsProps = { readonly row: PostingView; readonly prove: ((proof: Proof) => void) | null };

/** The sheet to print, the photos there are, and what is to be proved next. */
function Proofs({ row, prove }: ProofsProps) {
  const say = useText(texts);
  const path = `/api/carriers/postings/${row.id}`;
  const link = (which: 'posted' | 'taken', words: string) => (
    <a href={`${path}/photos/${which}`} target="_blank" rel="noopener">
      {words}
    </a>
  );
  return (
    <span className="row">
      {row.state === 'toPost' || row.state === 'posted' ? <SheetLinks path={`${path}/sheet`} /> : null}
      {row.postedAt === null ? null : link('posted', say('proofPosted'))}
      <PostedPlace row={row} />
      {row.takenAt === null || row.ends === 'replaced' ? null : link('taken', say('proofTaken'))}
      {prove !== null && row.state === 'toPost' ? (
        <Button type="primary" onClick={() => prove({ row, which: 'posted' })}>
          {say('posted')}
        </Button>
      ) : null}
      {prove !== null && row.state === 'posted' ? (
        <Button
          type={row.todo === 'leave' ? 'default' : 'primary'}
          onClick={() => prove({ row, which: 'taken' })}
        >
          {say('taken')}
        </Button>
      ) : null}
    </span>
  );
}
