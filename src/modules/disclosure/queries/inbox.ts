import { type RawBuilder, sql } from 'kysely';
import type { Actor, Grant, Role } from '#kernel';
import { addWorkingDays, loadCalendar, localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { stepStates } from '../domain/index.ts';
import { rows } from '../store/rows.ts';
import type { InboxBox } from '../words.ts';
import { anyOf, countLimit, cutPage, type PageRequest, reaches, readCursor, totalOf } from './paging.ts';

/** Working days before the due date from which a step counts as due soon. */
export const soonWorkingDays = 2;

/** The days against which lateness is judged: today, and the last day that counts as soon. */
export type Days = { readonly today: string; readonly soon: string; readonly now: Date };

export async function daysAt(db: Reader, now: Date): Promise<Days> {
  const today = localDateAt(now);
  return { today, soon: addWorkingDays(await loadCalendar(db), today, soonWorkingDays), now };
}

/** What is late, due soon, or neither; one rule for lists, counts and the case view. */
export function latenessOf(
  dueOn: string | null,
  { today, soon }: Pick<Days, 'today' | 'soon'>,
): 'none' | 'dueSoon' | 'late' {
  if (dueOn === null || dueOn > soon) return 'none';
  return dueOn < today ? 'late' : 'dueSoon';
}

const step = {
  unit: sql<number>`s.unit_id`,
  path: sql<string>`s.unit_path`,
  line: sql<number | null>`s.line_id`,
};

/** `person` had a hand in the revision `r`: the workflow's four eyes, as SQL. */
function hadHand(person: string): RawBuilder<boolean> {
  return sql<boolean>`(
    exists (select from disclosure.revision_editor e where e.revision_id = r.id and ${person}::uuid in (e.person, e.principal))
    or exists (select from disclosure.signature g where g.revision_id = r.id and ${person}::uuid in (g.person, g.principal)
      and g.move = any(disclosure.proposing_moves() || disclosure.deciding_moves())))`;
}

/** Steps this person can decide now: by a grant that reaches, without an earlier hand of theirs or of the principal's. */
function decidable(actor: Actor): RawBuilder<boolean> {
  const byGrant = (grant: Grant): RawBuilder<boolean> => {
    const free =
      grant.principal === null ? sql<boolean>`true` : sql<boolean>`not ${hadHand(grant.principal)}`;
    const meant = sql<boolean>`(s.person is null or s.person = ${grant.principal ?? actor.person}::uuid)`;
    return sql<boolean>`(s.role = ${grant.role} and ${reaches(grant, step)} and ${meant} and ${free})`;
  };
  return sql<boolean>`(s.id is not null and ${anyOf(actor.grants.map(byGrant))} and not ${hadHand(actor.person)})`;
}

/** This person wrote or proposed it, or it was done for them. */
function written(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(
    exists (select from disclosure.revision_editor e where e.revision_id = r.id
      and ${actor.person}::uuid in (e.person, e.principal))
    or exists (select from disclosure.signature g where g.revision_id = r.id and g.move in ('propose', 'proposeUrgently')
      and ${actor.person}::uuid in (g.person, g.principal)))`;
}

/** Whoever works in the unit or looks after it is shown what nobody there can decide; acting for somebody is no work there. */
function mayHelp(grant: Grant): boolean {
  return grant.principal === null && helpers.has(grant.role);
}

const helpers: ReadonlySet<Role> = new Set([
  'handler',
  'reviewer',
  'secrecyReviewer',
  'approver',
  'committeeOffice',
]);

function belongsTo(box: InboxBox, actor: Actor, { today, soon }: Days): RawBuilder<boolean> {
  switch (box) {
    case 'mine':
      return decidable(actor);
    case 'dueSoon':
      return sql<boolean>`(${decidable(actor)} and s.due_on between ${today}::date and ${soon}::date)`;
    case 'late':
      return sql<boolean>`(${decidable(actor)} and s.due_on < ${today}::date)`;
    case 'waiting':
      return sql<boolean>`(r.state = any(${[...stepStates, 'approved']}::text[]) and ${written(actor)})`;
    case 'nobody':
      return sql<boolean>`(s.nobody_since is not null and ${anyOf(actor.grants.filter(mayHelp).map((grant) => reaches(grant, step)))})`;
    case 'returned':
      return sql<boolean>`(r.state = 'returned' and ${written(actor)} and not exists (
        select from disclosure.revision n where n.disclosure_id = r.disclosure_id and n.number > r.number))`;
  }
}

/** Sorted by due date, undated last; what came back, newest first. */
function sortKey(box: InboxBox): RawBuilder<string> {
  return box === 'returned'
    ? sql<string>`(99999999999 - floor(extract(epoch from r.updated_at)))::bigint::text`
    : sql<string>`coalesce(s.due_on::text, '9999-12-31')`;
}

const source = sql`disclosure.revision r
  left join disclosure.step_state s on s.revision_id = r.id and s.ended_at is null`;

/** The revisions of one box, as ids; the page loads the cases. */
export async function listInboxIds(
  db: Reader,
  actor: Actor,
  box: InboxBox,
  days: Days,
  page: PageRequest,
): Promise<{ readonly ids: readonly string[]; readonly total: number | null; readonly next: string | null }> {
  const condition = belongsTo(box, actor, days);
  const after = readCursor(page.cursor);
  const key = sortKey(box);
  const later = after === null ? sql`true` : sql`(key, id) > (${after.key}, ${after.id}::uuid)`;
  const { rows: found } = await sql<{ id: string; key: string }>`
    select id, key from (select r.id, min(${key}) as key from ${from(box)} where ${condition} group by r.id) as r
    where ${later} order by key, id limit ${page.limit + 1}`.execute(rows(db));
  const { rows: cut, next } = cutPage(found, page.limit);
  const total = await countBox(db, actor, box, days);
  return { ids: cut.map((one) => one.id), total, next };
}

/** Decidable steps are found from the open steps, the others from the writer's revisions. */
function from(box: InboxBox): RawBuilder<unknown> {
  return box === 'waiting' || box === 'returned'
    ? source
    : sql`disclosure.step_state s join disclosure.revision r on r.id = s.revision_id and s.ended_at is null`;
}

async function countBox(db: Reader, actor: Actor, box: InboxBox, days: Days): Promise<number | null> {
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from (
      select distinct r.id from ${from(box)} where ${belongsTo(box, actor, days)} limit ${countLimit}) as counted`.execute(
    rows(db),
  );
  return totalOf(counted[0]?.count ?? 0);
}

/** How much waits in each box; 10,000 stands for “more than anybody counts”. */
export async function countInbox(
  db: Reader,
  actor: Actor,
  now: Date,
): Promise<Readonly<Record<InboxBox, number>>> {
  const days = await daysAt(db, now);
  const count = async (box: InboxBox) => (await countBox(db, actor, box, days)) ?? countLimit - 1;
  return {
    mine: await count('mine'),
    dueSoon: await count('dueSoon'),
    late: await count('late'),
    waiting: await count('waiting'),
    returned: await count('returned'),
    nobody: await count('nobody'),
  };
}
