import { sql } from 'kysely';
import { done, type PersonId, type Result } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { within } from '../queries/paging.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { following } from './store.ts';

/** How far a person has seen a dossier: the newest line of its timeline and of its discussion. */
export type SeenMarks = { readonly lastEvent: number; readonly lastComment: number };

/** What there is to see of a dossier now. */
export async function newestMarks(db: Reader, disclosure: string): Promise<SeenMarks> {
  const { rows } = await sql<SeenMarks>`select
    (select coalesce(max(id), 0) from disclosure.event where disclosure_id = ${disclosure}) as "lastEvent",
    (select coalesce(max(id), 0) from disclosure.comment where disclosure_id = ${disclosure}) as "lastComment"`.execute(
    following(db),
  );
  return rows[0] ?? { lastEvent: 0, lastComment: 0 };
}

/** How far this person has seen the dossier, over all its revisions; null: never looked. */
export async function findSeenMarks(
  db: Reader,
  disclosure: string,
  person: PersonId,
): Promise<SeenMarks | null> {
  const found = await following(db)
    .selectFrom('disclosure.seen as s')
    .innerJoin('disclosure.revision as r', 'r.id', 's.revision_id')
    .select((eb) => [
      eb.fn.max<number | null>('s.last_event').as('lastEvent'),
      eb.fn.max<number | null>('s.last_comment').as('lastComment'),
    ])
    .where('r.disclosure_id', '=', disclosure)
    .where('s.person', '=', person)
    .executeTakeFirst();
  if (found === undefined || found.lastEvent === null || found.lastComment === null) return null;
  return { lastEvent: found.lastEvent, lastComment: found.lastComment };
}

export type SeenRevision = { readonly revision: string; readonly revisionNumber: number; readonly at: Date };

/** The newest revision before this one that the person has seen: what they will want to compare with. */
export async function findSeenBefore(
  db: Reader,
  { dossier, revision }: Pick<LoadedCase, 'dossier' | 'revision'>,
  person: PersonId,
): Promise<SeenRevision | null> {
  const found = await following(db)
    .selectFrom('disclosure.seen as s')
    .innerJoin('disclosure.revision as r', 'r.id', 's.revision_id')
    .select(['r.id as revision', 'r.number as revisionNumber', 's.at'])
    .where('r.disclosure_id', '=', dossier.id)
    .where('r.number', '<', revision.number)
    .where('s.person', '=', person)
    .orderBy('r.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

/** Has the person seen this very revision as it stands now? Then there is nothing to write down. */
export async function hasSeenAll(db: Reader, loaded: LoadedCase, person: PersonId): Promise<boolean> {
  const now = await newestMarks(db, loaded.dossier.id);
  const row = await following(db)
    .selectFrom('disclosure.seen')
    .selectAll()
    .where('revision_id', '=', loaded.revision.id)
    .where('person', '=', person)
    .executeTakeFirst();
  return row !== undefined && row.last_event >= now.lastEvent && row.last_comment >= now.lastComment;
}

/** Writes down that a member of staff has looked at a case as it stands now. */
export async function see(ctx: CommandContext, loaded: LoadedCase): Promise<Result<null>> {
  const { lastEvent, lastComment } = await newestMarks(ctx.tx, loaded.dossier.id);
  const row = { last_event: lastEvent, last_comment: lastComment, at: ctx.now };
  await following(ctx.tx)
    .insertInto('disclosure.seen')
    .values({ revision_id: loaded.revision.id, person: ctx.actor.person, ...row })
    .onConflict((conflict) => conflict.columns(['person', 'revision_id']).doUpdateSet(row))
    .execute();
  await recordAudit(ctx, {
    action: 'disclosure.see',
    subjectKind: 'revision',
    subject: loaded.revision.id,
    unit: loaded.unit.id,
    data: { disclosure: loaded.dossier.id },
  });
  return done(null);
}

const dossierPlace = {
  unit: sql<number>`d.unit_id`,
  path: sql<string>`d.unit_path`,
  line: sql<number | null>`d.line_id`,
};
const stepPlace = {
  unit: sql<number>`p.unit_id`,
  path: sql<string>`p.unit_path`,
  line: sql<number | null>`p.line_id`,
};

/**
 * Of these dossiers, those in which somebody else did or said something the person has not seen. Only dossiers the person's
 * rights cover, or that have a step where they do, are spoken of.
 */
export async function listUnseen(
  db: Reader,
  person: PersonId,
  coverage: Coverage,
  dossiers: readonly string[],
): Promise<readonly string[]> {
  if (dossiers.length === 0) return [];
  const mark = (column: 'last_event' | 'last_comment') => sql`coalesce((select max(s.${sql.ref(column)})
    from disclosure.seen s join disclosure.revision r on r.id = s.revision_id
    where r.disclosure_id = d.id and s.person = ${person}), 0)`;
  const { rows } = await sql<{ id: string }>`
    select d.id from disclosure.disclosure d where d.id = any (${[...dossiers]}::uuid[])
      and (${within(coverage, dossierPlace)} or exists (select from disclosure.revision v
        join disclosure.step_state p on p.revision_id = v.id
        where v.disclosure_id = d.id and ${within(coverage, stepPlace)}))
      and (exists (select from disclosure.event e where e.disclosure_id = d.id and e.person is distinct from ${person}::uuid
          and e.id > ${mark('last_event')})
        or exists (select from disclosure.comment c where c.disclosure_id = d.id and c.person <> ${person}
          and c.id > ${mark('last_comment')}))`.execute(following(db));
  return rows.map((row) => row.id);
}
