import type { Kysely } from 'kysely';
import type { LineId, UnitId, UnitRef } from '#kernel';
import { type Reader, tables } from '#platform/database';
import type { CatalogueTables } from '../tables.ts';

/** This room's tables, over a pool or a transaction. */
export function query(db: Reader): Kysely<CatalogueTables> {
  return tables<CatalogueTables>(db);
}

export type UnitRow = UnitRef & {
  readonly name: string;
  readonly kind: string;
  readonly superior: number | null;
};

/** The unit as permission questions and pages of this room need it. */
export async function findUnitRow(db: Reader, id: number): Promise<UnitRow | undefined> {
  const row = await query(db)
    .selectFrom('catalogue.unit_ref')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id as UnitId,
    path: row.path,
    line: row.line_id as LineId | null,
    name: row.name,
    kind: row.kind,
    superior: row.superior_id,
  };
}

/** The end of a subtree in byte order: everything below `/1/5/` lies before `/1/50`. */
export function endOfSubtree(path: string): string {
  return `${path.slice(0, -1)}0`;
}
