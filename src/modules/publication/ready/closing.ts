import { sql } from 'kysely';
import { askKept, type Tx } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import { closeReadyPages } from '#platform/ready-pages';
import { itemKey, unitKey } from './addresses.ts';

let folder: string | null = null;

/** Where ready pages lie; without it (a test, a tool) there are none to take out of service. */
export function connectReadyPages(place: string): void {
  folder = place;
}

export const findReadyFolder = (): string | null => folder;

/**
 * Takes every ready page out of service that says something else once these entries are public: the items themselves, those that
 * name them (relations, stages of one matter), their units' pages, and all lists. The last step of the transaction that
 * publishes: from here on nobody is served the old bytes, whether it commits or not (docs/decisions/0020).
 * @param indexes entries of the log that become public; not only this room's
 */
export async function takeOutOfService(tx: Tx, indexes: readonly number[]): Promise<void> {
  const last = indexes.at(-1);
  if (folder === null || last === undefined) return;
  const query = sql<{ slug: string; unit: number }>`
    with changed as (select distinct item as id from publication.registration where log_index = any(${indexes}::bigint[])),
    concerned as (
      select id from changed
      union select r.to_item from publication.relation r join changed c on c.id = r.from_item
      union select r.from_item from publication.relation r join changed c on c.id = r.to_item
      union select other.item from publication.item_matter own join changed c on c.id = own.item
        join publication.item_matter other on other.matter = own.matter)
    select i.slug, i.unit from concerned c join publication.item i on i.id = c.id`;
  const rows = await askKept(tx, query);
  const keys = new Set(rows.flatMap(({ slug, unit }) => [itemKey(slug), unitKey(unit)]));
  failPoint('before-ready-closed');
  closeReadyPages(folder, { size: last + 1, keys, lists: true });
  failPoint('after-ready-closed');
}
