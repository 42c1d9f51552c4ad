import { done, type Result, refuse } from '#kernel';
import { defineRoute, type RouteContext } from '#platform/http';
import { changeLine, createLine } from '../commands/index.ts';
import { byId, changeLineForm, type LineView, lineForm, linePage, lineView, unitKindPage } from '../forms.ts';
import { findRootRef, listLines } from '../queries/index.ts';
import { unitKinds } from '../vocabulary.ts';

const tag = 'organisations';

const list = defineRoute({
  method: 'GET',
  path: '/api/lines',
  tag,
  summary: 'Lines with their lead departments',
  answer: linePage,
  handle: async (ctx) => {
    const decision = ctx.permit('organisations.directory');
    if (!decision.ok) return decision;
    const rows = await listLines(ctx.read);
    return done({ rows: [...rows], total: rows.length, next: null });
  },
});

const kinds = defineRoute({
  method: 'GET',
  path: '/api/unit-kinds',
  tag,
  summary: 'Kinds of units, in the reader’s words',
  answer: unitKindPage,
  handle: async (ctx) => {
    const decision = ctx.permit('organisations.directory');
    if (!decision.ok) return decision;
    const rows = unitKinds.map((kind) => ({ kind, name: ctx.t(`unitKind.${kind}`) }));
    return done({ rows, total: rows.length, next: null });
  },
});

async function permitLines(ctx: RouteContext): Promise<Result<unknown>> {
  return ctx.permit('organisations.manage-lines', (await findRootRef(ctx.read)) ?? null);
}

async function readLine(ctx: RouteContext, id: number): Promise<Result<LineView>> {
  const line = (await listLines(ctx.read)).find((one) => one.id === id);
  return line === undefined ? refuse('line-not-found', 404) : done(line);
}

const create = defineRoute({
  method: 'POST',
  path: '/api/lines',
  tag,
  summary: 'Make a line',
  body: lineForm,
  answer: lineView,
  handle: async (ctx, { body }) => {
    const decision = await permitLines(ctx);
    if (!decision.ok) return decision;
    const result = await ctx.command((command) => createLine(command, body));
    return result.ok ? readLine(ctx, result.value) : result;
  },
});

const edit = defineRoute({
  method: 'POST',
  path: '/api/lines/:id/change',
  tag,
  summary: 'Rename a line or give it another lead department',
  params: byId,
  body: changeLineForm,
  answer: lineView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitLines(ctx);
    if (!decision.ok) return decision;
    const result = await ctx.command((command) => changeLine(command, params.id, body));
    return result.ok ? readLine(ctx, result.value) : result;
  },
});

export const lineRoutes = [list, kinds, create, edit];
