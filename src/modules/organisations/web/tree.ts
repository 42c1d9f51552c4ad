import { Readable } from 'node:stream';
import { done, refuse } from '#kernel';
import { localDateOf } from '#platform/calendar';
import { defineRoute } from '#platform/http';
import { csvChunks, writeXlsx } from '#platform/tabular';
import {
  exportQuery,
  gapPage,
  gapsQuery,
  listUnitsQuery,
  pageQuery,
  searchUnitsQuery,
  unitNames,
  unitNamesQuery,
  unitPage,
} from '../forms.ts';
import { exportHeading, exportUnits } from '../import/export.ts';
import {
  findUnitRef,
  listChildren,
  listCoveredRoots,
  listCoveredUnits,
  listGaps,
  listUnitNames,
  searchUnits,
} from '../queries/index.ts';
import { permitFor } from './permit.ts';

const tag = 'organisations';

const listUnits = defineRoute({
  method: 'GET',
  path: '/api/units',
  tag,
  summary: 'Units below one, or the topmost units of the reader',
  query: listUnitsQuery,
  answer: unitPage,
  handle: async (ctx, { query }) => {
    const reach = ctx.coverage('organisations.browse');
    if (query.parent === undefined) {
      const decision = ctx.permit('organisations.directory');
      return decision.ok ? done(await listCoveredRoots(ctx.read, reach)) : decision;
    }
    const decision = await permitFor(ctx, 'organisations.browse', query.parent);
    if (!decision.ok) return decision;
    const { limit, cursor, state } = query;
    return listChildren(ctx.read, query.parent, { limit, cursor, state, coverage: reach });
  },
});

const listCovered = defineRoute({
  method: 'GET',
  path: '/api/units/covered',
  tag,
  summary: 'Every active unit that the reader administers, in tree order',
  query: pageQuery,
  answer: unitPage,
  handle: async (ctx, { query }) => {
    const decision = ctx.permit('organisations.directory');
    if (!decision.ok) return decision;
    return listCoveredUnits(ctx.read, ctx.coverage('organisations.administer'), query);
  },
});

const search = defineRoute({
  method: 'GET',
  path: '/api/units/search',
  tag,
  summary: 'Units by the beginning of their code or any part of their name',
  query: searchUnitsQuery,
  answer: unitPage,
  handle: async (ctx, { query }) => {
    const decision = ctx.permit('organisations.directory');
    if (!decision.ok) return decision;
    const under = query.under === undefined ? undefined : await findUnitRef(ctx.read, query.under);
    if (query.under !== undefined && under === undefined)
      return refuse('unit-not-found', 404, {}, 'query.under');
    // Names of units are public on the portal: pickers may search all of them, work lists only one's own.
    const coverage = query.within === 'mine' ? ctx.coverage('organisations.browse') : null;
    return done(await searchUnits(ctx.read, query.q, { limit: query.limit, coverage, under: under?.path }));
  },
});

const names = defineRoute({
  method: 'GET',
  path: '/api/units/names',
  tag,
  summary: 'Names and codes of some units, of the directory that is public; ids of no unit are left out',
  query: unitNamesQuery,
  answer: unitNames,
  handle: async (ctx, { query }) => {
    const decision = ctx.permit('organisations.directory');
    return decision.ok ? done(await listUnitNames(ctx.read, query.ids)) : decision;
  },
});

const gaps = defineRoute({
  method: 'GET',
  path: '/api/units/gaps',
  tag,
  summary: 'Missing posts and terms of office that are over or soon over',
  query: gapsQuery,
  answer: gapPage,
  handle: async (ctx, { query }) => {
    const decision = ctx.permit('organisations.view-gaps');
    if (!decision.ok) return decision;
    const { limit, cursor, kind } = query;
    const under = query.under === undefined ? undefined : await findUnitRef(ctx.read, query.under);
    if (query.under !== undefined && under === undefined)
      return refuse('unit-not-found', 404, {}, 'query.under');
    return listGaps(ctx.read, ctx.coverage('organisations.view-gaps'), {
      today: localDateOf(ctx.now),
      limit,
      cursor,
      kind,
      under: under?.path,
    });
  },
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const exportAll = defineRoute({
  method: 'GET',
  path: '/api/units/export',
  tag,
  summary: 'Units as a table that the import reads back without a change',
  query: exportQuery,
  answer: 'file',
  handle: async (ctx, { query }) => {
    const decision = ctx.permit('organisations.export');
    if (!decision.ok) return decision;
    const under = query.under === undefined ? undefined : await findUnitRef(ctx.read, query.under);
    if (query.under !== undefined && under === undefined)
      return refuse('unit-not-found', 404, {}, 'query.under');
    const rows = exportUnits(ctx.read, ctx.coverage('organisations.export'), ctx.locale, under?.path);
    const heading = exportHeading(ctx.locale);
    const name = `${ctx.t('unitExport.fileName')}-${localDateOf(ctx.now)}`;
    if (query.format === 'csv')
      return done({
        name: `${name}.csv`,
        media: 'text/csv; charset=utf-8',
        body: Readable.from(csvChunks(heading, rows)),
      });
    const sheet = { name: ctx.t('unitExport.fileName'), heading, rows: await Array.fromAsync(rows) };
    return done({ name: `${name}.xlsx`, media: XLSX, body: writeXlsx([sheet]) });
  },
});

export const treeRoutes = [listUnits, listCovered, search, names, gaps, exportAll];
