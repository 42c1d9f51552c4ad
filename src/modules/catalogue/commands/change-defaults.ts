import { done, type Result, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { DutyDefaultRow } from '../forms/duty.ts';
import { lockCatalogue } from '../store/catalogues.ts';
import { query } from '../store/query.ts';
import { generateDuties } from './generate-duties.ts';

/**
 * Sets what words without a number mean for a unit. Open duties of the unit are dated again at once; settled ones keep
 * the day they were judged by.
 */
export async function changeDefaults(
  ctx: CommandContext,
  unit: UnitId,
  rows: readonly DutyDefaultRow[],
): Promise<Result<null>> {
  for (const row of rows) {
    const values = { amount: row.amount, unit: row.unit, changed_by: ctx.actor.person, changed_at: ctx.now };
    await query(ctx.tx)
      .insertInto('catalogue.duty_default')
      .values({ unit_id: unit, key: row.key, ...values })
      .onConflict((conflict) => conflict.columns(['unit_id', 'key']).doUpdateSet(values))
      .execute();
  }
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
  await recordAudit(ctx, {
    action: 'catalogue.change-defaults',
    subjectKind: 'unit',
    subject: String(unit),
    unit,
    data: { rows },
  });
  return done(null);
}
