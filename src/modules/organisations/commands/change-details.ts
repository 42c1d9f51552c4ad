import { done, type Result } from '#kernel';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { decideChange } from '../domain.ts';
import type { UnitDetailsForm } from '../forms.ts';
import { factsOf, recordEvent, recordName, updateUnit } from '../store/units.ts';
import { auditUnit, changesOf, type DetailsRefusal, lockOrRefuse, readDetails } from './checks.ts';

export type ChangeDetailsRefusal =
  | DetailsRefusal
  | 'unit-not-found'
  | 'unit-not-active'
  | 'unit-changed-meanwhile';

/** Changes what is neither name nor place: contacts, line, kind, order. What already is so is left alone. */
export async function changeDetails(
  ctx: CommandContext,
  id: number,
  form: UnitDetailsForm,
): Promise<Result<number, ChangeDetailsRefusal>> {
  const unit = await lockOrRefuse(ctx, id);
  if (!unit.ok) return unit;
  const change = decideChange(factsOf(unit.value), form.version);
  if (!change.ok) return change;
  const details = await readDetails(ctx, form);
  if (!details.ok) return details;
  const set = { ...details.value, ...(form.kind === undefined ? {} : { kind: form.kind }) };
  const changes = changesOf(unit.value, set);
  if (changes.length > 0) {
    await updateUnit(ctx.tx, id, set);
    await recordEvent(ctx, { unit: id, kind: 'detailsChanged', changes });
    if (changes.some((one) => one.field === 'shortName'))
      await recordName(ctx, id, unit.value.name, details.value.short_name ?? null, localDateOf(ctx.now));
  }
  await auditUnit(ctx, 'change-details', id, { fields: changes.map((one) => one.field) });
  return done(id);
}
