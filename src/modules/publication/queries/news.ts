import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { AffairsKind, Purpose } from '../words.ts';

/*
 * What became public, in the order of the log. Entries are revealed in that order, all of a checkpoint in one transaction, and
 * no later checkpoint before an earlier one: whoever has told everything up to an index has nothing to look for below it.
 */

/** Something society may see since an entry of the log, as it stands now. */
export type NewsEntry = {
  /** The newest entry of the item within the stretch. */
  readonly logIndex: number;
  readonly item: string;
  readonly slug: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly unit: number;
  readonly unitName: string;
  readonly affairsKind: AffairsKind;
  readonly category: string;
  readonly publishedAt: Date;
  /** What that entry was: first publication, correction, … */
  readonly purpose: Purpose;
};

/** The newest entry that anybody can see; -1 before the first. */
export async function newsHead(db: Reader): Promise<number> {
  const row = await own(db)
    .selectFrom('publication.registration')
    .select('log_index')
    .where('revealed_at', 'is not', null)
    .orderBy('log_index', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.log_index ?? -1;
}

/** Entries at once: beyond that the oldest are told first, and the rest by the next digest. */
const MOST = 2_000;

/**
 * What society may read that was published or changed after one entry and up to another, oldest first, each item once. Erasing
 * and registering what was public before the log are no news; what is withdrawn or narrowed by now is not there.
 * @returns the entries, and the index up to which they are complete
 */
export async function listNews(
  db: Reader,
  stretch: { readonly after: number; readonly upTo: number },
): Promise<{ readonly entries: readonly NewsEntry[]; readonly upTo: number }> {
  const rows = await own(db)
    .selectFrom('publication.registration as r')
    .innerJoin('publication.item as i', 'i.id', 'r.item')
    .select(['r.log_index', 'r.purpose', 'i.id', 'i.slug', 'i.title', 'i.document_number', 'i.unit'])
    .select(['i.unit_name', 'i.affairs_kind', 'i.category', 'i.published_at'])
    .where('r.log_index', '>', stretch.after)
    .where('r.log_index', '<=', stretch.upTo)
    .where('r.revealed_at', 'is not', null)
    .where('r.effect', 'in', ['create', 'addVersion'])
    .where('r.legacy', '=', false)
    .where('r.scope', '=', 'society')
    .where('i.scope', '=', 'society')
    .where('i.state', '=', 'live')
    .orderBy('r.log_index')
    .limit(MOST)
    .execute();
  const byItem = new Map<string, NewsEntry>();
  for (const row of rows) {
    const before = byItem.get(row.id);
    byItem.delete(row.id);
    byItem.set(row.id, {
      logIndex: row.log_index,
      item: row.id,
      slug: row.slug,
      title: row.title,
      documentNumber: row.document_number,
      unit: row.unit,
      unitName: row.unit_name,
      affairsKind: row.affairs_kind,
      category: row.category,
      publishedAt: row.published_at,
      // New within the stretch stays new, whatever was corrected since.
      purpose: before?.purpose === 'publish' || row.purpose === 'redact' ? 'publish' : row.purpose,
    });
  }
  const last = rows.at(-1);
  const upTo = rows.length === MOST && last !== undefined ? last.log_index : stretch.upTo;
  return { entries: [...byItem.values()], upTo };
}

/** An item as society sees it now. */
export type OpenItem = Pick<
  NewsEntry,
  'item' | 'slug' | 'title' | 'documentNumber' | 'unitName' | 'affairsKind' | 'category' | 'publishedAt'
>;

/** Those of these items that society can read now; the others were withdrawn or narrowed. */
export async function listStillOpen(
  db: Reader,
  items: readonly string[],
): Promise<ReadonlyMap<string, OpenItem>> {
  if (items.length === 0) return new Map();
  const rows = await own(db)
    .selectFrom('publication.item')
    .select([
      'id',
      'slug',
      'title',
      'document_number',
      'unit_name',
      'affairs_kind',
      'category',
      'published_at',
    ])
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${[...items]}::uuid[]`)))
    .where('state', '=', 'live')
    .where('scope', '=', 'society')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        item: row.id,
        slug: row.slug,
        title: row.title,
        documentNumber: row.document_number,
        unitName: row.unit_name,
        affairsKind: row.affairs_kind,
        category: row.category,
        publishedAt: row.published_at,
      },
    ]),
  );
}

/** Short addresses of items, open or not: they lead to a page or to the stone that took its place. */
export async function listSlugs(db: Reader, items: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (items.length === 0) return new Map();
  const rows = await own(db)
    .selectFrom('publication.item')
    .select(['id', 'slug'])
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${[...items]}::uuid[]`)))
    .execute();
  return new Map(rows.map((row) => [row.id, row.slug]));
}
