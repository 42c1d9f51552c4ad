import type { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { localDateAt } from '#platform/calendar';
import { defineRoute, type FileAnswer, type Route, type RouteContext } from '#platform/http';
import { TypesettingFault } from '#platform/typesetting';
import { byId } from '../forms.ts';
import { permitted } from '../web/access.ts';
import { typesetSheet } from './compose.ts';
import { boardSheetQuery, sheetQuery } from './forms.ts';
import { findBoardUnit, findPostingSheet, listToPost, readSheet, type Wanted } from './read.ts';

const tag = 'carriers';

async function answerSheet(
  ctx: RouteContext,
  unit: number,
  wanted: readonly Wanted[],
  { paper, pages }: z.output<typeof boardSheetQuery>,
): Promise<Result<FileAnswer>> {
  const { files, baseUrl, now } = ctx;
  const sheet = await readSheet(ctx.read, unit, wanted, { files, baseUrl, now });
  if (!sheet.ok) return sheet;
  try {
    const most = pages === 'whole' ? 'whole' : Number(pages);
    const { pdf } = await typesetSheet({ ...sheet.value, paper, pages: most });
    const name = `${sheet.value.unitName} ${ctx.t('carriers.sheet.fileName')} ${localDateAt(now)} ${paper}.pdf`;
    return done({ name, media: 'application/pdf', body: pdf });
  } catch (error) {
    if (!(error instanceof TypesettingFault)) throw error;
    return refuse('sheet-not-made', 409, { typesettingFault: error.code });
  }
}

/** 张贴单: sheets for notice boards. Printing is reading, so whoever sees the boards may print. */
export const sheetRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/carriers/sheets',
    tag,
    summary: 'A notice-board sheet of items of one’s choice, A4 or A3',
    query: sheetQuery,
    answer: 'file',
    handle: async (ctx, { query }) => {
      const unit = await permitted(ctx, 'carriers.view', query.unit);
      if (!unit.ok) return unit;
      const wanted = [...new Set(query.slugs.split(','))].map((slug) => ({ slug, hang: null }));
      return answerSheet(ctx, unit.value, wanted, query);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/carriers/boards/:id/sheet',
    tag,
    summary: 'One sheet of all that has to be hung on a board now',
    params: byId,
    query: boardSheetQuery,
    answer: 'file',
    handle: async (ctx, { params, query }) => {
      const unit = await permitted(ctx, 'carriers.view', await findBoardUnit(ctx.read, params.id));
      if (!unit.ok) return unit;
      return answerSheet(ctx, unit.value, await listToPost(ctx.read, params.id), query);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/carriers/postings/:id/sheet',
    tag,
    summary: 'The sheet of one posting',
    params: byId,
    query: boardSheetQuery,
    answer: 'file',
    handle: async (ctx, { params, query }) => {
      const posting = await findPostingSheet(ctx.read, params.id);
      const unit = await permitted(ctx, 'carriers.view', posting?.unit);
      if (!unit.ok) return unit;
      if (posting === undefined) return refuse('not-found', 404);
      return answerSheet(ctx, unit.value, [posting.wanted], query);
    },
  }),
];
