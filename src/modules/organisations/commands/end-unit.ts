import { done, type Result, refuse } from '#kernel';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { decideDissolve, decideMerge, rankOf, type TreeRefusal } from '../domain.ts';
import { announce } from '../facts.ts';
import type { DissolveUnitForm, MergeUnitForm } from '../forms.ts';
import { endAllPosts } from '../store/posts.ts';
import { factsOf, lockTree, recordEvent, room, type UnitRow, updateUnit } from '../store/units.ts';
import { auditUnit, lockOrRefuse } from './checks.ts';
import { carryMove } from './move-unit.ts';

export type EndUnitRefusal = TreeRefusal | 'unit-not-found';

/**
 * Merges a unit into another: its subordinates go under the other, its posts end, its open work is handed over.
 * @returns the id of the unit that remains
 */
export async function mergeUnit(
  ctx: CommandContext,
  id: number,
  form: MergeUnitForm,
): Promise<Result<number, EndUnitRefusal>> {
  await lockTree(ctx.tx, 'reshape');
  const unit = await lockOrRefuse(ctx, id);
  if (!unit.ok) return unit;
  const target = await lockOrRefuse(ctx, form.into, 'into');
  if (!target.ok) return target;
  const children = await lockChildren(ctx, id);
  const highest = children.map((child) => child.level).sort((a, b) => rankOf(a) - rankOf(b))[0] ?? null;
  const decision = decideMerge(factsOf(unit.value), factsOf(target.value), highest, form.version);
  if (!decision.ok) return decision;
  for (const child of children) await carryMove(ctx, child, target.value, form.reason);
  await updateUnit(ctx.tx, id, { state: 'merged', merged_into_id: form.into });
  await recordEvent(ctx, { unit: id, kind: 'merged', reason: form.reason, other: form.into });
  await recordEvent(ctx, { unit: form.into, kind: 'absorbed', reason: form.reason, other: id });
  await announce(ctx, 'organisations.merged', id, { unit: id, into: form.into });
  await handOverUnit(ctx, unit.value, target.value, form.reason);
  await auditUnit(ctx, 'merge', id, { into: form.into, subordinates: children.length });
  return done(form.into);
}

/** Ends a unit below which nothing stands; the successor (else the superior) takes its open work. */
export async function dissolveUnit(
  ctx: CommandContext,
  id: number,
  form: DissolveUnitForm,
): Promise<Result<number, EndUnitRefusal>> {
  await lockTree(ctx.tx, 'reshape');
  const unit = await lockOrRefuse(ctx, id);
  if (!unit.ok) return unit;
  const successorId = form.successorId ?? unit.value.superior_id;
  if (successorId === null) return refuse('unit-is-root', 409);
  const successor = await lockOrRefuse(ctx, successorId, 'successorId');
  if (!successor.ok) return successor;
  const children = await lockChildren(ctx, id);
  const decision = decideDissolve(
    factsOf(unit.value),
    factsOf(successor.value),
    children.length,
    form.version,
  );
  if (!decision.ok) return decision;
  await updateUnit(ctx.tx, id, { state: 'dissolved' });
  await recordEvent(ctx, { unit: id, kind: 'dissolved', reason: form.reason, other: successorId });
  await announce(ctx, 'organisations.dissolved', id, { unit: id, successor: successorId });
  await handOverUnit(ctx, unit.value, successor.value, form.reason);
  await auditUnit(ctx, 'dissolve', id, { successor: successorId });
  return done(id);
}

async function lockChildren(ctx: CommandContext, id: number): Promise<readonly UnitRow[]> {
  return room(ctx.tx)
    .selectFrom('organisations.unit')
    .selectAll()
    .where('superior_id', '=', id)
    .where('state', '=', 'active')
    .orderBy('sort_order')
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function handOverUnit(ctx: CommandContext, from: UnitRow, to: UnitRow, reason: string): Promise<void> {
  const on = localDateOf(ctx.now);
  const posts = await endAllPosts(ctx.tx, from.id, on, reason);
  await recordEvent(ctx, { unit: from.id, kind: 'handedOver', reason, other: to.id });
  await announce(ctx, 'organisations.handed-over', from.id, {
    fromUnit: from.id,
    toUnit: to.id,
    fromPerson: null,
    toPerson: null,
    toName: null,
    posts,
    on,
    reason,
  });
}
