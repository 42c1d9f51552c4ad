import { type Grant, type Result, refuse, type UnitRef } from '#kernel';
import type { RouteContext } from '#platform/http';
import type { permissions } from '../policy.ts';
import { findUnitRef } from '../queries/index.ts';

export type Permission = keyof typeof permissions;

/**
 * Asks a permission for a unit named by its id. A unit that does not exist is asked about as no unit, so that somebody
 * without roles learns nothing from the answer.
 */
export async function permitFor(
  ctx: RouteContext,
  permission: Permission,
  id: number,
): Promise<Result<{ readonly grant: Grant; readonly unit: UnitRef }>> {
  const unit = await findUnitRef(ctx.read, id);
  const decision = ctx.permit(permission, unit ?? null);
  if (decision.ok && unit !== undefined) return { ok: true, value: { grant: decision.value, unit } };
  if (!decision.ok && (unit !== undefined || ctx.actor === null)) return decision;
  return refuse('unit-not-found', 404);
}

/**
 * Changes to the shape of the tree concern the superior too: whoever administers only a unit may not take it away.
 * @returns the first refusal, or done when every unit is administered by the actor
 */
export async function permitShape(ctx: RouteContext, ids: readonly number[]): Promise<Result<null>> {
  for (const id of ids) {
    const decision = await permitFor(ctx, 'organisations.administer', id);
    if (!decision.ok) return decision;
  }
  return { ok: true, value: null };
}
