import type { Selectable } from 'kysely';
import { listDutiesById } from '#modules/catalogue';
import type { LocalDate } from '#platform/calendar';
import { askKept, type Reader } from '#platform/database';
import { underWayStates } from '../domain/index.ts';
import { rows } from '../store/rows.ts';
import type { DisclosureTables } from '../tables.ts';
import type { RevisionState } from '../words.ts';
import type { StageCase } from './rules.ts';

export type MatterRow = Selectable<DisclosureTables['disclosure.matter']>;

/** A stage with the dossier it is disclosed in. */
export type LoadedStage = StageCase & {
  readonly disclosure: string;
  readonly number: string;
  readonly revision: string;
  readonly title: string;
  readonly state: RevisionState;
  readonly happenedOn: LocalDate;
  readonly duty: string | null;
};

export async function findMatter(db: Reader, id: string): Promise<MatterRow | undefined> {
  return rows(db).selectFrom('disclosure.matter').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The matter and stage a dossier belongs to, if any. */
export async function findStageOf(db: Reader, disclosure: string) {
  const [stage] = await askKept(
    db,
    rows(db)
      .selectFrom('disclosure.matter_stage')
      .select(['matter_id', 'stage', 'audience'])
      .where('disclosure_id', '=', disclosure),
  );
  return stage;
}

/** Stages of these matters that were begun, with what became of each. */
export async function loadStages(
  db: Reader,
  matters: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, readonly LoadedStage[]>> {
  if (matters.length === 0) return new Map();
  const found = await rows(db)
    .selectFrom('disclosure.matter_stage as s')
    .innerJoin('disclosure.disclosure as d', 'd.id', 's.disclosure_id')
    .select([
      's.matter_id',
      's.stage',
      's.audience',
      's.disclosure_id',
      's.happened_on',
      's.duty_id',
      'd.number',
    ])
    .where('s.matter_id', 'in', [...matters])
    .execute();
  const revisions = await listRevisions(
    db,
    found.map((one) => one.disclosure_id),
  );
  const duties = await listDutiesById(
    db,
    found.flatMap((one) => (one.duty_id === null ? [] : [one.duty_id])),
    today,
  );
  const dueOf = new Map(duties.map((duty) => [duty.id, duty.state === 'open' ? duty.due : null]));
  const stages = found.flatMap((one) => {
    const course = courseOf(revisions.filter((row) => row.disclosure_id === one.disclosure_id));
    return course === undefined
      ? []
      : [
          {
            matter: one.matter_id,
            stage: one.stage,
            audience: one.audience,
            disclosure: one.disclosure_id,
            number: one.number,
            happenedOn: one.happened_on,
            duty: one.duty_id,
            due: one.duty_id === null ? null : (dueOf.get(one.duty_id) ?? null),
            ...course,
          },
        ];
  });
  return Map.groupBy(stages, (one) => one.matter);
}

type Course = Pick<LoadedStage, 'revision' | 'title' | 'state' | 'progress' | 'outSince'>;
type RevisionHead = Awaited<ReturnType<typeof listRevisions>>[number];

function listRevisions(db: Reader, dossiers: readonly string[]) {
  return rows(db)
    .selectFrom('disclosure.revision')
    .select(['id', 'disclosure_id', 'number', 'state', 'purpose', 'title', 'published_at'])
    .where(
      'disclosure_id',
      'in',
      dossiers.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : [...dossiers],
    )
    .orderBy('number', 'desc')
    .execute();
}

/** What became of a dossier: out when something of it is public now, since its first publication. */
function courseOf(revisions: readonly RevisionHead[]): Course | undefined {
  const [newest] = revisions;
  if (newest === undefined) return undefined;
  const isOut = revisions.some((one) => one.state === 'published' && one.purpose !== 'withdraw');
  const first = revisions.findLast((one) => one.published_at !== null)?.published_at ?? null;
  const isOnItsWay = underWayStates.some((state) => state === newest.state);
  const progress = isOut ? 'out' : newest.state === 'draft' ? 'draft' : isOnItsWay ? 'underWay' : 'none';
  return {
    revision: newest.id,
    title: newest.title,
    state: newest.state,
    progress,
    outSince: isOut ? first : null,
  };
}
