import { done, type Result, refuse } from '#kernel';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { decideChange } from '../domain.ts';
import { announce } from '../facts.ts';
import type { RenameUnitForm } from '../forms.ts';
import { factsOf, recordEvent, recordName, room, updateUnit } from '../store/units.ts';
import { auditUnit, lockOrRefuse } from './checks.ts';

export type RenameRefusal =
  | 'unit-not-found'
  | 'unit-not-active'
  | 'unit-changed-meanwhile'
  | 'unit-name-unchanged'
  | 'unit-name-from-future'
  | 'unit-name-from-before';

/** Gives a unit a new name from a day on; what was published before keeps the name of its day. */
export async function renameUnit(
  ctx: CommandContext,
  id: number,
  form: RenameUnitForm,
): Promise<Result<number, RenameRefusal>> {
  const unit = await lockOrRefuse(ctx, id);
  if (!unit.ok) return unit;
  const change = decideChange(factsOf(unit.value), form.version);
  if (!change.ok) return change;
  const { name, short_name: shortName } = unit.value;
  if (name === form.name && shortName === form.shortName)
    return refuse('unit-name-unchanged', 409, {}, 'name');
  const day = await decideDay(ctx, id, form.from);
  if (!day.ok) return day;
  await recordName(ctx, id, form.name, form.shortName, form.from);
  await updateUnit(ctx.tx, id, { name: form.name, short_name: form.shortName });
  await recordEvent(ctx, {
    unit: id,
    kind: 'renamed',
    on: form.from,
    reason: form.reason,
    changes: [{ field: 'name', from: name, to: form.name }],
  });
  await announce(ctx, 'organisations.renamed', id, { unit: id, from: name, to: form.name, on: form.from });
  await auditUnit(ctx, 'rename', id, { from: name, to: form.name });
  return done(id);
}

/** A name begins today or earlier, and not before the one it follows. */
async function decideDay(
  ctx: CommandContext,
  unit: number,
  from: string,
): Promise<Result<null, 'unit-name-from-future' | 'unit-name-from-before'>> {
  const today = localDateOf(ctx.now);
  if (from > today) return refuse('unit-name-from-future', 409, { date: today }, 'from');
  const current = await room(ctx.tx)
    .selectFrom('organisations.unit_name')
    .select('from_on')
    .where('unit_id', '=', unit)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (current !== undefined && from < current.from_on)
    return refuse('unit-name-from-before', 409, { date: current.from_on }, 'from');
  return done(null);
}
