import { done, type Result, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { addJob } from '#platform/jobs';
import type { DutyDefaultRow } from '../forms/duty.ts';
import { lockCatalogue } from '../store/catalogues.ts';
import { loadDefaults } from '../store/duties.ts';
import { findUnitRow, query } from '../store/query.ts';
import { generateDuties } from './generate-duties.ts';

/** The job that dates duties of a subtree again; its payload is the `path` of the unit on top. */
export const REPLAN_BELOW = 'catalogue/replan-below';

/**
 * Sets what words without a number mean for a unit and those below it that have no value of their own: the nearest
 * superior's counts, so the root unit sets them for the installation. A value equal to the inherited one is not kept as
 * the unit's own, so that it follows the superior again. Open duties of the unit are dated again at once, those of units
 * below by a job; settled ones keep the day they were judged by.
 */
export async function changeDefaults(
  ctx: CommandContext,
  unit: UnitId,
  rows: readonly DutyDefaultRow[],
): Promise<Result<null>> {
  const inherited = await loadDefaults(ctx.tx, unit, 'inherited');
  for (const row of rows) {
    const above = inherited[row.key];
    if (above.amount === row.amount && above.unit === row.unit) await dropOwn(ctx, unit, row.key);
    else await keepOwn(ctx, unit, row);
  }
  await redateOwn(ctx, unit);
  const place = await findUnitRow(ctx.tx, unit);
  if (place === undefined) throw new Error(`no unit ${unit}`);
  await addJob(ctx.tx, REPLAN_BELOW, { path: place.path }, { key: `${REPLAN_BELOW}${place.path}` });
  await recordAudit(ctx, {
    action: 'catalogue.change-defaults',
    subjectKind: 'unit',
    subject: String(unit),
    unit,
    data: { rows },
  });
  return done(null);
}

async function keepOwn(ctx: CommandContext, unit: UnitId, row: DutyDefaultRow): Promise<void> {
  const values = { amount: row.amount, unit: row.unit, changed_by: ctx.actor.person, changed_at: ctx.now };
  await query(ctx.tx)
    .insertInto('catalogue.duty_default')
    .values({ unit_id: unit, key: row.key, ...values })
    .onConflict((conflict) => conflict.columns(['unit_id', 'key']).doUpdateSet(values))
    .execute();
}

async function dropOwn(ctx: CommandContext, unit: UnitId, key: DutyDefaultRow['key']): Promise<void> {
  await query(ctx.tx)
    .deleteFrom('catalogue.duty_default')
    .where('unit_id', '=', unit)
    .where('key', '=', key)
    .execute();
}

async function redateOwn(ctx: CommandContext, unit: UnitId): Promise<void> {
  const inForce = await query(ctx.tx)
    .selectFrom('catalogue.catalogue')
    .select('id')
    .where('unit_id', '=', unit)
    .where('state', '=', 'inForce')
    .orderBy('id')
    .execute();
  for (const { id } of inForce) {
    const catalogue = await lockCatalogue(ctx, id);
    if (catalogue?.state === 'inForce') await generateDuties(ctx, catalogue, 'defaults');
  }
}
