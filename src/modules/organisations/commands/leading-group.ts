import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { LeadingGroupForm } from '../forms.ts';
import { findLeadingGroup } from '../store/posts.ts';
import { room } from '../store/units.ts';
import { auditUnit, lockOrRefuse } from './checks.ts';

export type LeadingGroupRefusal = 'unit-not-found' | 'unit-not-active' | 'unit-changed-meanwhile';

/** Sets up the leading group (领导小组) of a unit and its office, or changes what is said of them. */
export async function saveLeadingGroup(
  ctx: CommandContext,
  unitId: number,
  form: LeadingGroupForm,
): Promise<Result<number, LeadingGroupRefusal>> {
  const unit = await lockOrRefuse(ctx, unitId);
  if (!unit.ok) return unit;
  if (unit.value.state !== 'active') return refuse('unit-not-active', 409, { unitState: unit.value.state });
  const before = await findLeadingGroup(ctx.tx, unitId);
  if ((before?.version ?? 0) !== form.version) return refuse('unit-changed-meanwhile', 409, {}, 'version');
  const row = {
    name: form.name,
    document_number: form.documentNumber,
    founded_on: form.foundedOn,
    office_name: form.officeName,
    office_address: form.officeAddress,
    office_phone: form.officePhone,
    version: form.version + 1,
  };
  await room(ctx.tx)
    .insertInto('organisations.leading_group')
    .values({ ...row, unit_id: unitId })
    .onConflict((conflict) => conflict.column('unit_id').doUpdateSet(row))
    .execute();
  await auditUnit(ctx, 'save-leading-group', unitId, { name: form.name });
  return done(unitId);
}
