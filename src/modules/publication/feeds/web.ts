import { z } from 'zod';
import { parseSearchQuery, type SearchQuery, search } from '#modules/search';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { answerPage } from '#ui/portal';
import { pageSlug, pageUnit } from '../forms.ts';
import { countFacets } from '../queries/items.ts';
import { getSite } from '../queries/site.ts';
import { findRootUnit, listBelow } from '../queries/units.ts';
import { pageSearch } from '../search/form.ts';
import { readSlug } from '../slug.ts';
import { answerData } from '../web/portal/data.ts';
import { answerProblem, openToAll, readShown } from '../web/portal/shown.ts';
import { directoryPage } from './directory-page.ts';
import { type FeedFormat, feedFormats, tagOf } from './feed.ts';
import { itemFeed } from './item-feed.ts';
import { entryOfChange, type FeedContext, makeFeed, queryOf } from './make-feed.ts';
import { categoryPlace, type FindPlace, kindPlace, sitePlace, unitPlace } from './places.ts';
import { listChanges, listGone } from './read-changes.ts';
import { feedQueryOf } from './search-query.ts';
import { writeFeed } from './write-feed.ts';

/** Entries of a page: enough for a reader that asks once a day, and few enough to be asked every minute. */
const ENTRIES = 50;

const onward = z.object({ after: z.string().max(60).optional() });

type Params = Readonly<Record<string, string | number>>;

async function answerFeed(
  ctx: PageContext,
  format: FeedFormat,
  find: FindPlace,
  params: Params,
  after: string | undefined,
): Promise<PageAnswer> {
  openToAll(ctx);
  const made = await ctx.read(async (db) => {
    const site = await getSite(db);
    const place = await find(ctx, db, params, site.name);
    if (place === undefined) return undefined;
    const list = await listChanges(db, place.of, { limit: ENTRIES, after });
    const context: FeedContext = { t: ctx.t, baseUrl: ctx.baseUrl, host: site.host };
    return makeFeed(context, {
      place,
      query: after === undefined ? '' : queryOf(new URLSearchParams({ after })),
      isFirst: after === undefined,
      next: list.next === null ? null : queryOf(new URLSearchParams({ after: list.next })),
      entries: list.rows.map((row) => entryOfChange(context, row)),
      gone: after === undefined ? await listGone(db, place.of) : [],
    });
  });
  if (made === undefined) return answerProblem(ctx, 404, 'publication.feed.absent');
  return answerData(ctx, writeFeed(made, format));
}

async function answerItemFeed(ctx: PageContext, format: FeedFormat, typed: string): Promise<PageAnswer> {
  openToAll(ctx);
  const slug = readSlug(typed);
  const made =
    slug === null
      ? null
      : await ctx.read(async (db) => {
          const { host } = await getSite(db);
          return itemFeed({ t: ctx.t, baseUrl: ctx.baseUrl, host }, db, slug);
        });
  if (made === null) return answerProblem(ctx, 404, 'publication.feed.absent');
  return answerData(ctx, writeFeed(made, format));
}

/**
 * What a search finds now, newest first: society's alone. Tombstones name no words, so that a search cannot find them: what is
 * withdrawn is simply no longer in it.
 */
async function answerSearchFeed(
  ctx: PageContext,
  format: FeedFormat,
  params: Parameters<typeof parseSearchQuery>[0],
): Promise<PageAnswer> {
  openToAll(ctx);
  const query: SearchQuery = { ...parseSearchQuery(params), scope: 'society', order: 'newest' };
  const asked = feedQueryOf(query);
  if (asked === null) return answerProblem(ctx, 404, 'publication.feed.absent');
  const made = await ctx.read(async (db) => {
    const site = await getSite(db);
    const found = await search(db, query);
    const slugs = found.rows.map((row) => row.slug);
    const list = await listChanges(db, { slugs }, { limit: ENTRIES });
    const context: FeedContext = { t: ctx.t, baseUrl: ctx.baseUrl, host: site.host };
    const title = ctx.t('publication.feed.search.title', { text: query.text });
    return makeFeed(context, {
      place: {
        path: '/feeds/search',
        home: `/search${asked}`,
        title,
        subtitle: ctx.t('publication.feed.part.subtitle', { site: site.name, part: title }),
      },
      query: query.after === null ? asked : withAfter(asked, query.after),
      isFirst: query.after === null,
      next: found.next === null ? null : withAfter(asked, found.next),
      entries: list.rows.map((row) => entryOfChange(context, row)),
      gone: [],
    });
  });
  // Each question is a feed of its own.
  const id = tagOf(ctx.baseUrl, `feeds/search${asked}`);
  return answerData(ctx, writeFeed({ ...made, id }, format));
}

function withAfter(query: string, after: string): string {
  const search = new URLSearchParams(query);
  search.set('after', after);
  return queryOf(search);
}

const pagesIn = (format: FeedFormat): readonly Page[] => [
  definePage({
    path: `/feeds/site.${format}`,
    query: onward,
    handle: (ctx, { query }) => answerFeed(ctx, format, sitePlace, {}, query.after),
  }),
  definePage({
    path: `/feeds/units/:id.${format}`,
    params: pageUnit,
    query: onward,
    handle: (ctx, { params, query }) => answerFeed(ctx, format, unitPlace, params, query.after),
  }),
  definePage({
    path: `/feeds/kinds/:kind.${format}`,
    params: z.object({ kind: z.string().max(40) }),
    query: onward,
    handle: (ctx, { params, query }) => answerFeed(ctx, format, kindPlace, params, query.after),
  }),
  definePage({
    path: `/feeds/categories/:category.${format}`,
    params: z.object({ category: z.string().min(1).max(80) }),
    query: onward,
    handle: (ctx, { params, query }) => answerFeed(ctx, format, categoryPlace, params, query.after),
  }),
  definePage({
    path: `/feeds/search.${format}`,
    query: pageSearch,
    handle: (ctx, { query }) => answerSearchFeed(ctx, format, query),
  }),
  definePage({
    path: `/feeds/items/:slug.${format}`,
    params: pageSlug,
    handle: (ctx, { params }) => answerItemFeed(ctx, format, params.slug),
  }),
];

const directory = definePage({
  path: '/feeds',
  handle: async (ctx) => {
    const shown = await readShown(ctx, async (db) => {
      const root = await findRootUnit(db);
      const { categories } = await countFacets(db, { reach: 'society' }, 30);
      return {
        units: root === undefined ? [] : [root, ...(await listBelow(db, root.id))],
        categories: categories.map((one) => one.value),
      };
    });
    return answerPage(ctx, directoryPage(shown));
  },
});

/** Atom, RSS and JSON Feed of everything that can be listed, for society alone, and the page that names them. */
export const feedPages: readonly Page[] = [directory, ...feedFormats.flatMap(pagesIn)];
