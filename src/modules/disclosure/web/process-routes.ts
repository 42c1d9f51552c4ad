import { z } from 'zod';
import { done, refuse, type UnitId } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { defineRoute, type Route } from '#platform/http';
import { defineProcess } from '../commands/define-process.ts';
import {
  defineProcessForm,
  processCheck,
  processList,
  processTrial,
  processView,
  tryProcessForm,
} from '../forms.ts';
import { checkProcess, listProcesses, tryProcess, viewProcess } from '../queries/processes.ts';

const tag = 'disclosure';

import { permitUnit } from './permit-unit.ts';

/** Routes of process definitions. */
export const processRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/processes',
    tag,
    summary: 'Process definitions that hold for a unit, all versions',
    query: z.strictObject({ unit: z.coerce.number().int().positive() }),
    answer: processList,
    handle: async (ctx, { query }) => {
      const unit = await findUnitRef(ctx.read, query.unit as UnitId);
      const allowed = ctx.permit('disclosure.browse');
      const administers = ctx.permit('disclosure.define-process', unit ?? null);
      if (!allowed.ok && !administers.ok) return allowed;
      if (unit === undefined) return refuse('not-found', 404, {}, 'unit');
      return done({ rows: await listProcesses(ctx.read, unit) });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/processes',
    tag,
    summary: 'Put a new version of a unit’s process in force for cases to come',
    body: defineProcessForm,
    answer: processView,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.define-process', body.unit);
      if (!allowed.ok) return allowed;
      const { unit } = allowed.value;
      const defined = await ctx.command((c) => defineProcess(c, { ...body, unit }));
      return defined.ok ? done(viewProcess(defined.value, [defined.value])) : defined;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/processes/check',
    tag,
    summary: 'What putting a version in force would do; nothing is kept',
    body: defineProcessForm,
    answer: processCheck,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.define-process', body.unit);
      if (!allowed.ok) return allowed;
      return done(await checkProcess(ctx.read, { ...body, unit: allowed.value.unit }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/processes/try',
    tag,
    summary: 'How a case of some kind would go; nothing is kept',
    body: tryProcessForm,
    answer: processTrial,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.define-process', body.unit);
      if (!allowed.ok) return allowed;
      const { steps, facts } = body;
      return done(await tryProcess(ctx.read, { steps, facts, unit: allowed.value.unit, now: ctx.now }));
    },
  }),
];
