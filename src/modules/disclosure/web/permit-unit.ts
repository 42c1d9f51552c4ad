import { done, type Grant, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { RouteContext } from '#platform/http';

/**
 * Asks a permission for a unit that a form names by its id. A unit that does not exist is asked about as no unit: whoever has
 * no role learns nothing from the answer.
 */
export async function permitUnit(
  ctx: RouteContext,
  permission: string,
  id: number,
): Promise<Result<{ readonly unit: UnitRef; readonly grant: Grant }>> {
  const unit = await findUnitRef(ctx.read, id as UnitId);
  const allowed = ctx.permit(permission, unit ?? null);
  if (!allowed.ok) return allowed;
  return unit === undefined ? refuse('not-found', 404, {}, 'unit') : done({ unit, grant: allowed.value });
}
