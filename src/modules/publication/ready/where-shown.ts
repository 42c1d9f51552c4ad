import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { findUnit } from '#modules/organisations';
import type { Reader } from '#platform/database';
import { openReadyPages, type ReadyPage } from '#platform/ready-pages';
import { address } from '../pages/shared.ts';
import { own } from '../store.ts';
import { type ItemRow, planItem, planLists, planUnit } from './addresses.ts';
import { findReadyFolder } from './closing.ts';

/** Kept addresses that could show an item, now or as it was: what is asked after a withdrawal. */
export type ShownAt = {
  /** Its own pages and files, every version. */
  readonly pages: readonly string[];
  readonly lists: readonly string[];
  readonly feeds: readonly string[];
};

type Row = ItemRow & {
  readonly kinds: readonly string[];
  readonly categories: readonly string[];
  readonly year: number;
};

/** Addresses that name what is gone, or prove it, and no more. */
const stays = /^\/(?:revoked(?:\.|$)|log\/)|\.tlog-proof$/;

/** Every kept address where an item stood, could stand or be listed, withdrawn or not; all empty when there is no such item. */
export async function findShownAt(db: Reader, item: string, now: Date): Promise<ShownAt> {
  const { rows } = await sql<Row>`
    select i.slug, i.unit, i.version, i.expires_on::text as expires_on,
      extract(year from i.published_at at time zone 'Asia/Shanghai')::integer as year,
      array(select distinct v.content ->> 'category' from publication.item_version v
        where v.item = i.id and v.content ->> 'category' <> '' union select i.category where i.category <> '') as categories,
      array(select distinct v.content ->> 'affairsKind' from publication.item_version v
        where v.item = i.id and v.content ->> 'affairsKind' <> '' union select i.affairs_kind) as kinds,
      coalesce((select json_agg(json_build_object(
        'version', a.version, 'position', a.position, 'name', a.name, 'sha256', a.sha256, 'size', a.size))
        from publication.item_attachment a where a.item = i.id), '[]') as files
    from publication.item i where i.id = ${item}::uuid`.execute(own(db));
  const [row] = rows;
  if (row === undefined) return { pages: [], lists: [], feeds: [] };
  const above = (await findUnit(db, row.unit))?.ancestors.map(({ id }) => id) ?? [];
  const plans = [
    ...(await planLists(db, now)),
    ...[row.unit, ...above].flatMap((unit) => planUnit(unit, now)),
  ].map((plan) => plan.address);
  // The last of its category or year is in no list of lists any more.
  const itsOwn = [
    ...row.kinds.map((kind) => address('/items', { kind })),
    ...row.categories.map((category) => address('/items', { category })),
    address('/items', { year: row.year }),
    address('/catalogue', { year: row.year }),
    ...['atom', 'rss', 'json'].flatMap((format) => [
      ...row.kinds.map((kind) => `/feeds/kinds/${kind}.${format}`),
      ...row.categories.map((category) => `/feeds/categories/${encodeURIComponent(category)}.${format}`),
    ]),
  ];
  const listed = [...new Set([...plans, ...itsOwn])].filter((one) => !stays.test(one));
  const isFeed = (one: string) => one.startsWith('/feeds/');
  return {
    pages: planItem(row, now)
      .map((plan) => plan.address)
      .filter((one) => !stays.test(one)),
    lists: listed.filter((one) => !isFeed(one)),
    feeds: listed.filter(isFeed),
  };
}

const plainly = { gzip: true, br: false };

/** Is one of these addresses served from kept bytes at this moment, and does what is served pass? */
export function someReady(
  addresses: readonly string[],
  now: Date,
  isShowing: (page: ReadyPage) => boolean,
): boolean {
  const folder = findReadyFolder();
  if (folder === null) return false;
  // Looks as a portal looks.
  const pages = openReadyPages(folder, { behind: 'keeper' });
  try {
    return addresses.some((one) => {
      const found = pages.find(one, plainly, now.getTime());
      return found !== undefined && isShowing(found);
    });
  } finally {
    pages.close();
  }
}

/** Does a text lead to the item? Feeds and lists of what is gone name it by other signs than its address. */
export const leadsTo = (text: string, slug: string): boolean =>
  new RegExp(`/i/${slug}(?![0-9a-z])`).test(text);

/** For `someReady`: a list or a feed that leads to the item. */
export const listing =
  (slug: string) =>
  ({ body, encoding }: ReadyPage): boolean =>
    leadsTo((encoding === 'gzip' ? gunzipSync(body) : body).toString(), slug);
