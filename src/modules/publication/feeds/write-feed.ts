import { writeAtom } from './atom.ts';
import type { Feed, FeedFormat } from './feed.ts';
import { writeJsonFeed } from './json-feed.ts';
import { writeRss } from './rss.ts';

const writers = {
  atom: { media: 'application/atom+xml; charset=utf-8', write: writeAtom },
  rss: { media: 'application/rss+xml; charset=utf-8', write: writeRss },
  json: { media: 'application/feed+json; charset=utf-8', write: writeJsonFeed },
} as const satisfies Readonly<Record<FeedFormat, object>>;

/** A feed in one of its formats. */
export function writeFeed(feed: Feed, format: FeedFormat): { readonly media: string; readonly body: string } {
  const { media, write } = writers[format];
  return { media, body: write(feed) };
}
