import type { Result } from '#kernel';
import type { CommandContext } from '#platform/command';
import { defineRoute, type RouteContext } from '#platform/http';
import {
  changeDetails,
  createUnit,
  dissolveUnit,
  mergeUnit,
  moveUnit,
  renameUnit,
} from '../commands/index.ts';
import {
  byId,
  createUnitForm,
  dissolveUnitForm,
  mergeUnitForm,
  moveUnitForm,
  pageQuery,
  renameUnitForm,
  type UnitView,
  unitDetailsForm,
  unitEventPage,
  unitView,
} from '../forms.ts';
import { findUnit, listHistory, readUnit } from '../queries/index.ts';
import { permitFor, permitShape } from './permit.ts';

const tag = 'organisations';

/** Runs a command on a unit and answers the unit as it is then. */
async function change(
  ctx: RouteContext,
  work: (command: CommandContext) => Promise<Result<number>>,
): Promise<Result<UnitView>> {
  const result = await ctx.command(work);
  return result.ok ? readUnit(ctx.read, result.value, ctx.actor) : result;
}

const view = defineRoute({
  method: 'GET',
  path: '/api/units/:id',
  tag,
  summary: 'A unit in full',
  params: byId,
  answer: unitView,
  handle: async (ctx, { params }) => {
    const decision = await permitFor(ctx, 'organisations.browse', params.id);
    return decision.ok ? readUnit(ctx.read, params.id, ctx.actor) : decision;
  },
});

const history = defineRoute({
  method: 'GET',
  path: '/api/units/:id/history',
  tag,
  summary: 'What happened to a unit, newest first',
  params: byId,
  query: pageQuery,
  answer: unitEventPage,
  handle: async (ctx, { params, query }) => {
    const decision = await permitFor(ctx, 'organisations.browse', params.id);
    return decision.ok ? listHistory(ctx.read, params.id, query) : decision;
  },
});

const create = defineRoute({
  method: 'POST',
  path: '/api/units',
  tag,
  summary: 'Make a unit under one that the actor administers',
  body: createUnitForm,
  answer: unitView,
  handle: async (ctx, { body }) => {
    // The first unit of an installation is made by its command line, never here.
    const decision = await permitFor(ctx, 'organisations.administer', body.superiorId ?? 0);
    return decision.ok ? change(ctx, (command) => createUnit(command, body)) : decision;
  },
});

const rename = defineRoute({
  method: 'POST',
  path: '/api/units/:id/rename',
  tag,
  summary: 'Give a unit a new name from a day on',
  params: byId,
  body: renameUnitForm,
  answer: unitView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitFor(ctx, 'organisations.administer', params.id);
    return decision.ok ? change(ctx, (command) => renameUnit(command, params.id, body)) : decision;
  },
});

const details = defineRoute({
  method: 'POST',
  path: '/api/units/:id/details',
  tag,
  summary: 'Change contacts, line, kind and order of a unit',
  params: byId,
  body: unitDetailsForm,
  answer: unitView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitFor(ctx, 'organisations.administer', params.id);
    return decision.ok ? change(ctx, (command) => changeDetails(command, params.id, body)) : decision;
  },
});

/** The unit and its superior, both of which a change of shape concerns. */
async function withSuperior(ctx: RouteContext, id: number): Promise<readonly number[]> {
  const unit = await findUnit(ctx.read, id);
  return unit?.superiorId ? [id, unit.superiorId] : [id];
}

const move = defineRoute({
  method: 'POST',
  path: '/api/units/:id/move',
  tag,
  summary: 'Put a unit with everything below it under another superior',
  params: byId,
  body: moveUnitForm,
  answer: unitView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitShape(ctx, [...(await withSuperior(ctx, params.id)), body.superiorId]);
    return decision.ok ? change(ctx, (command) => moveUnit(command, params.id, body)) : decision;
  },
});

const merge = defineRoute({
  method: 'POST',
  path: '/api/units/:id/merge',
  tag,
  summary: 'Merge a unit into another, which takes its subordinates and open work',
  params: byId,
  body: mergeUnitForm,
  answer: unitView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitShape(ctx, [...(await withSuperior(ctx, params.id)), body.into]);
    return decision.ok ? change(ctx, (command) => mergeUnit(command, params.id, body)) : decision;
  },
});

const dissolve = defineRoute({
  method: 'POST',
  path: '/api/units/:id/dissolve',
  tag,
  summary: 'End a unit; another takes its open work',
  params: byId,
  body: dissolveUnitForm,
  answer: unitView,
  handle: async (ctx, { params, body }) => {
    const successor = body.successorId === null ? [] : [body.successorId];
    const decision = await permitShape(ctx, [...(await withSuperior(ctx, params.id)), ...successor]);
    return decision.ok ? change(ctx, (command) => dissolveUnit(command, params.id, body)) : decision;
  },
});

export const unitRoutes = [view, history, create, rename, details, move, merge, dissolve];
