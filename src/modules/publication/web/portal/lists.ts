import type { z } from 'zod';
import { definePage, type Page, type PageContext } from '#platform/http';
import { answerPage } from '#ui/portal';
import { pageList } from '../../forms.ts';
import { listPage } from '../../pages/list-page.ts';
import { membersClosedPage } from '../../pages/members-closed-page.ts';
import { countFacets, countItems, type ItemFilter, listItems } from '../../queries/items.ts';
import { findPublicUnit } from '../../queries/units.ts';
import { readShown } from './shown.ts';

const ROWS = 20;

type Query = z.output<typeof pageList>;

function readList(ctx: PageContext, query: Query, place: 'items' | 'members') {
  const filter: ItemFilter = {
    text: query.q,
    unit: query.unit,
    affairsKind: query.kind,
    category: query.category,
    year: query.year,
    // Somebody signed in finds everything open to them in one list, inner items marked as such.
    reach: place === 'members' ? 'inner' : ctx.actor === null ? 'society' : undefined,
  };
  return readShown(ctx, async (db) => ({
    place,
    filter,
    after: query.after,
    list: await listItems(db, filter, { after: query.after, limit: ROWS }),
    counts: await countFacets(db, filter),
    total: await countItems(db, filter),
    unit: query.unit === undefined ? undefined : await findPublicUnit(db, query.unit),
  }));
}

export const listPages: readonly Page[] = [
  definePage({
    path: '/items',
    query: pageList,
    handle: async (ctx, { query }) => answerPage(ctx, listPage(await readList(ctx, query, 'items'))),
  }),
  definePage({
    path: '/members',
    query: pageList,
    handle: async (ctx, { query }) =>
      ctx.actor === null
        ? answerPage(ctx, membersClosedPage(await readShown(ctx, async () => ({}))))
        : answerPage(ctx, listPage(await readList(ctx, query, 'members'))),
  }),
];
