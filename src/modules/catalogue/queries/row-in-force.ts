import type { Reader } from '#platform/database';
import type { ItemView } from '../forms/catalogue.ts';
import { query } from '../store/query.ts';
import { itemView } from './catalogues.ts';

/** A row of a unit's catalogue in force: what may be published under it, where, and how long it is kept. */
export async function findRowInForce(
  db: Reader,
  unit: number,
  itemKey: string,
): Promise<ItemView | undefined> {
  const row = await query(db)
    .selectFrom('catalogue.item as i')
    .innerJoin('catalogue.catalogue as c', 'c.id', 'i.catalogue_id')
    .selectAll('i')
    .where('c.unit_id', '=', unit)
    .where('c.state', '=', 'inForce')
    .where('i.item_key', '=', itemKey)
    .executeTakeFirst();
  return row === undefined ? undefined : itemView(row);
}
