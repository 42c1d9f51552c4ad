import { type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import { isCovered } from '#modules/organisations';
import { findTeasers } from '#modules/publication';
import { explainSteps } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import type { Coverage } from '#platform/permission';
import type { boardQuery, PostingView } from '../forms.ts';
import { cutPage, readCursor } from '../paging.ts';
import { own } from '../store.ts';

function postings(db: Reader) {
  return own(db)
    .selectFrom('carriers.posting as p')
    .innerJoin('carriers.carrier as b', 'b.id', 'p.board')
    .innerJoin('organisations.unit as u', 'u.id', 'p.unit')
    .selectAll('p')
    .select(['b.name as board_name', 'b.place', 'u.name as unit_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof postings>['executeTakeFirstOrThrow']>>;

/** What whoever goes to the board does about a sheet today. Pure. */
export function todoOf(
  row: Pick<Row, 'state' | 'due_on' | 'until' | 'ends'>,
  today: string,
): PostingView['todo'] {
  if (row.state === 'toPost') return row.due_on < today ? 'postLate' : 'post';
  if (row.state !== 'posted') return 'nothing';
  if (row.ends !== null) return 'takeNow';
  return row.until !== null && row.until <= today ? 'mayTake' : 'leave';
}

async function toViews(
  db: Reader,
  rows: readonly Row[],
  today: string,
  t: Translate,
): Promise<PostingView[]> {
  const items = await findTeasers(
    db,
    rows.map(({ item }) => item),
  );
  return rows.map((row) => ({
    id: row.id,
    board: row.board,
    boardName: row.board_name,
    place: row.place,
    unit: row.unit,
    unitName: row.unit_name,
    item: row.item,
    slug: row.slug,
    version: row.version,
    title: items.get(row.item)?.title ?? null,
    state: row.state,
    rule: row.rule,
    days: row.days,
    dayKind: row.day_kind,
    dueOn: row.due_on,
    dueWhy: row.due_why.length === 0 ? '' : explainSteps(row.due_why, t),
    postedAt: row.posted_at?.toISOString() ?? null,
    claimedAt: row.claimed_at?.toISOString() ?? null,
    postedBy: row.posted_by_name,
    postedPlace: row.posted_place,
    postedAtPoint:
      row.posted_latitude === null || row.posted_longitude === null
        ? null
        : {
            latitude: row.posted_latitude,
            longitude: row.posted_longitude,
            accuracy: row.posted_accuracy,
          },
    until: row.until,
    untilWhy: row.until_why.length === 0 ? '' : explainSteps(row.until_why, t),
    ends: row.ends,
    takenAt: row.taken_at?.toISOString() ?? null,
    takenBy: row.taken_by_name,
    todo: todoOf(row, today),
  }));
}

/** What has to be hung or come down (`todo`), what hangs, or everything, on the boards covered. */
export async function listPostings(
  db: Reader,
  coverage: Coverage,
  query: z.output<typeof boardQuery>,
  { today, t }: { readonly today: string; readonly t: Translate },
): Promise<{ rows: PostingView[]; next: string | null }> {
  const after = readCursor(query.cursor);
  const { unit, board } = query;
  const found = await postings(db)
    .where(isCovered(coverage, 'u'))
    .$if(unit !== undefined, (q) => q.where('p.unit', '=', unit ?? 0))
    .$if(board !== undefined, (q) => q.where('p.board', '=', board ?? ''))
    .$if(query.only === 'hanging', (q) => q.where('p.state', '=', 'posted'))
    .$if(query.only === 'todo', (q) => q.where(isToDo(today)))
    .$if(after !== undefined, (q) => q.where('p.id', '<', after ?? ''))
    .orderBy('p.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const { rows, next } = cutPage(found, query.limit);
  return { rows: await toViews(db, rows, today, t), next };
}

const isToDo = (today: string) =>
  sql<SqlBool>`(p.state = 'toPost' or (p.state = 'posted' and (p.ends is not null or p.until <= ${today}::date)))`;

/** Those of an item and board that hang or have to hang, newest first. */
export async function findPosting(
  db: Reader,
  id: string,
  words: { readonly today: string; readonly t: Translate },
): Promise<PostingView | undefined> {
  const row = await postings(db).where('p.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : (await toViews(db, [row], words.today, words.t))[0];
}

/** The proof of a posting: where its photo lies, and the unit to be asked. */
export function findProof(db: Reader, id: string) {
  return own(db)
    .selectFrom('carriers.posting')
    .select(['unit', 'photo_sha256', 'photo_media', 'taken_photo_sha256', 'taken_photo_media'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Sheets that still have to be hung, longest planned first: for whoever looks after all boards. */
export async function listOpenPostings(
  db: Reader,
  most = 500,
): Promise<readonly { readonly id: string; readonly unit: number; readonly plannedAt: Date }[]> {
  const rows = await own(db)
    .selectFrom('carriers.posting')
    .select(['id', 'unit', 'planned_at'])
    .where('state', '=', 'toPost')
    .orderBy('planned_at')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id, unit, planned_at: plannedAt }) => ({ id, unit, plannedAt }));
}
