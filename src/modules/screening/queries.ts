import { sql } from 'kysely';
import { done, type Result, type UnitId, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { Reader } from '#platform/database';
import { blockersOf } from './domain.ts';
import type { Blocker, DecisionView, Finding, IncidentView, RevisionFindings, TermView } from './forms.ts';
import { findScreening, readDecided, readDecisions, readFindings, readStanding, room } from './store.ts';

/**
 * What still stands against a revision, by its newest screening and the decisions that hold. A revision that was never
 * screened is blocked: nothing goes out unseen.
 */
export async function blockers(db: Reader, revision: string): Promise<readonly Blocker[]> {
  const standing = await readStanding(db, revision);
  if (standing === undefined) return [{ code: 'notScreened', fingerprint: null, kind: null }];
  return blockersOf(standing.findings, standing.decided);
}

/** The findings of a revision that nobody has decided about, in reading order. */
export async function openFindings(db: Reader, revision: string): Promise<readonly Finding[]> {
  const screening = await findScreening(db, revision);
  if (screening === undefined) return [];
  const decided = new Set((await readDecided(db, revision)).map((one) => one.fingerprint));
  return (await readFindings(db, screening.id)).filter((found) => !decided.has(found.fingerprint));
}

/** Everything about a revision's newest screening; undefined when it was never screened. */
export async function findRevisionFindings(
  db: Reader,
  revision: string,
): Promise<RevisionFindings | undefined> {
  const screening = await findScreening(db, revision);
  if (screening === undefined) return undefined;
  const [findings, rows] = await Promise.all([readFindings(db, screening.id), readDecisions(db, revision)]);
  const decisions = new Map<string, DecisionView>(
    rows.map((row) => [
      row.fingerprint,
      {
        fingerprint: row.fingerprint,
        decision: row.decision,
        reason: row.reason,
        decidedByName: row.decided_by_name,
        decidedAt: row.decided_at.toISOString(),
      },
    ]),
  );
  return {
    revision,
    unit: screening.unit_id,
    stage: screening.stage,
    screenedAt: screening.screened_at.toISOString(),
    contentSha256: screening.content_sha256,
    findings: findings.map((found) => ({ ...found, decision: decisions.get(found.fingerprint) ?? null })),
    blockers: blockersOf(findings, rows),
  };
}

/** The unit a screened revision belongs to, for the permission question. */
export async function findUnitOfRevision(db: Reader, revision: string): Promise<UnitRef | undefined> {
  const screening = await findScreening(db, revision);
  return screening === undefined ? undefined : findUnitRef(db, screening.unit_id as UnitId);
}

export async function findUnitOfIncident(db: Reader, id: string): Promise<UnitRef | undefined> {
  const row = await room(db)
    .selectFrom('screening.incident')
    .select('unit_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : findUnitRef(db, row.unit_id as UnitId);
}

const pageSize = 50;

/** Incidents of one unit, newest first. */
export async function listIncidents(
  db: Reader,
  unit: number,
  after: string | undefined,
): Promise<Result<{ rows: IncidentView[]; total: null; next: string | null }>> {
  const before = after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : null;
  const rows = await room(db)
    .selectFrom('screening.incident')
    .selectAll()
    .where('unit_id', '=', unit)
    .where(before === null ? sql<boolean>`true` : sql<boolean>`ordinal < ${before}`)
    .orderBy('ordinal', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const steps = await readSteps(
    db,
    page.map((row) => row.id),
  );
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return done({
    rows: page.map((row) => ({
      id: row.id,
      revision: row.revision,
      unit: row.unit_id,
      kinds: row.kinds,
      foundIn: row.found_in,
      stage: row.stage,
      foundAt: row.found_at.toISOString(),
      foundByName: row.found_by_name,
      reportDueAt: row.report_due_at.toISOString(),
      steps: steps.get(row.id) ?? [],
    })),
    total: null,
    next: last === undefined ? null : String(last.ordinal),
  });
}

async function readSteps(
  db: Reader,
  incidents: readonly string[],
): Promise<Map<string, IncidentView['steps']>> {
  const steps = new Map<string, IncidentView['steps']>();
  if (incidents.length === 0) return steps;
  const rows = await room(db)
    .selectFrom('screening.incident_step')
    .selectAll()
    .where('incident_id', 'in', incidents)
    .orderBy('done_at')
    .execute();
  for (const row of rows) {
    const step = { step: row.step, note: row.note, byName: row.done_by_name, at: row.done_at.toISOString() };
    steps.set(row.incident_id, [...(steps.get(row.incident_id) ?? []), step]);
  }
  return steps;
}

export async function listTerms(db: Reader, unit: number): Promise<{ rows: TermView[] }> {
  const rows = await room(db)
    .selectFrom('screening.term')
    .selectAll()
    .where('unit_id', '=', unit)
    .orderBy('kind')
    .orderBy('term')
    .execute();
  return {
    rows: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      term: row.term,
      replacement: row.replacement,
      note: row.note,
      createdByName: row.created_by_name,
      createdAt: row.created_at.toISOString(),
    })),
  };
}
