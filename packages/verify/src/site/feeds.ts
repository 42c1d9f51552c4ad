import { isLive, type LoggedItem } from '../log/items.ts';
import type { Report } from '../report.ts';
import { itemsIn, type Site } from './site.ts';

type Items = ReadonlyMap<string, LoggedItem>;

/**
 * Feeds and `/sitemap.xml`, as far as the site has them: where there are none, that is told.
 * @param heads HTML of pages that name feeds (`<link rel="alternate" …>`)
 */
export async function checkFeeds(site: Site, heads: string, items: Items, report: Report): Promise<void> {
  await checkSitemap(site, items, report);
  const feeds = feedsIn(heads);
  if (feeds.length === 0) report('no-feed');
  for (const address of feeds) await checkFeed(site, address, items, report);
}

/** A sitemap names everything that is to be seen, and nothing that was withdrawn; it may consist of several files. */
async function checkSitemap(site: Site, items: Items, report: Report): Promise<void> {
  const address = '/sitemap.xml';
  const first = await site.page(address);
  if (first.status === 404) return report('no-sitemap', { address });
  if (first.status !== 200) return report('list-unreadable', { address }, { status: first.status });
  const named = new Set(itemsIn(first.text));
  for (const [, path = ''] of first.text.matchAll(/<loc>\s*https?:\/\/[^/<]+(\/[^<\s]*\.xml)\s*<\/loc>/g)) {
    const part = await site.page(path);
    if (part.status !== 200) report('list-unreadable', { address: path }, { status: part.status });
    for (const slug of itemsIn(part.text)) named.add(slug);
  }
  for (const [slug, item] of items) {
    const index = item.steps.at(-1)?.index ?? 0;
    if (isLive(item) && !named.has(slug)) report('not-in-sitemap', { index, address }, { item: slug });
    if (!isLive(item) && named.has(slug)) report('withdrawn-in-list', { index, address }, { item: slug });
  }
}

function feedsIn(heads: string): readonly string[] {
  const links = heads.matchAll(/<link\s[^>]*type="application\/(?:atom\+xml|rss\+xml|feed\+json)"[^>]*>/g);
  const paths = [...links].map(([link]) => /\shref="(?:https?:\/\/[^/"]+)?(\/[^"]*)"/.exec(link)?.[1]);
  return [...new Set(paths.filter((path) => path !== undefined))].map((path) =>
    path.replaceAll('&amp;', '&'),
  );
}

/**
 * A feed shows what changed last: of what changed after the oldest change in it, nothing may be left out. Changes are compared
 * by the times they claim, as the feed orders them; two of one moment may fall on either side of its end.
 */
async function checkFeed(site: Site, address: string, items: Items, report: Report): Promise<void> {
  const { status, text } = await site.page(address);
  if (status !== 200) return report('list-unreadable', { address }, { status });
  const named = new Set(itemsIn(text));
  const known = [...named].flatMap((slug) => items.get(slug) ?? []);
  const from = Math.min(...known.map(changedAt));
  for (const [slug, item] of items) {
    const index = item.steps.at(-1)?.index ?? 0;
    if (isLive(item) && changedAt(item) > from && !named.has(slug))
      report('not-in-feed', { index, address }, { item: slug });
    if (!isLive(item) && named.has(slug)) report('withdrawn-in-list', { index, address }, { item: slug });
  }
}

const changedAt = ({ steps }: LoggedItem): number => Date.parse(steps.at(-1)?.entry.claimed_at ?? '');
