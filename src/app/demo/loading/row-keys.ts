import { type Reader, tables } from '#platform/database';
import type { WorldRow } from '../world/index.ts';

/** What we read of the catalogue room: its front door tells rows by key, and we know them by their words. Read only. */
type ItemTables = {
  'catalogue.item': { catalogue_id: string; item_key: string; matter1: string; matter2: string };
};

/** The item keys of a catalogue's rows, by the world's own keys. */
export async function readRowKeys(
  db: Reader,
  catalogue: string,
  rows: readonly WorldRow[],
): Promise<Readonly<Record<string, string>>> {
  const items = await tables<ItemTables>(db)
    .selectFrom('catalogue.item')
    .select(['item_key', 'matter1', 'matter2'])
    .where('catalogue_id', '=', catalogue)
    .execute();
  const known = new Map(items.map((item) => [`${item.matter1} ${item.matter2}`, item.item_key]));
  return Object.fromEntries(
    rows.flatMap((row) => {
      const key = known.get(`${row.matter} ${row.item}`);
      return key === undefined ? [] : [[row.key, key]];
    }),
  );
}
