/** One item in a feed, as society may read it. Addresses are absolute. */
export type FeedEntry = {
  /** `tag:` address (RFC 4151); the same for ever, whatever becomes of the item. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  /** The unit that published it, by its name of that day. */
  readonly author: string;
  readonly published: Date;
  /** Last change: correction, clarification, change of validity, erasure. */
  readonly updated: Date;
  readonly categories: readonly string[];
  /** Plain text: what changed, if anything did, then the beginning of the text. */
  readonly summary: string;
  readonly enclosures: readonly Enclosure[];
};

export type Enclosure = {
  readonly url: string;
  readonly name: string;
  readonly media: string;
  /** Bytes. */
  readonly size: number;
};

/** What was taken from society: which, and when, and not a word of it (RFC 6721). */
export type Gone = { readonly id: string; readonly when: Date };

export type FeedFormat = 'atom' | 'rss' | 'json';
export const feedFormats: readonly FeedFormat[] = ['atom', 'rss', 'json'];

/** A list of items, newest change first, in no format yet. Addresses are absolute. */
export type Feed = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** 主办单位 */
  readonly author: string;
  /** Its address without the format: `https://host/feeds/site`; formats are `.atom`, `.rss`, `.json`. */
  readonly stem: string;
  /** Query of this page of it with `?`, or nothing. */
  readonly query: string;
  /** The page for people. */
  readonly home: string;
  /** Last change of anything in it; null while there is nothing. */
  readonly updated: Date | null;
  readonly entries: readonly FeedEntry[];
  readonly gone: readonly Gone[];
  /** Queries of the first page and of the one with older changes (RFC 5005, paged feeds); null where there is none. */
  readonly first: string | null;
  readonly next: string | null;
};

export const addressOf = (feed: Pick<Feed, 'stem'>, format: FeedFormat, query: string): string =>
  `${feed.stem}.${format}${query}`;

/** An empty feed never changed: the moment before everything, so that it reads the same whenever it is asked for. */
export const updatedOf = (feed: Feed): Date => feed.updated ?? new Date(0);

/**
 * A name that stays (RFC 4151), of a thing on this site.
 * @param baseUrl public address of the installation; only its host counts, so that a change of port or scheme changes nothing
 */
export function tagOf(baseUrl: string, specific: string): string {
  return `tag:${new URL(baseUrl).hostname},2026:${specific}`;
}
