import { goesOn } from './lists.ts';
import type { Site } from './site.ts';

/** An item as a feed shows it. */
export type FeedEntry = {
  readonly slug: string;
  readonly title: string;
  /** When it says the item last changed, in milliseconds; NaN when it does not say. */
  readonly updated: number;
};

/** What a feed shows, all its pages together, in its order. */
export type FeedRead = {
  readonly entries: readonly FeedEntry[];
  /** Items it says were withdrawn. */
  readonly gone: ReadonlySet<string>;
  /** The page that could not be read, and its status; 200 for one that is no feed. Without it the feed was read to its end. */
  readonly stopped?: { readonly address: string; readonly status: number };
};

type FeedPage = Pick<FeedRead, 'entries' | 'gone'> & { readonly next: string | undefined };

const mostPages = 200_000;

/**
 * Reads a feed to its end, in any of the three formats, following the link to older changes (RFC 5005; `next_url`).
 * @param address first page: `/feeds/site.atom`
 */
export async function readFeed(site: Site, address: string): Promise<FeedRead> {
  const entries: FeedEntry[] = [];
  const gone = new Set<string>();
  const visited = new Set<string>();
  for (let next: string | undefined = address; next !== undefined && visited.size < mostPages; ) {
    visited.add(next);
    const { status, text } = await site.page(next);
    const page = status === 200 ? parseFeed(text) : undefined;
    if (page === undefined) return { entries, gone, stopped: { address: next, status } };
    for (const entry of page.entries) entries.push(entry);
    for (const slug of page.gone) gone.add(slug);
    next =
      page.next !== undefined && !visited.has(page.next) && goesOn(address, page.next)
        ? page.next
        : undefined;
  }
  return { entries, gone };
}

/** A page of a feed; undefined when it is none. */
function parseFeed(text: string): FeedPage | undefined {
  const start = text.slice(0, 2_000);
  if (/<feed[\s>]/.test(start)) return parseXml(text, 'entry', 'updated');
  if (/<rss[\s>]/.test(start)) return parseXml(text, 'item', 'pubDate');
  return parseJson(text);
}

/* Texts are escaped in what the site writes, so that within them there is no markup. */

function parseXml(text: string, element: 'entry' | 'item', time: 'updated' | 'pubDate'): FeedPage {
  const found = text.matchAll(new RegExp(`<${element}(?:\\s[^>]*)?>([\\s\\S]*?)</${element}>`, 'g'));
  const links = [...text.matchAll(/<(?:atom:)?link\s[^>]*>/g)].map(([link]) => link);
  const next = links.find((link) => attribute(link, 'rel') === 'next');
  const stones = text.matchAll(/<(?:\w+:)?deleted-entry\s[^>]*>/g);
  return {
    entries: [...found].map(([, inner = '']) => ({
      slug: slugOf(linkOf(inner)),
      title: content(inner, 'title'),
      updated: Date.parse(content(inner, time)),
    })),
    gone: new Set([...stones].map(([stone]) => slugOfTag(attribute(stone, 'ref')))),
    next: next === undefined ? undefined : pathOf(attribute(next, 'href')),
  };
}

function linkOf(inner: string): string {
  const links = [...inner.matchAll(/<link\s[^>]*>/g)].map(([link]) => link);
  const page = links.find((link) => ['', 'alternate'].includes(attribute(link, 'rel')));
  return page === undefined ? content(inner, 'link') : attribute(page, 'href');
}

const content = (inner: string, name: string): string =>
  unescaped(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(inner)?.[1] ?? '');

const attribute = (element: string, name: string): string =>
  unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? '');

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(?:(lt|gt|quot|apos|amp)|#(\d{1,7}));/g, (whole, name?: string, sign?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const point = Number(sign);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function parseJson(text: string): FeedPage | undefined {
  const feed = objectOf(parsed(text));
  const items = feed?.['items'];
  if (feed === undefined || !Array.isArray(items)) return undefined;
  const withdrawn = objectOf(feed['_gongkai'])?.['withdrawn'];
  const next = feed['next_url'];
  return {
    entries: items.map((one: unknown) => {
      const item = objectOf(one);
      return {
        slug: slugOf(String(item?.['url'])),
        title: String(item?.['title']),
        updated: Date.parse(String(item?.['date_modified'])),
      };
    }),
    gone: new Set(
      (Array.isArray(withdrawn) ? withdrawn : []).map((one: unknown) =>
        slugOfTag(String(objectOf(one)?.['id'])),
      ),
    ),
    next: typeof next === 'string' ? pathOf(next) : undefined,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const objectOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  isObject(value) ? value : undefined;

/** The item an address leads to; what is no item stays as it is written, and belongs to none. */
const slugOf = (address: string): string => /\/i\/([0-9a-z]{4,32})$/.exec(address)?.[1] ?? address;

/** `tag:host,2026:i/abcd1234` */
const slugOfTag = (tag: string): string => /:i\/([0-9a-z]{4,32})$/.exec(tag)?.[1] ?? tag;

const pathOf = (address: string): string => address.replace(/^https?:\/\/[^/]+/, '');
