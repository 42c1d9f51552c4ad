import { holdsRole, Todo, useRead, useSession, useText, withQuery } from '#ui/office';
import type { CarrierView, FindingView, PostingView } from '../forms.ts';
import { texts } from './texts.ts';

type Rows<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

const many = (page: Rows<unknown>, most: number) => (page.next === null ? page.rows.length : `${most}+`);
const MOST = 50;
const FIRST = 5;

/** What is to be done about carriers: sheets to post and take down, findings, carriers to be registered. */
export function Today() {
  const session = useSession();
  const unit = session.unit?.id;
  if (unit === undefined) return null;
  return (
    <>
      {holdsRole(session, ['handler'], 'here') ? <Boards unit={unit} /> : null}
      {holdsRole(session, ['handler', 'committeeOffice'], 'here') ? (
        <Findings unit={unit} session={session.me.permissions.includes('carriers.register')} />
      ) : null}
      {session.me.permissions.includes('carriers.register') ? <Filed /> : null}
    </>
  );
}

function Boards({ unit }: { unit: number }) {
  const say = useText(texts);
  const page = useRead<Rows<PostingView>>(
    withQuery('/api/carriers/boards', { unit, only: 'todo', limit: MOST }),
  ).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('boards')}
      count={many(page, MOST)}
      late={page.rows.some((row) => row.todo === 'postLate' || row.todo === 'takeNow')}
      all={{ to: '/boards', words: say('all') }}
      rows={page.rows.slice(0, FIRST).map((row) => ({
        key: row.id,
        title: row.title ?? `${row.slug} ${say('withdrawn')}`,
        note: `${say(`todo.${row.todo}`)} ${row.boardName}`,
        to: '/boards',
        late: row.todo === 'postLate' || row.todo === 'takeNow',
      }))}
    />
  );
}

/** Of the unit; for the office of everything it covers. */
function Findings({ unit, session: isOffice }: { unit: number; session: boolean }) {
  const say = useText(texts);
  const page = useRead<Rows<FindingView>>(
    withQuery('/api/carriers/findings', { unit: isOffice ? undefined : unit, limit: MOST }),
  ).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('todoFindings')}
      count={many(page, MOST)}
      late
      all={{ to: '/carrier-findings', words: say('all') }}
      rows={page.rows.slice(0, FIRST).map((row) => ({
        key: row.id,
        title: `${row.carrierName ?? row.unitName}：${row.words}`,
        note: row.unitName,
        to: row.carrier === null ? '/carrier-findings' : `/carriers/${row.carrier}`,
        late: true,
      }))}
    />
  );
}

function Filed() {
  const say = useText(texts);
  const page = useRead<Rows<CarrierView>>(withQuery('/api/carriers', { state: 'filed', limit: MOST })).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('todoFiled')}
      count={many(page, MOST)}
      all={{ to: '/carriers', search: { state: 'filed' }, words: say('all') }}
      rows={page.rows.slice(0, FIRST).map((row) => ({
        key: row.id,
        title: row.name,
        note: row.unitName,
        to: `/carriers/${row.id}`,
      }))}
    />
  );
}
