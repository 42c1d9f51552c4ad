import { z } from 'zod';
import { done, refuse } from '#kernel';
import { defineRoute, type Route } from '#platform/http';
import { writeCsv } from '#platform/tabular';
import { importTerms, readTermFile } from '../commands/import-terms.ts';
import { addTerm, removeTerm } from '../commands/manage-terms.ts';
import * as forms from '../forms.ts';
import { listTerms } from '../queries.ts';
import { termHeading, termKindWord } from '../term-table.ts';
import { permitted, unitOf } from './access.ts';

const tag = 'screening';
const unitParam = z.strictObject({ unit: z.coerce.number().int().positive() });

/** The unit's own lists of terms and wrong words (SCR-5). */
export const termRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/screening/units/:unit/terms',
    tag,
    summary: "A unit's own terms",
    params: unitParam,
    answer: forms.termList,
    handle: async (ctx, { params }) => {
      const unit = await permitted(ctx, 'screening.read', await unitOf(ctx, params.unit));
      return unit.ok ? done(await listTerms(ctx.read, params.unit)) : unit;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/screening/units/:unit/terms',
    tag,
    summary: "Add a term to a unit's own list",
    params: unitParam,
    body: forms.termForm,
    answer: forms.termList,
    handle: async (ctx, { params, body }) => {
      const unit = await permitted(ctx, 'screening.manage-terms', await unitOf(ctx, params.unit));
      if (!unit.ok) return unit;
      const added = await ctx.command((command) => addTerm(command, params.unit, body));
      return added.ok ? done(await listTerms(ctx.read, params.unit)) : added;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/screening/units/:unit/terms/:term',
    tag,
    summary: "Take a term off a unit's own list",
    params: unitParam.extend({ term: z.uuid() }),
    answer: forms.termList,
    handle: async (ctx, { params }) => {
      const unit = await permitted(ctx, 'screening.manage-terms', await unitOf(ctx, params.unit));
      if (!unit.ok) return unit;
      const removed = await ctx.command((command) => removeTerm(command, params.unit, params.term));
      return removed.ok ? done(await listTerms(ctx.read, params.unit)) : removed;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/screening/units/:unit/terms/import',
    tag,
    summary: "Add a table of terms to a unit's own list: all of it, or none and the rows that are wrong",
    params: unitParam,
    query: z.strictObject({ name: z.string().min(1).max(200) }),
    upload: { maxBytes: 2 * 1024 * 1024 },
    answer: forms.termImportAnswer,
    handle: async (ctx, { params }) => {
      const unit = await permitted(ctx, 'screening.manage-terms', await unitOf(ctx, params.unit));
      if (!unit.ok) return unit;
      if (ctx.upload === null) return refuse('upload-empty', 400, {}, 'file');
      const read = await readTermFile(ctx.upload);
      if (!read.ok) return read;
      const { entries, problems } = read.value;
      if (problems.length > 0) return done({ added: 0, known: 0, problems: [...problems] });
      const imported = await ctx.command((command) => importTerms(command, params.unit, entries));
      return imported.ok ? done({ ...imported.value, problems: [] }) : imported;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/screening/units/:unit/terms/export',
    tag,
    summary: "A unit's own terms as a CSV file that the import reads back",
    params: unitParam,
    answer: 'file',
    handle: async (ctx, { params }) => {
      const unit = await permitted(ctx, 'screening.read', await unitOf(ctx, params.unit));
      if (!unit.ok) return unit;
      const { rows } = await listTerms(ctx.read, params.unit);
      const lines = rows.map((row) => [termKindWord(row.kind), row.term, row.replacement, row.note]);
      const name = `${ctx.t('screening.terms.fileName')}.csv`;
      return done({ name, media: 'text/csv; charset=utf-8', body: writeCsv([...termHeading], lines) });
    },
  }),
];
