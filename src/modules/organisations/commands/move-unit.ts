import { done, type Result } from '#kernel';
import type { CommandContext } from '#platform/command';
import { decideMove, type TreeRefusal } from '../domain.ts';
import { announce } from '../facts.ts';
import type { MoveUnitForm } from '../forms.ts';
import { factsOf, lockTree, moveSubtree, recordEvent, room, type UnitRow } from '../store/units.ts';
import { auditUnit, lockOrRefuse } from './checks.ts';

/** Puts a unit with everything below it under another superior. */
export async function moveUnit(
  ctx: CommandContext,
  id: number,
  form: MoveUnitForm,
): Promise<Result<number, TreeRefusal | 'unit-not-found'>> {
  await lockTree(ctx.tx, 'reshape');
  const unit = await lockOrRefuse(ctx, id);
  if (!unit.ok) return unit;
  const target = await lockOrRefuse(ctx, form.superiorId, 'superiorId');
  if (!target.ok) return target;
  const decision = decideMove(factsOf(unit.value), factsOf(target.value), form.version);
  if (!decision.ok) return decision;
  await carryMove(ctx, unit.value, target.value, form.reason);
  await auditUnit(ctx, 'move', id, { from: unit.value.superior_id, to: target.value.id });
  return done(id);
}

/** The move itself, its line of history and its fact; the caller has decided. */
export async function carryMove(
  ctx: CommandContext,
  unit: UnitRow,
  target: UnitRow,
  reason: string | null,
): Promise<void> {
  const newPath = await moveSubtree(ctx.tx, unit, target);
  await recordEvent(ctx, {
    unit: unit.id,
    kind: 'moved',
    reason,
    other: target.id,
    changes: [{ field: 'superior', from: await nameOf(ctx, unit.superior_id), to: target.name }],
  });
  await announce(ctx, 'organisations.moved', unit.id, {
    unit: unit.id,
    fromSuperior: unit.superior_id,
    toSuperior: target.id,
    oldPath: unit.path,
    newPath,
  });
}

async function nameOf(ctx: CommandContext, id: number | null): Promise<string | null> {
  if (id === null) return null;
  const row = await room(ctx.tx)
    .selectFrom('organisations.unit')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.name ?? null;
}
