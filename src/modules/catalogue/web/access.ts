import { done, type Grant, type Result, refuse } from '#kernel';
import type { RouteContext } from '#platform/http';
import { type Coverage, coverage } from '#platform/permission';
import type { HeldAs } from '../forms/vocabulary.ts';
import { permissions } from '../policy.ts';
import { type CatalogueRecord, findCatalogue } from '../store/catalogues.ts';
import { type DutyRecord, findDutyRecord } from '../store/duties.ts';
import { findUnitRow, type UnitRow } from '../store/query.ts';

/** What part of the tree a list shows the reader: all that they read, or the units in which they hold one role. */
export function reachAs(ctx: RouteContext, as: HeldAs | undefined): Coverage {
  if (as === undefined || ctx.actor === null) return ctx.coverage('catalogue.read');
  return coverage(ctx.actor, { ...permissions['catalogue.read'], roles: [as] });
}

export type Opened<T> = { readonly grant: Grant; readonly unit: UnitRow; readonly value: T };

/** Asks the permission for a unit named in the input. A unit that does not exist is asked about as well, and refused. */
export async function openUnit(
  ctx: RouteContext,
  permission: string,
  id: number,
): Promise<Result<Opened<null>>> {
  const unit = await findUnitRow(ctx.read, id);
  const grant = ctx.permit(permission, unit ?? null);
  if (!grant.ok) return grant;
  return unit === undefined
    ? refuse('not-permitted', 403, { permission })
    : done({ grant: grant.value, unit, value: null });
}

/** Opens a catalogue for a permission; to those who may not even read it, it does not exist. */
export async function openCatalogue(
  ctx: RouteContext,
  permission: string,
  id: string,
): Promise<Result<Opened<CatalogueRecord>>> {
  const catalogue = await findCatalogue(ctx.read, id);
  return openOwned(ctx, permission, catalogue, 'catalogue-unknown');
}

export async function openDutyRecord(
  ctx: RouteContext,
  permission: string,
  id: string,
): Promise<Result<Opened<DutyRecord>>> {
  return openOwned(ctx, permission, await findDutyRecord(ctx.read, id), 'duty-unknown');
}

/** The one way to a thing that belongs to a unit: readable first (else 404), then permitted (else 403). */
export async function openOwned<T extends { readonly unit_id: number }>(
  ctx: RouteContext,
  permission: string,
  value: T | undefined,
  unknown: string,
): Promise<Result<Opened<T>>> {
  const unit = value === undefined ? undefined : await findUnitRow(ctx.read, value.unit_id);
  const readable = ctx.permit('catalogue.read', unit ?? null);
  if (!readable.ok && readable.code === 'sign-in-required') return readable;
  if (!readable.ok || value === undefined || unit === undefined) return refuse(unknown, 404);
  const grant = permission === 'catalogue.read' ? readable : ctx.permit(permission, unit);
  return grant.ok ? done({ grant: grant.value, unit, value }) : grant;
}
