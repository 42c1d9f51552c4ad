import { done, type Result, refuse } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { RouteContext } from '#platform/http';

/**
 * Asks a permission of the unit that something belongs to. What is not there is asked like what is not permitted: whoever holds
 * the role nowhere learns nothing of either.
 */
export async function permitted(
  ctx: RouteContext,
  permission: string,
  unit: number | undefined,
): Promise<Result<number>> {
  const ref = unit === undefined ? undefined : await findUnitRef(ctx.read, unit);
  const decision = ctx.permit(permission, ref ?? null);
  if (!decision.ok) return decision.code === 'not-permitted' ? refuse('not-found', 404) : decision;
  return unit === undefined || ref === undefined ? refuse('not-found', 404) : done(unit);
}

/** A list of what the permission reaches; refused when it reaches nothing. */
export function permittedList(ctx: RouteContext, permission: string) {
  const coverage = ctx.coverage(permission);
  const isEmpty = coverage.paths.length + coverage.units.length + coverage.lines.length === 0;
  const decision = isEmpty
    ? ctx.permit(permission)
    : ctx.openTo('signed-in', `limited to what ${permission} covers`);
  return decision.ok ? done(coverage) : decision;
}
