import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { defineRoute, type RouteContext } from '#platform/http';
import { createCatalogue } from '../commands/create-catalogue.ts';
import { addItem, editItem, removeItem, renameCatalogue } from '../commands/edit-catalogue.ts';
import { findGrantForMoves, moveCatalogue, moveFacts } from '../commands/move-catalogue.ts';
import { moves } from '../domain.ts';
import {
  type CatalogueView,
  catalogueDiff,
  cataloguePage,
  catalogueQuery,
  catalogueView,
  historyRow,
  itemEdit,
  itemRemoval,
  itemView,
  moveNames,
  moveRequest,
  newCatalogue,
  newItem,
  titleEdit,
} from '../forms/catalogue.ts';
import { id } from '../forms/vocabulary.ts';
import * as queries from '../queries/catalogues.ts';
import { findItem, listItems } from '../store/catalogues.ts';
import { type Opened, openCatalogue, openUnit, reachAs } from './access.ts';

const tag = 'catalogue';
const byId = z.strictObject({ id });
const byItem = z.strictObject({ id, item: id });

/** The catalogue as its reader sees it, with the moves this reader may make and why not the others. */
export async function showCatalogue(ctx: RouteContext, catalogue: string): Promise<Result<CatalogueView>> {
  const opened = await openCatalogue(ctx, 'catalogue.read', catalogue);
  if (!opened.ok) return opened;
  const { unit, value } = opened.value;
  const items = await listItems(ctx.read, catalogue);
  const { actor } = ctx;
  const view = await queries.catalogueView(value, unit.name, items, async (permission) => {
    if (!ctx.permit(permission, unit).ok || actor === null) return 'not-permitted';
    const reading = { tx: ctx.read, actor };
    const grant = await findGrantForMoves(reading, permission, value, unit);
    return grant === undefined ? 'not-permitted' : moveFacts(reading, value, unit, grant, items, '');
  });
  return done(view);
}

async function showItem(ctx: RouteContext, catalogue: string, item: string) {
  const found = await findItem(ctx.read, catalogue, item);
  return found === undefined ? refuse('catalogue-item-unknown', 404) : done(queries.itemView(found));
}

const reading = [
  defineRoute({
    method: 'GET',
    path: '/api/catalogues',
    tag,
    summary: 'Catalogues the reader’s roles reach',
    query: catalogueQuery,
    answer: cataloguePage,
    handle: async (ctx, { query }) => {
      const signedIn = ctx.openTo(
        'signed-in',
        'the list is limited in SQL to the units the reader’s roles reach',
      );
      if (!signedIn.ok) return signedIn;
      return done(await queries.listCatalogues(ctx.read, query, reachAs(ctx, query.as)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/catalogues/:id',
    tag,
    summary: 'One catalogue with its rows and the moves open to the reader',
    params: byId,
    answer: catalogueView,
    handle: (ctx, { params }) => showCatalogue(ctx, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/catalogues/:id/history',
    tag,
    summary: 'Every move of a catalogue',
    params: byId,
    answer: z.strictObject({ rows: z.array(historyRow) }),
    handle: async (ctx, { params }) => {
      const opened = await openCatalogue(ctx, 'catalogue.read', params.id);
      if (!opened.ok) return opened;
      return done({ rows: await queries.listHistory(ctx.read, params.id) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/catalogues/:id/diff',
    tag,
    summary: 'What changed against another version (the one it is based on, or in force before)',
    params: byId,
    query: z.strictObject({ against: id.optional() }),
    answer: catalogueDiff,
    handle: async (ctx, { params, query }) => {
      const opened = await openCatalogue(ctx, 'catalogue.read', params.id);
      if (!opened.ok) return opened;
      const against = query.against ?? opened.value.value.based_on;
      if (against === null) return refuse('catalogue-unknown', 404, {}, 'against');
      const other = await openCatalogue(ctx, 'catalogue.read', against);
      if (!other.ok) return other;
      return done(await queries.diffCatalogues(ctx.read, against, params.id));
    },
  }),
];

/** Opens a catalogue for editing, does the change, and answers what the catalogue is then. */
async function editing<T>(
  ctx: RouteContext,
  catalogue: string,
  work: (opened: Opened<unknown>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = await openCatalogue(ctx, 'catalogue.edit', catalogue);
  return opened.ok ? work(opened.value) : opened;
}

const writing = [
  defineRoute({
    method: 'POST',
    path: '/api/catalogues',
    tag,
    summary: 'Begin a draft: blank, from a template, or adapted from a version',
    body: newCatalogue,
    answer: catalogueView,
    handle: async (ctx, { body }) => {
      const opened = await openUnit(ctx, 'catalogue.edit', body.unit);
      if (!opened.ok) return opened;
      const created = await ctx.command((c) => createCatalogue(c, opened.value.unit, body));
      return created.ok ? showCatalogue(ctx, created.value) : created;
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/catalogues/:id',
    tag,
    summary: 'Rename a draft',
    params: byId,
    body: titleEdit,
    answer: catalogueView,
    handle: (ctx, { params, body }) =>
      editing(ctx, params.id, async () => {
        const renamed = await ctx.command((c) => renameCatalogue(c, params.id, body));
        return renamed.ok ? showCatalogue(ctx, params.id) : renamed;
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/catalogues/:id/items',
    tag,
    summary: 'Add a row to a draft',
    params: byId,
    body: newItem,
    answer: itemView,
    handle: (ctx, { params, body }) =>
      editing(ctx, params.id, async () => {
        const added = await ctx.command((c) => addItem(c, params.id, body.after, body.fields));
        return added.ok ? showItem(ctx, params.id, added.value) : added;
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/catalogues/:id/items/:item',
    tag,
    summary: 'Change a row of a draft; 409 edited-meanwhile when someone was quicker',
    params: byItem,
    body: itemEdit,
    answer: itemView,
    handle: (ctx, { params, body }) =>
      editing(ctx, params.id, async () => {
        const edited = await ctx.command((c) => editItem(c, params.id, params.item, body));
        return edited.ok ? showItem(ctx, params.id, params.item) : edited;
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/catalogues/:id/items/:item',
    tag,
    summary: 'Remove a row of a draft',
    params: byItem,
    query: itemRemoval,
    answer: z.strictObject({ removed: id }),
    handle: (ctx, { params, query }) =>
      editing(ctx, params.id, async () => {
        const removed = await ctx.command((c) => removeItem(c, params.id, params.item, query.lock));
        return removed.ok ? done({ removed: params.item }) : removed;
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/catalogues/:id/moves/:move',
    tag,
    summary: 'Submit, take back, return, approve, file, return the filing, register or discard',
    params: z.strictObject({ id, move: z.enum(moveNames) }),
    body: moveRequest,
    answer: catalogueView,
    handle: async (ctx, { params, body }) => {
      const permission = moves[params.move].permission ?? 'catalogue.edit';
      const opened = await openCatalogue(ctx, permission, params.id);
      if (!opened.ok) return opened;
      const { unit, value } = opened.value;
      if (ctx.actor === null) return refuse('sign-in-required', 401);
      const grant = await findGrantForMoves({ tx: ctx.read, actor: ctx.actor }, permission, value, unit);
      if (grant === undefined) return refuse('not-permitted', 403, { permission });
      const moved = await ctx.command((c) => moveCatalogue(c, params.id, params.move, unit, grant, body));
      return moved.ok ? showCatalogue(ctx, params.id) : moved;
    },
  }),
];

export const catalogueRoutes = [...reading, ...writing];
