import { z } from 'zod';
import { done, refuse, type UnitId } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { defineRoute, type Route } from '#platform/http';
import { defineProcess } from '../commands/define-process.ts';
import { defineProcessForm, type ProcessView, processList, processView } from '../forms.ts';
import { readSteps } from '../process.ts';
import { type ProcessRow, rows } from '../store/rows.ts';
import { chainOf } from '../store/units.ts';

const tag = 'disclosure';

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
      const found = await rows(ctx.read)
        .selectFrom('disclosure.process_definition')
        .selectAll()
        .where((eb) => eb.or([eb('unit_id', 'is', null), eb('unit_id', 'in', [...chainOf(unit)])]))
        .orderBy('created_at', 'desc')
        .orderBy('version', 'desc')
        .execute();
      return done({ rows: found.map((one) => viewProcess(one, found)) });
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
      const unit = await findUnitRef(ctx.read, body.unit as UnitId);
      const allowed = ctx.permit('disclosure.define-process', unit ?? null);
      if (!allowed.ok) return allowed;
      if (unit === undefined) return refuse('not-found', 404, {}, 'unit');
      const defined = await ctx.command((c) => defineProcess(c, { ...body, unit }));
      return defined.ok ? done(viewProcess(defined.value, [defined.value])) : defined;
    },
  }),
];

/** In force: the newest of its unit, kind of unit and kind of matter. */
function viewProcess(row: ProcessRow, all: readonly ProcessRow[]): ProcessView {
  const isSameKey = (one: ProcessRow) =>
    one.unit_id === row.unit_id && one.unit_kind === row.unit_kind && one.affairs_kind === row.affairs_kind;
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    unit: row.unit_id,
    unitKind: row.unit_kind,
    affairsKind: row.affairs_kind,
    steps: [...readSteps(row.steps)],
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
    inForce: !all.some((one) => isSameKey(one) && one.version > row.version),
  };
}
