import { sql } from 'kysely';
import { done, type Refusal, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { type ProcessFault, type ProcessRefusal, type ProcessStep, processFaults } from '../process.ts';
import { type ProcessRow, rows } from '../store/rows.ts';
import type { AffairsKind } from '../words.ts';
import { seatsOf } from '../words.ts';

export type DefineProcess = {
  readonly unit: UnitRef;
  readonly unitKind: string | null;
  readonly affairsKind: AffairsKind | null;
  readonly name: string;
  readonly steps: readonly ProcessStep[];
};

/**
 * Puts a new version of a unit's process in force for cases that begin from now on. Cases under way keep the steps they began
 * with; versions are never changed.
 */
export async function defineProcess(
  ctx: CommandContext,
  { unit, unitKind, affairsKind, name, steps }: DefineProcess,
): Promise<Result<ProcessRow, ProcessRefusal>> {
  const problem = firstOf(await listProcessFaults(ctx.tx, steps));
  if (problem !== null) return problem;
  // Two who define at once come one after the other, so that both get a version of their own.
  await sql`select pg_advisory_xact_lock(hashtext('disclosure.define-process'), ${unit.id})`.execute(
    rows(ctx.tx),
  );
  const sameKey = rows(ctx.tx)
    .selectFrom('disclosure.process_definition')
    .where('unit_id', '=', unit.id)
    .where('unit_kind', 'is not distinct from', unitKind)
    .where('affairs_kind', 'is not distinct from', affairsKind);
  const { version } = await sameKey
    .select((eb) => eb.fn.coalesce(eb.fn.max('version'), eb.lit(0)).as('version'))
    .executeTakeFirstOrThrow();
  const defined = await rows(ctx.tx)
    .insertInto('disclosure.process_definition')
    .values({
      unit_id: unit.id,
      unit_kind: unitKind,
      affairs_kind: affairsKind,
      version: version + 1,
      name,
      steps: JSON.stringify(steps),
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordAudit(ctx, {
    action: 'disclosure.define-process',
    subjectKind: 'process',
    subject: defined.id,
    unit: unit.id,
    data: { unitKind, affairsKind, version: defined.version, steps: steps.map((step) => step.key) },
  });
  return done(defined);
}

/** Everything wrong with a process: against the order of the regulation, and units that are not there. */
export async function listProcessFaults(
  db: Reader,
  steps: readonly ProcessStep[],
): Promise<readonly ProcessFault[]> {
  const missing: ProcessFault[] = [];
  for (const step of steps) {
    for (const { unitId } of seatsOf(step)) {
      if (unitId === null || (await findUnitRef(db, unitId as UnitId)) !== undefined) continue;
      missing.push({ code: 'process-unit-missing', stepKey: step.key, params: { stepKey: step.key } });
    }
  }
  return [...processFaults(steps), ...missing];
}

function firstOf([first]: readonly ProcessFault[]): Refusal<ProcessRefusal> | null {
  return first === undefined ? null : refuse(first.code, 400, first.params, 'steps');
}
