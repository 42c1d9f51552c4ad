import { z } from 'zod';
import { done, refuse } from '#kernel';
import { findUnitRef, getUnitRef } from '#modules/organisations';
import { defineRoute, type Route } from '#platform/http';
import { addJob } from '#platform/jobs';
import { findItemUnit } from '../queries/office.ts';
import { listDocumentFindings, retryDocument } from './check.ts';
import { CHECK_DOCUMENTS } from './check-job.ts';
import { documentFindings } from './forms.ts';

const tag = 'publication';
const unit = z.coerce.number().int().positive().max(2_147_483_647);

/** Documents that could not be made, and having one tried again. */
export const checkRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/publications/documents',
    tag,
    summary: 'Official documents of a unit that could not be made, or have signs that no font has',
    query: z.strictObject({ unit }),
    answer: documentFindings,
    handle: async (ctx, { query }) => {
      const ref = (await findUnitRef(ctx.read, query.unit)) ?? null;
      const decision = ctx.permit('publication.view', ref);
      if (!decision.ok) return decision;
      if (ref === null) return refuse('not-found', 404);
      const rows = await listDocumentFindings(ctx.read, ref.id);
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
