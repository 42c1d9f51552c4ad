import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { CommandContext } from '#platform/command';
import { kept, later, type Reader, tables, together } from '#platform/database';
import type { Decided } from './domain.ts';
import type { Finding } from './forms.ts';
import type { ScreeningStage } from './kinds.ts';
import type { ScreeningTables } from './tables.ts';

export const room = (db: Reader) => tables<ScreeningTables>(db);

/** The key of fingerprints. */
export async function readFingerprintKey(db: Reader): Promise<string> {
  return keyIn(await askKey(db).execute());
}

const askKey = (db: Reader) => room(db).selectFrom('screening.setting').select('fingerprint_key');

function keyIn([row]: readonly { readonly fingerprint_key: string }[]): string {
  if (row === undefined) throw new Error('screening has no fingerprint key');
  return row.fingerprint_key;
}

/** The key of fingerprints, and the terms of the unit and of all units above it. */
export async function readKeyAndTerms(db: Reader, path: string) {
  const units = path.split('/').filter(Boolean).map(Number);
  const askTerms = room(db)
    .selectFrom('screening.term')
    .select(['kind', 'term', 'replacement'])
    .where('unit_id', '=', sql<number>`any(${units}::integer[])`)
    .orderBy('term')
    .limit(5_000);
  const [keys, terms] = await together(db, [kept(askKey(db)), askTerms]);
  return { key: keyIn(keys), terms };
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
  const id = randomUUID();
  const head = room(ctx.tx).insertInto('screening.screening').values({
    id,
    revision: screening.revision,
    unit_id: screening.unit,
    stage: screening.stage,
    content_sha256: screening.contentSha256,
    engine: screening.engine,
    person: ctx.actor.person,
    person_name: ctx.actor.name,
    screened_at: ctx.now,
  });
  await later(ctx.tx, kept(head));
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
    await later(
      ctx.tx,
      room(ctx.tx)
        .insertInto('screening.finding')
        .values(rows.slice(at, at + 2_000)),
    );
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
  return toFindings(
    await room(db)
      .selectFrom('screening.finding')
      .selectAll()
      .where('screening_id', '=', screening)
      .orderBy('ordinal')
      .execute(),
  );
}

/** The newest run over a revision, with what it found and the decisions that hold; undefined when there was none. */
export async function readStanding(
  db: Reader,
  revision: string,
): Promise<{ readonly findings: readonly Finding[]; readonly decided: readonly Decided[] } | undefined> {
  const askNewest = () =>
    room(db)
      .selectFrom('screening.screening')
      .select('id')
      .where('revision', '=', revision)
      .orderBy('ordinal', 'desc')
      .limit(1);
  const askFindings = room(db)
    .selectFrom('screening.finding')
    .select(['screening_id', 'ordinal', 'kind', 'class', 'confidence', 'reason', 'place', 'starts', 'ends'])
    .select(['masked', 'fingerprint', 'replacement'])
    .where('screening_id', '=', askNewest())
    .orderBy('ordinal');
  const [newest, findings, decisions] = await together(db, [
    kept(askNewest()),
    kept(askFindings),
    kept(
      room(db)
        .selectFrom('screening.decision')
        .select(['fingerprint', 'decision'])
        .distinctOn('fingerprint')
        .where('revision', '=', revision)
        .orderBy('fingerprint')
        .orderBy('ordinal', 'desc'),
    ),
  ]);
  if (newest.length === 0) return undefined;
  return { findings: toFindings(findings), decided: decisions.map(toDecided) };
}

type FindingRow = Selectable<ScreeningTables['screening.finding']>;

function toFindings(rows: readonly FindingRow[]): Finding[] {
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
  return (await readDecisions(db, revision)).map(toDecided);
}

const toDecided = ({ fingerprint, decision }: Decided): Decided => ({ fingerprint, decision });
