import type { UnitId, UnitRef } from '#kernel';
import { findUnit, findUnitRef } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { ProcessStep } from '../process.ts';

/** The ids of a unit's path, from itself up to the root. */
export function chainOf(unit: UnitRef): readonly number[] {
  return unit.path.split('/').filter(Boolean).map(Number).reverse();
}

/** The superior's id as the path says it, or null at the root. */
export function superiorOf(unit: UnitRef): UnitId | null {
  return (chainOf(unit)[1] ?? null) as UnitId | null;
}

/** Which unit a step is decided in, as an id; null when the unit has no superior to ask. */
export function placeOfStep(step: ProcessStep, unit: UnitRef): UnitId | null {
  switch (step.at) {
    case 'unit':
      return unit.id;
    case 'superior':
      return superiorOf(unit);
    case 'unitId':
      return step.unitId as UnitId | null;
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
