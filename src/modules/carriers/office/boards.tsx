import { Segmented, Tooltip } from 'antd';
import {
  type Column,
  Nothing,
  Page,
  RowsList,
  useAddressState,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { PostingView } from '../forms.ts';
import { briefTexts } from './brief-texts.ts';
import { PhotoButton } from './photo-button.tsx';
import { PostButton, PostedPlace } from './posting-place.tsx';
import { SheetLinks } from './sheet-links.tsx';
import { TodoMark } from './state.tsx';
import { texts } from './texts.ts';

const views = ['todo', 'hanging', 'all'] as const;

/** What has to hang and what may come down, for whoever goes to the boards today. */
export function Screen() {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const only = views.find((one) => one === address['only']) ?? 'todo';
  const rows = useMoreRows<PostingView>(withQuery('/api/carriers/boards', { only }));
  return (
    <Page title={say('boards')} note={say('boardsHelp')} wide>
      <div className="filters">
        <Segmented
          aria-label={say('todo')}
          value={only}
          onChange={(next) => change({ only: next })}
          options={views.map((one) => ({ value: one, label: say(`only.${one}`) }))}
        />
      </div>
      <RowsList
        of={rows}
        name="boards"
        label={say('boards')}
        rowKey={(row) => row.id}
        columns={useColumns()}
        empty={<Nothing title={say('noBoards')} help={say('noBoardsHelp')} />}
      />
    </Page>
  );
}

function useColumns(): readonly Column<PostingView>[] {
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
            <>
              {' '}
              <a
                href={`/api/carriers/boards/${row.board}/sheet?paper=A3`}
                target="_blank"
                rel="noopener"
                className="nowrap in-text"
              >
                {say2('boardSheet')}
              </a>
            </>
          ) : null}
        </>
      ),
    },
    { key: 'todo', title: say('todo'), width: 130, show: (row) => <TodoMark todo={row.todo} /> },
    {
      key: 'due',
      title: say('due'),
      width: 120,
      show: (row) => (
        <Tooltip title={row.dueWhy}>
          <span className="tabular nowrap">{row.dueOn}</span>
        </Tooltip>
      ),
    },
    {
      key: 'until',
      title: say('until'),
      width: 170,
      show: (row) => (
        <Tooltip title={row.untilWhy}>
          <span className="tabular nowrap">
            {row.until ?? '—'} {say(row.dayKind === 'working' ? 'workingDays' : 'days', { days: row.days })}
          </span>
        </Tooltip>
      ),
    },
    {
      key: 'proof',
      title: say('proof'),
      width: 260,
      show: (row) => <Proof row={row} may={may} />,
    },
  ];
}

function Proof({ row, may }: { row: PostingView; may: boolean }) {
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
      {may && row.state === 'toPost' ? <PostButton row={row} /> : null}
      {may && row.state === 'posted' ? (
        <PhotoButton
          path={`${path}/taken`}
          words={say('taken')}
          done={say('takenDone')}
          primary={row.todo === 'takeNow'}
        />
      ) : null}
    </span>
  );
}
