import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import { type Feed, type FeedEntry, tagOf } from './feed.ts';
import { cut, enclosureOf, type FeedContext, itemTag, makeFeed } from './make-feed.ts';

const VERSIONS = 50;

/**
 * The history of one item: an entry for each version that society may read, newest first.
 * @returns null when there is no such item for society; for a withdrawn one its tombstone and nothing else
 */
export async function itemFeed(ctx: FeedContext, db: Reader, slug: string): Promise<Feed | null> {
  const item = await own(db)
    .selectFrom('publication.item')
    .select(['id', 'slug', 'title', 'version', 'unit_name'])
    .where('slug', '=', slug)
    .where('state', '=', 'live')
    .where('scope', '=', 'society')
    .executeTakeFirst();
  if (item === undefined) return goneFeed(ctx, db, slug);
  const versions = await own(db)
    .selectFrom('publication.item_version as v')
    .select(['v.version', 'v.purpose', 'v.published_at', 'v.unit_name', 'v.erasure'])
    .select((eb) => [
      eb.ref('v.content', '->>').key('title').as('title'),
      eb.ref('v.content', '->>').key('changeNote').as('changeNote'),
      eb.ref('v.content', '->>').key('reason').as('reason'),
    ])
    .where('v.item', '=', item.id)
    .where('v.version', '<=', item.version)
    // Opened to all later: what it said while it was inner is not for a feed.
    .where('v.scope', '=', 'society')
    .orderBy('v.version', 'desc')
    .limit(VERSIONS)
    .execute();
  const files = await own(db)
    .selectFrom('publication.item_attachment')
    .select(['version', 'position', 'name', 'media', 'size'])
    .where('item', '=', item.id)
    .where(
      'version',
      'in',
      versions.map((one) => one.version),
    )
    .where('sha256', 'is not', null)
    .orderBy('position')
    .execute();
  const base = `${ctx.baseUrl}/i/${slug}`;
  const entries = versions.map((one): FeedEntry => {
    const isNewest = one.version === item.version;
    const purpose = one.erasure === null ? one.purpose : 'redact';
    const note = one.erasure === null ? (one.changeNote ?? one.reason ?? '') : '';
    return {
      id: tagOf(ctx.baseUrl, `i/${slug}/v/${one.version}`),
      url: isNewest ? base : `${base}/v/${one.version}`,
      title: one.title ?? '',
      author: one.unit_name,
      published: one.published_at,
      updated: one.published_at,
      categories: [],
      summary: `${ctx.t(`publication.history.${purpose}`)} · ${ctx.t('publication.version', { version: one.version })}${note === '' ? '' : `\n${cut(note, 280)}`}`,
      enclosures: files
        .filter((file) => file.version === one.version)
        .map((file) => enclosureOf(isNewest ? `${base}/files` : `${base}/v/${one.version}/files`, file)),
    };
  });
  return historyOf(ctx, slug, item.title, item.unit_name, entries, []);
}

async function goneFeed(ctx: FeedContext, db: Reader, slug: string): Promise<Feed | null> {
  const stone = await own(db)
    .selectFrom('publication.tombstone')
    .select(['withdrawn_at', 'index_number', 'unit_name'])
    .where('slug', '=', slug)
    .where('scope', '=', 'society')
    .orderBy('withdrawn_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (stone === undefined) return null;
  const when = stone.withdrawn_at;
  return historyOf(ctx, slug, stone.index_number, stone.unit_name, [], [{ slug, when }]);
}

function historyOf(
  ctx: FeedContext,
  slug: string,
  title: string,
  unit: string,
  entries: readonly FeedEntry[],
  gone: readonly { readonly slug: string; readonly when: Date }[],
): Feed {
  const made = makeFeed(ctx, {
    place: {
      path: `/feeds/items/${slug}`,
      home: `/i/${slug}`,
      title: ctx.t('publication.feed.item.title', { title }),
      subtitle: ctx.t('publication.feed.item.subtitle', { unit }),
    },
    query: '',
    isFirst: true,
    next: null,
    entries,
    gone,
  });
  return {
    ...made,
    id: tagOf(ctx.baseUrl, `feeds/items/${slug}`),
    gone: gone.map(({ when }) => ({ id: itemTag(ctx.baseUrl, slug), when })),
  };
}
