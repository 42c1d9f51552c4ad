import type { CheckedLog } from '../log/check-log.ts';
import { isLive, type LoggedItem } from '../log/items.ts';
import type { Report } from '../report.ts';
import type { ShownMeta } from './page.ts';
import { type FeedEntry, type FeedRead, readFeed } from './read-feed.ts';
import { itemsIn, type Site } from './site.ts';

type Items = CheckedLog['items'];

/** An item that everybody should see now, and what its page says of itself. */
export type Shown = {
  readonly item: LoggedItem;
  readonly meta: ShownMeta | undefined;
  readonly unitPage: string | undefined;
};

type FeedContext = { readonly site: Site; readonly items: Items; readonly report: Report };

/** What a feed must show: everything, or what belongs to its unit, kind or category. */
type Place = {
  readonly address: string;
  readonly isWhole: boolean;
  readonly slugs: ReadonlySet<string>;
  /** Items of which it is known where they belong: of others, whose pages do not tell, none is too many. */
  readonly known: ReadonlySet<string>;
};

const formats = ['atom', 'rss', 'json'] as const;
/** A feed tells of that many withdrawals. */
const mostStones = 50;

/**
 * The feeds: that of the whole site in its three formats and whatever else the pages name, those of units, kinds and
 * categories. A site promises them all at their addresses, each with everything that belongs there, newest change first, on as
 * many pages as it takes. A folder may be a copy without them, or without their later pages; that is told.
 * @param heads HTML of pages that name feeds (`<link rel="alternate" …>`)
 */
export async function checkFeeds(
  context: FeedContext,
  heads: string,
  shown: readonly Shown[],
): Promise<void> {
  const { site, items, report } = context;
  const titles = new Map(shown.map(({ item, meta }) => [item.slug, meta?.title]));
  const live = new Set([...items.values()].filter(isLive).map(({ slug }) => slug));
  const whole = new Set([...formats.map((format) => `/feeds/site.${format}`), ...feedsIn(heads)]);
  let copied = 0;
  for (const address of whole)
    copied += Number(await checkFeed(context, { address, isWhole: true, slugs: live, known: live }, titles));
  if (copied === 0 && site.source.kind === 'folder') return report('no-feed');
  for (const place of partialFeeds(shown)) await checkFeed(context, place, titles);
}

function feedsIn(heads: string): readonly string[] {
  const links = heads.matchAll(/<link\s[^>]*type="application\/(?:atom\+xml|rss\+xml|feed\+json)"[^>]*>/g);
  const paths = [...links].map(([link]) => /\shref="(?:https?:\/\/[^/"]+)?(\/[^"]*)"/.exec(link)?.[1]);
  return paths.flatMap((path) => (path === undefined ? [] : [path.replaceAll('&amp;', '&')]));
}

/** Feeds of units, kinds and categories, in one format: the three are written from one list. */
function partialFeeds(shown: readonly Shown[]): readonly Place[] {
  const families = {
    units: (one: Shown) => one.unitPage,
    kinds: (one: Shown) => one.meta?.affairsKind,
    categories: (one: Shown) => one.meta?.category,
  };
  return Object.entries(families).flatMap(([name, valueOf]) => {
    const told = shown.filter((one) => valueOf(one) !== undefined);
    const known = new Set(told.map(({ item }) => item.slug));
    const groups = new Map<string, Set<string>>();
    for (const one of told) {
      const value = valueOf(one) ?? '';
      if (value !== '') groups.set(value, (groups.get(value) ?? new Set()).add(one.item.slug));
    }
    return [...groups].map(([value, slugs]) => {
      return { address: `/feeds/${name}/${encodeURIComponent(value)}.atom`, isWhole: false, slugs, known };
    });
  });
}

/** @returns whether there was anything to compare */
async function checkFeed(
  context: FeedContext,
  place: Place,
  titles: ReadonlyMap<string, string | undefined>,
): Promise<boolean> {
  const { site, report } = context;
  const feed = await readFeed(site, place.address);
  const { stopped } = feed;
  if (stopped !== undefined) {
    const isFirst = stopped.address === place.address;
    const mayBeAbsent = stopped.status === 404 && site.source.kind === 'folder';
    if (!mayBeAbsent && stopped.status === 404 && isFirst) report('feed-missing', { address: place.address });
    else if (!mayBeAbsent)
      report('list-unreadable', { address: stopped.address }, { status: stopped.status });
    // Whole feeds that a folder has not are told together.
    else if (!isFirst || !place.isWhole) report('list-not-copied', { address: stopped.address });
    if (isFirst) return false;
  }
  compareEntries(context, place, feed, titles);
  if (place.isWhole) compareStones(context, place.address, feed.gone);
  return true;
}

