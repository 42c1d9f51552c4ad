import { z } from 'zod';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { answerPage } from '#ui/portal';
import { pageSlug, pageUnit } from '../forms.ts';
import { countFacets } from '../queries/items.ts';
import { getSite } from '../queries/site.ts';
import { findRootUnit, listBelow } from '../queries/units.ts';
import { readSlug } from '../slug.ts';
import { answerData } from '../web/portal/data.ts';
import { answerProblem, openToAll, readShown } from '../web/portal/shown.ts';
import { directoryPage } from './directory-page.ts';
import { type FeedFormat, feedFormats } from './feed.ts';
import { itemFeed } from './item-feed.ts';
import { entryOfChange, type FeedContext, makeFeed, queryOf } from './make-feed.ts';
import { categoryPlace, type FindPlace, kindPlace, sitePlace, unitPlace } from './places.ts';
import { listChanges, listGone } from './read-changes.ts';
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
