import { z } from 'zod';
import {
  mostBest,
  parseSearchQuery,
  type SearchQuery,
  search,
  searchAddress,
  suggest,
} from '#modules/search';
import { definePage, type Page } from '#platform/http';
import { answerPage, pageHeaders } from '#ui/portal';
import { findPublicUnit } from '../queries/units.ts';
import { openToAll, readShown } from '../web/portal/shown.ts';
import { anything, pageSearch } from './form.ts';
import { searchPage } from './page.ts';

function isAsked(query: SearchQuery): boolean {
  return searchAddress({ ...query, order: 'best', after: null }) !== '/search';
}

const results = definePage({
  path: '/search',
  query: pageSearch,
  handle: async (ctx, { query: params }) => {
    const query = parseSearchQuery(params);
    const shown = await readShown(ctx, async (db) => ({
      query,
      mostBest,
      found: isAsked(query) ? await search(db, query) : null,
      unit: query.unit === null ? undefined : await findPublicUnit(db, query.unit),
    }));
    return answerPage(ctx, searchPage(shown));
  },
});

/** Titles that complete what is being typed, for the search box of an application; the same for everybody. */
const suggestions = definePage({
  path: '/search/suggest',
  query: z.object({ q: anything }),
  handle: async (ctx, { query: params }) => {
    openToAll(ctx);
    const { text } = parseSearchQuery(params);
    const found = text === '' ? [] : await ctx.read((db) => suggest(db, text));
    return {
      status: 200,
      media: 'application/json; charset=utf-8',
      // A withdrawal must reach the next who types.
      headers: { ...pageHeaders, 'cache-control': 'no-store' },
      body: JSON.stringify({ query: text, suggestions: found }),
    };
  },
});

export const searchPages: readonly Page[] = [results, suggestions];
