import { done } from '#kernel';
import { defineRoute, type Route } from '#platform/http';
import * as forms from '../forms.ts';
import { readOverview } from '../overview.ts';

/** Routes of the office about the log. */
export const logRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/transparency-log',
    tag: 'transparency-log',
    summary: 'How the transparency log stands: sizes, alarms, keys, days alive.',
    answer: forms.overview,
    handle: async (ctx) => {
      const may = ctx.permit('transparency-log.read');
      return may.ok ? done(await readOverview(ctx.read, ctx.now, ctx.locale)) : may;
    },
  }),
];
