import { done } from '#kernel';
import { defineRoute, type Route } from '#platform/http';
import type { LogSettings } from '../log.ts';
import { outsideView } from './forms.ts';
import { readOutside } from './overview.ts';

/** Route of the office about those outside that see the log. */
export function outsideRoutes(settings: Pick<LogSettings, 'policy' | 'anchors'>): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/transparency-log/outside',
      tag: 'transparency-log',
      summary: 'Witnesses, other logs, time-stamping authorities and the anchors that were made.',
      answer: outsideView,
      handle: async (ctx) => {
        const may = ctx.permit('transparency-log.read');
        return may.ok ? done(await readOutside(ctx.read, settings, ctx.t)) : may;
      },
    }),
  ];
}
