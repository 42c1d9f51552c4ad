import { z } from 'zod';
import { done, refuse } from '#kernel';
import { getUnitRef } from '#modules/organisations';
import { defineRoute, type Route } from '#platform/http';
import { addJob } from '#platform/jobs';
import { findItemUnit } from '../queries/office.ts';
import { listDocumentFindings, retryDocument } from './check.ts';
import { CHECK_DOCUMENTS } from './check-job.ts';
import { documentFindings } from './forms.ts';

const tag = 'publication';

/** Documents that could not be made, and having one tried again. */
export const checkRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/publications/documents',
    tag,
    summary: 'Official documents of the units covered that could not be made, or have signs that no font has',
    answer: documentFindings,
    handle: async (ctx) => {
      const coverage = ctx.coverage('publication.view');
      const isEmpty = coverage.paths.length + coverage.units.length + coverage.lines.length === 0;
      const decision = isEmpty
        ? ctx.permit('publication.view')
        : ctx.openTo('signed-in', 'limited to what publication.view covers');
      if (!decision.ok) return decision;
      const rows = await listDocumentFindings(ctx.read, coverage);
      return done({
        rows: rows.map(({ checkedAt, missing, ...row }) => ({
          ...row,
          missing: [...missing],
          checkedAt: checkedAt.toISOString(),
        })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/publications/:id/document-retry',
    tag,
    summary: 'Try again to make the official document of an item',
    params: z.strictObject({ id: z.uuid() }),
    body: z.strictObject({}),
    answer: z.strictObject({}),
    handle: async (ctx, { params }) => {
      const item = await findItemUnit(ctx.read, params);
      const ref = item === undefined ? null : await getUnitRef(ctx.read, item.unit);
      const decision = ctx.permit('publication.retry-document', ref);
      if (!decision.ok) return decision;
      if (item === undefined) return refuse('item-not-found', 404);
      const made = await ctx.command(async (c) => {
        const retried = await retryDocument(c, item.id);
        if (retried.ok) await addJob(c.tx, CHECK_DOCUMENTS, {});
        return retried;
      });
      return made.ok ? done({}) : made;
    },
  }),
];
