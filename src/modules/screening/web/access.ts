import { done, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { RouteContext } from '#platform/http';

/** The unit, when it exists and the permission holds there. A unit that is not there is refused as not permitted. */
export async function permitted(
  ctx: RouteContext,
  permission: string,
  unit: UnitRef | undefined,
): Promise<Result<UnitRef>> {
  const decision = ctx.permit(permission, unit ?? null);
  if (!decision.ok) return decision;
  return unit === undefined ? refuse('not-found', 404) : done(unit);
}

export const unitOf = (ctx: RouteContext, id: number) => findUnitRef(ctx.read, id as UnitId);
