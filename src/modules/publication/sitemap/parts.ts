import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { eachUnit } from '../queries/all-units.ts';
import { slugAlphabet } from '../slug.ts';
import { own } from '../store.ts';
import { affairsKinds } from '../words.ts';

/** The protocol allows 50,000 addresses in a file; parts are filled less, because items fall into them by chance. */
export const MOST_IN_PART = 50_000;
const FILLED = 30_000;

/** An address of the site, from the root, and the day of its last change where that is known. */
export type Place = { readonly path: string; readonly changed: Date | null };

export type Part = { readonly name: string; readonly changed: Date | null };

const fixed: readonly string[] = [
  '/',
  '/items',
  ...affairsKinds.map((kind) => `/items?kind=${kind}`),
  '/catalogue',
  '/units',
  '/feeds',
  '/open-data',
  '/sitemap',
  '/help',
  '/help/finding',
  '/help/reading',
  '/help/verifying',
  '/accessibility',
  '/about',
];

/**
 * The parts of the site map: fixed pages, units, and items by the beginning of their addresses, which are spread evenly. So a
 * part is read through an index, and a new item changes one part and moves nothing to another.
 */
export async function listParts(db: Reader): Promise<readonly Part[]> {
  const { count, changed } = await own(db)
    .selectFrom('publication.item')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('changed_at').as('changed')])
    .where('state', '=', 'live')
    .where('scope', '=', 'society')
    .executeTakeFirstOrThrow();
  let units = 0;
  for await (const _ of eachUnit(db)) units += 1;
  return [
    { name: 'pages', changed: null },
    ...Array.from({ length: Math.ceil(units / FILLED) }, (_, at) => ({
      name: `units-${at + 1}`,
      changed: null,
    })),
    ...prefixesFor(count).map((prefix) => ({ name: `items-${prefix === '' ? 'all' : prefix}`, changed })),
  ];
}

/** Beginnings of addresses that part so many items into files that hold them. */
export function prefixesFor(items: number): readonly string[] {
  if (items <= FILLED) return [''];
  let prefixes: readonly string[] = [''];
  while (items / prefixes.length > FILLED)
    prefixes = prefixes.flatMap((one) => [...slugAlphabet].map((sign) => one + sign));
  return prefixes;
}

/** What a part holds; undefined when there is no such part. */
export async function readPart(db: Reader, name: string): Promise<readonly Place[] | undefined> {
  if (name === 'pages') return fixed.map((path) => ({ path, changed: null }));
  const units = /^units-([1-9]\d{0,3})$/.exec(name)?.[1];
  if (units !== undefined) return readUnits(db, Number(units) - 1);
  const items = /^items-(all|[0-9a-hjkmnp-tv-z]{1,4})$/.exec(name)?.[1];
  return items === undefined ? undefined : readItems(db, items === 'all' ? '' : items);
}

async function readUnits(db: Reader, at: number): Promise<readonly Place[] | undefined> {
  const found: Place[] = [];
  let seen = 0;
  for await (const unit of eachUnit(db)) {
    if (seen >= (at + 1) * FILLED) break;
    if (seen >= at * FILLED) found.push({ path: `/units/${unit.id}`, changed: null });
    seen += 1;
  }
  return found.length === 0 && at > 0 ? undefined : found;
}

async function readItems(db: Reader, prefix: string): Promise<readonly Place[]> {
  const rows = await own(db)
    .selectFrom('publication.item')
    .select(['slug', 'changed_at'])
    .where('state', '=', 'live')
    .where('scope', '=', 'society')
    .$if(prefix !== '', (query) => query.where(sql<boolean>`starts_with(slug, ${prefix})`))
    .orderBy('slug')
    .limit(MOST_IN_PART)
    .execute();
  return rows.map((row) => ({ path: `/i/${row.slug}`, changed: row.changed_at }));
}
