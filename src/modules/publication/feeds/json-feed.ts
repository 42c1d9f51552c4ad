import { addressOf, type Feed, type FeedEntry } from './feed.ts';

/** JSON Feed 1.1 (jsonfeed.org). Withdrawals stand in an extension of our own, `_gongkai`. */
export function writeJsonFeed(feed: Feed): string {
  const { entries, gone } = feed;
  return `${JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: feed.title,
      home_page_url: feed.home,
      feed_url: addressOf(feed, 'json', feed.query),
      description: feed.subtitle,
      language: 'zh-CN',
      authors: [{ name: feed.author }],
      ...(feed.next === null ? {} : { next_url: addressOf(feed, 'json', feed.next) }),
      ...(gone.length === 0
        ? {}
        : { _gongkai: { withdrawn: gone.map(({ id, when }) => ({ id, when: when.toISOString() })) } }),
      items: entries.map(item),
    },
    null,
    1,
  )}\n`;
}

function item(one: FeedEntry): object {
  return {
    id: one.id,
    url: one.url,
    title: one.title,
    content_text: one.summary,
    date_published: one.published.toISOString(),
    date_modified: one.updated.toISOString(),
    authors: [{ name: one.author }],
    tags: one.categories,
    ...(one.enclosures.length === 0
      ? {}
      : {
          attachments: one.enclosures.map(({ url, media, size, name }) => ({
            url,
            mime_type: media,
            title: name,
            size_in_bytes: size,
          })),
        }),
  };
}
