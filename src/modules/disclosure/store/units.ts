import type { UnitId, UnitRef } from '#kernel';
import { findUnit, findUnitRef, listLines } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { StepSigner } from '../process.ts';

/** The ids of a unit's path, from itself up to the root. */
export function chainOf(unit: UnitRef): readonly number[] {
  return unit.path.split('/').filter(Boolean).map(Number).reverse();
}

/** The superior's id as the path says it, or null at the root. */
export function superiorOf(unit: UnitRef): UnitId | null {
  return (chainOf(unit)[1] ?? null) as UnitId | null;
}

/** The lead department of each line (条线牵头部门), by the line's id. */
export type LineLeads = ReadonlyMap<number, UnitId>;

export async function loadLineLeads(db: Reader): Promise<LineLeads> {
  const lines = await listLines(db);
  return new Map(
    lines.flatMap((line) => (line.leadUnit === null ? [] : [[line.id, line.leadUnit.id as UnitId] as const])),
  );
}

/** Which unit a seat of a step is in, as an id; null when the unit has no superior, or no line that somebody leads. */
export function placeOfSeat(seat: StepSigner, unit: UnitRef, leads: LineLeads): UnitId | null {
  switch (seat.at) {
    case 'unit':
      return unit.id;
    case 'superior':
      return superiorOf(unit);
    case 'unitId':
      return seat.unitId as UnitId | null;
    case 'lineLead':
      return unit.line === null ? null : (leads.get(unit.line) ?? null);
  }
}

/** Looks units up, each once. */
export async function loadUnits(
  db: Reader,
  ids: Iterable<UnitId>,
  known: readonly UnitRef[],
): Promise<ReadonlyMap<number, UnitRef>> {
  const units = new Map<number, UnitRef>(known.map((unit) => [unit.id, unit]));
  for (const id of new Set(ids)) {
    if (units.has(id)) continue;
    const found = await findUnitRef(db, id);
    if (found !== undefined) units.set(id, found);
  }
  return units;
}

/** Name and kind of a unit. @throws when there is no such unit: the caller holds an id that the database gave */
export async function getUnitNaming(
  db: Reader,
  id: number,
): Promise<{ readonly name: string; readonly kind: string }> {
  const unit = await findUnit(db, id);
  if (unit === undefined) throw new Error(`unit ${id} does not exist`);
  return { name: unit.name, kind: unit.kind };
}