/** Nothing left out, nothing too many, each with its last title and time, newest change first. */
function compareEntries(
  { items, report }: FeedContext,
  { address, slugs, known }: Place,
  feed: FeedRead,
  titles: ReadonlyMap<string, string | undefined>,
): void {
  const named = new Set<string>();
  let above = Number.POSITIVE_INFINITY;
  for (const entry of feed.entries) {
    const item = items.get(entry.slug);
    const where = { address, ...(item === undefined ? {} : { index: lastOf(item) }) };
    const of = { item: entry.slug };
    if (item !== undefined && !isLive(item)) report('withdrawn-in-list', where, of);
    else if (item === undefined || named.has(entry.slug)) report('more-in-list', where, of);
    else if (!slugs.has(entry.slug) && known.has(entry.slug)) report('more-in-list', where, of);
    else if (isOld(entry, item, titles.get(entry.slug))) report('old-in-feed', where, of);
    if (entry.updated > above) report('feed-disordered', where, of);
    above = entry.updated;
    named.add(entry.slug);
  }
  // Of a feed whose end was not copied: what changed after the oldest change in it.
  const from =
    feed.stopped === undefined || feed.entries.length === 0 ? Number.NEGATIVE_INFINITY : seconds(above);
  for (const slug of slugs) {
    const item = items.get(slug);
    if (item === undefined || named.has(slug) || seconds(changedAt(item)) <= from) continue;
    report('not-in-feed', { index: lastOf(item), address }, { item: slug });
  }
}

/** RSS knows seconds only. */
const seconds = (moment: number): number => Math.floor(moment / 1000);

function isOld(entry: FeedEntry, item: LoggedItem, title: string | undefined): boolean {
  if (seconds(entry.updated) !== seconds(changedAt(item))) return true;
  return title !== undefined && writable(entry.title) !== writable(title);
}

/** XML writes some characters otherwise than pages do. */
const writable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
  text.replace(/[\u0000-\u001f\ufffd-\uffff]|\p{Surrogate}/gu, '');

/** Withdrawals are told to those who keep what they read: the newest, and none that the log does not have. */
function compareStones({ items, report }: FeedContext, address: string, gone: ReadonlySet<string>): void {
  const withdrawn = [...items.values()].filter((item) => !isLive(item));
  const times = withdrawn.map(changedAt).sort((a, b) => b - a);
  const from = times[mostStones] ?? Number.NEGATIVE_INFINITY;
  for (const item of withdrawn) {
    if (changedAt(item) > from && !gone.has(item.slug))
      report('withdrawal-not-told', { index: lastOf(item), address }, { item: item.slug });
  }
  for (const slug of gone) {
    const item = items.get(slug);
    if (item === undefined || isLive(item)) report('told-withdrawn', { address }, { item: slug });
  }
}

const lastOf = ({ steps }: LoggedItem): number => steps.at(-1)?.index ?? 0;
const changedAt = ({ steps }: LoggedItem): number => Date.parse(steps.at(-1)?.entry.claimed_at ?? '');

/** A sitemap names everything that is to be seen, and nothing else; it may consist of several files. */
export async function checkSitemap({ site, items, report }: FeedContext): Promise<void> {
  const address = '/sitemap.xml';
  const first = await site.page(address);
  if (first.status === 404)
    return report(site.source.kind === 'http' ? 'sitemap-missing' : 'no-sitemap', { address });
  if (first.status !== 200) return report('list-unreadable', { address }, { status: first.status });
  const named = new Set(itemsIn(first.text));
  for (const [, path = ''] of first.text.matchAll(/<loc>\s*https?:\/\/[^/<]+(\/[^<\s]*\.xml)\s*<\/loc>/g)) {
    const part = await site.page(path);
    if (part.status !== 200) report('list-unreadable', { address: path }, { status: part.status });
    for (const slug of itemsIn(part.text)) named.add(slug);
  }
  for (const [slug, item] of items) {
    const index = lastOf(item);
    if (isLive(item) && !named.has(slug)) report('not-in-sitemap', { index, address }, { item: slug });
    if (!isLive(item) && named.has(slug)) report('withdrawn-in-list', { index, address }, { item: slug });
  }
  for (const slug of named) if (!items.has(slug)) report('more-in-list', { address }, { item: slug });
}
