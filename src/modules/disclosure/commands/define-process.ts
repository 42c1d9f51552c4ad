import { done, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { type ProcessRefusal, type ProcessStep, processProblem } from '../process.ts';
import { type ProcessRow, rows } from '../store/rows.ts';
import type { AffairsKind } from '../words.ts';

export type DefineProcess = {
  readonly unit: UnitRef;
  readonly unitKind: string | null;
  readonly affairsKind: AffairsKind | null;
  readonly name: string;
  readonly steps: readonly ProcessStep[];
};

/**
 * Puts a new version of a unit's process in force for cases that begin from now on. Cases under way name their version and
 * keep it; versions are never changed.
 */
export async function defineProcess(
  ctx: CommandContext,
  { unit, unitKind, affairsKind, name, steps }: DefineProcess,
): Promise<Result<ProcessRow, ProcessRefusal>> {
  const problem = processProblem(steps) ?? (await missingUnit(ctx, steps));
  if (problem !== null) return problem;
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

async function missingUnit(ctx: CommandContext, steps: readonly ProcessStep[]) {
  for (const step of steps) {
    if (step.unitId === null) continue;
    const found = await findUnitRef(ctx.tx, step.unitId as UnitId);
    if (found === undefined) return refuse('process-unit-missing', 400, { stepKey: step.key }, 'steps');
  }
  return null;
}
