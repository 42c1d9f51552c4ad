import { sql } from 'kysely';
import { type Database, type Tx, tables } from '#platform/database';
import { newsHead } from '../queries/news.ts';
import { own } from '../store.ts';
import { linksOf } from './extract.ts';
import { linkSettings } from './settings.ts';
import type { LinkTables } from './tables.ts';

const links = (tx: Tx) => tables<LinkTables>(tx);

/** Entries of the log looked through in one transaction. */
const PIECE = 200;

/**
 * Looks pages that changed since the last time through for links. What an item linked to is replaced by what its newest version
 * links to; a withdrawn or narrowed one links to nothing; addresses that no page uses go, with their history.
 * @param anew from the first entry: makes everything again (`up_to` is forgotten)
 * @returns how many items were looked through
 */
export async function collectLinks(database: Database, now: Date, anew = false): Promise<number> {
  if (anew) await tables<LinkTables>(database.reader).deleteFrom('publication.link_scan').execute();
  let looked = 0;
  for (;;) {
    const some = await database.transaction((tx) => collectPiece(tx, now));
    if (some === null) return looked;
    looked += some;
  }
}

/** @returns how many items; null: nothing is left */
async function collectPiece(tx: Tx, now: Date): Promise<number | null> {
  await sql`select pg_advisory_xact_lock(hashtext('publication.link_scan'))`.execute(links(tx));
  const scan = await links(tx).selectFrom('publication.link_scan').select('up_to').executeTakeFirst();
  const after = scan?.up_to ?? -1;
  const head = await newsHead(tx);
  const rows = await own(tx)
    .selectFrom('publication.registration')
    .select(['log_index', 'item'])
    .where('log_index', '>', after)
    .where('log_index', '<=', head)
    .where('revealed_at', 'is not', null)
    .orderBy('log_index')
    .limit(PIECE)
    .execute();
  const upTo = rows.length === PIECE ? (rows.at(-1)?.log_index ?? head) : head;
  const items = [...new Set(rows.map((row) => row.item))];
  for (const item of items) await collectItem(tx, item, now);
  if (upTo > after)
    await links(tx)
      .insertInto('publication.link_scan')
      .values({ up_to: upTo })
      .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ up_to: upTo }))
      .execute();
  await dropUnused(tx);
  return rows.length < PIECE ? (items.length === 0 ? null : items.length) : items.length;
}

async function collectItem(tx: Tx, item: string, now: Date): Promise<void> {
  await links(tx).deleteFrom('publication.link_use').where('item', '=', item).execute();
  const found = await own(tx)
    .selectFrom('publication.item as i')
    .innerJoin('publication.item_version as v', (join) =>
      join.onRef('v.item', '=', 'i.id').onRef('v.version', '=', 'i.version'),
    )
    .select(['i.unit', 'v.content', 'i.version'])
    .where('i.id', '=', item)
    .where('i.state', '=', 'live')
    .where('i.scope', '=', 'society')
    .executeTakeFirst();
  if (found === undefined) return;
  const files = await own(tx)
    .selectFrom('publication.item_attachment')
    .select('sha256')
    .where('item', '=', item)
    .where('version', '=', found.version)
    .where('sha256', 'is not', null)
    .execute();
  const addresses = [
    ...linksOf(found.content).map((url) => ({ url, ...placeOf(url) })),
    ...files.map(({ sha256 }) => ({ url: `sha256:${sha256}`, kind: 'attachment' as const, host: '' })),
  ];
  for (const address of addresses) {
    await links(tx)
      .insertInto('publication.link')
      .values({ ...address, next_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await links(tx)
      .insertInto('publication.link_use')
      .values({ item, url: address.url, unit: found.unit })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

function placeOf(url: string): { readonly kind: 'internal' | 'external'; readonly host: string } {
  const { baseUrl } = linkSettings();
  const { origin, host } = new URL(url);
  return { kind: baseUrl !== null && origin === new URL(baseUrl).origin ? 'internal' : 'external', host };
}

async function dropUnused(tx: Tx): Promise<void> {
  await links(tx)
    .deleteFrom('publication.link as l')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('publication.link_use as u').select('u.item').whereRef('u.url', '=', 'l.url'))),
    )
    .execute();
}
