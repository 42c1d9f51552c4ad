import type { CommandContext } from '#platform/command';
import { type Reader, tables } from '#platform/database';
import type { Decided } from './domain.ts';
import type { Finding } from './forms.ts';
import type { ScreeningStage } from './kinds.ts';
import type { ScreeningTables } from './tables.ts';

export const room = (db: Reader) => tables<ScreeningTables>(db);

export async function readFingerprintKey(db: Reader): Promise<string> {
  const row = await room(db)
    .selectFrom('screening.setting')
    .select('fingerprint_key')
    .executeTakeFirstOrThrow();
  return row.fingerprint_key;
}

/** Terms of the unit and of all units above it. */
export function readTerms(db: Reader, path: string) {
  const units = path.split('/').filter(Boolean).map(Number);
  return room(db)
    .selectFrom('screening.term')
    .select(['kind', 'term', 'replacement'])
    .where('unit_id', 'in', units.length === 0 ? [0] : units)
    .orderBy('term')
    .limit(5_000)
    .execute();
}

export type NewScreening = {
  readonly revision: string;
  readonly unit: number;
  readonly stage: ScreeningStage;
  readonly contentSha256: string;
  readonly engine: string;
  readonly findings: readonly Finding[];
};

export async function insertScreening(ctx: CommandContext, screening: NewScreening): Promise<string> {
  const { id } = await room(ctx.tx)
    .insertInto('screening.screening')
    .values({
      revision: screening.revision,
      unit_id: screening.unit,
      stage: screening.stage,
      content_sha256: screening.contentSha256,
      engine: screening.engine,
      person: ctx.actor.person,
      person_name: ctx.actor.name,
      screened_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = screening.findings.map((found, ordinal) => ({
    screening_id: id,
    ordinal,
    kind: found.kind,
    class: found.class,
    confidence: found.confidence,
    reason: found.reason,
    place: JSON.stringify(found.place),
    starts: found.start,
    ends: found.end,
    masked: found.masked,
    fingerprint: found.fingerprint,
    replacement: found.replacement ?? null,
  }));
  // A list of ten thousand people is one insert after another, each within the protocol's parameter limit.
  for (let at = 0; at < rows.length; at += 2_000) {
    await room(ctx.tx)
      .insertInto('screening.finding')
      .values(rows.slice(at, at + 2_000))
      .execute();
  }
  return id;
}

/** The newest run over a revision; with `contentSha256`, over exactly those bytes. */
export function findScreening(db: Reader, revision: string) {
  return room(db)
    .selectFrom('screening.screening')
    .selectAll()
    .where('revision', '=', revision)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function readFindings(db: Reader, screening: string): Promise<Finding[]> {
  const rows = await room(db)
    .selectFrom('screening.finding')
    .selectAll()
    .where('screening_id', '=', screening)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    label: `screening.kind.${row.kind}`,
    start: row.starts,
    end: row.ends,
    masked: row.masked,
    place: row.place,
    reason: row.reason,
    confidence: row.confidence,
    class: row.class,
    fingerprint: row.fingerprint,
    ...(row.replacement === null ? {} : { replacement: row.replacement }),
  }));
}

/** The decisions that hold: the newest of each value. */
export function readDecisions(db: Reader, revision: string) {
  return room(db)
    .selectFrom('screening.decision')
    .selectAll()
    .distinctOn('fingerprint')
    .where('revision', '=', revision)
    .orderBy('fingerprint')
    .orderBy('ordinal', 'desc')
    .execute();
}

export async function readDecided(db: Reader, revision: string): Promise<Decided[]> {
  return (await readDecisions(db, revision)).map(({ fingerprint, decision }) => ({ fingerprint, decision }));
}
