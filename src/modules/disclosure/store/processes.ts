import type { UnitRef } from '#kernel';
import type { Reader } from '#platform/database';
import { chooseProcess } from '../process.ts';
import { type ProcessRow, rows } from './rows.ts';
import { chainOf, getUnitNaming } from './units.ts';

/**
 * The definition with which a case of this unit and kind of matter begins now. There is always one: the migration brings
 * the standard process, and definitions are never deleted.
 */
export async function processToBegin(db: Reader, unit: UnitRef, affairsKind: string): Promise<ProcessRow> {
  const chain = chainOf(unit);
  const candidates = await rows(db)
    .selectFrom('disclosure.process_definition')
    .selectAll()
    .where((eb) => eb.or([eb('unit_id', 'is', null), eb('unit_id', 'in', [...chain])]))
    .execute();
  const { kind } = await getUnitNaming(db, unit.id);
  const keyed = candidates.map((row) => ({
    row,
    unit: row.unit_id,
    unitKind: row.unit_kind,
    affairsKind: row.affairs_kind,
    version: row.version,
  }));
  const chosen = chooseProcess(keyed, chain, kind, affairsKind);
  if (chosen === undefined) throw new Error('the standard process is missing');
  return chosen.row;
}
