import { z } from 'zod';
import { done, type Grant, type Result, refuse, type UnitRef } from '#kernel';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { emptyRichText } from '#platform/richtext';
import { recordBlockedMark } from '../commands/block-secret.ts';
import { commandOrAlert } from '../web/open-case.ts';
import { permitUnit } from '../web/permit-unit.ts';
import { closeMatter, createMatter, startStage } from './commands.ts';
import {
  closeMatterForm,
  createMatterForm,
  type MatterView,
  matterPage,
  matterQuery,
  matterView,
  startedStage,
  startStageForm,
} from './forms.ts';
import { listMatters, unitOfMatter, viewMatter } from './queries.ts';
import { findMatter, type MatterRow } from './store.ts';

const tag = 'disclosure';
const params = z.strictObject({ id: z.uuid() });

type Opened = { readonly matter: MatterRow; readonly unit: UnitRef };

/** Lets the reader in to a matter, or answers as if it were not there. */
async function openMatter(ctx: RouteContext, id: string): Promise<Result<Opened>> {
  const known = ctx.permit('disclosure.browse');
  if (!known.ok) return known;
  const matter = await findMatter(ctx.read, id);
  if (matter === undefined) return refuse('not-found', 404);
  const unit = unitOfMatter(matter);
  return ctx.permit('disclosure.read', unit).ok ? done({ matter, unit }) : refuse('not-found', 404);
}

/** The same for whoever works on it. */
async function openToWork(ctx: RouteContext, id: string): Promise<Result<Opened & { readonly by: Grant }>> {
  const opened = await openMatter(ctx, id);
  if (!opened.ok) return opened;
  const allowed = ctx.permit('disclosure.draft', opened.value.unit);
  return allowed.ok ? done({ ...opened.value, by: allowed.value }) : allowed;
}

async function answerMatter(ctx: RouteContext, id: string): Promise<Result<MatterView>> {
  const matter = await findMatter(ctx.read, id);
  if (matter === undefined) return refuse('not-found', 404);
  const mayWork = ctx.permit('disclosure.draft', unitOfMatter(matter)).ok;
  return done(await viewMatter(ctx.read, matter, { now: ctx.now, t: ctx.t, mayWork }));
}

/** Routes of major matters (三重一大). */
export const matterRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/matters',
    tag,
    summary: 'Major matters of the units my roles cover, with how their stages stand',
    query: matterQuery,
    answer: matterPage,
    handle: async (ctx, { query }) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      return done(await listMatters(ctx.read, ctx.coverage('disclosure.read'), query, ctx.now));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/matters',
    tag,
    summary: 'Open a major matter of a unit',
    body: createMatterForm,
    answer: matterView,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.draft', body.unit);
      if (!allowed.ok) return allowed;
      const { unit } = allowed.value;
      const created = await commandOrAlert(
        ctx,
        (c) => createMatter(c, { ...body, unit }),
        (c) =>
          recordBlockedMark(
            c,
            { revision: null, unit: unit.id },
            { title: body.title, body: emptyRichText, attachments: [] },
          ),
      );
      return created.ok ? answerMatter(ctx, created.value) : created;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/matters/:id',
    tag,
    summary: 'A major matter with its stages inside and outside',
    params,
    answer: matterView,
    handle: async (ctx, given) => {
      const opened = await openMatter(ctx, given.params.id);
      return opened.ok ? answerMatter(ctx, given.params.id) : opened;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/matters/:id/stages',
    tag,
    summary: 'Begin a stage towards one audience: a draft, filled in and linked, with its own duty',
    params,
    body: startStageForm,
    answer: startedStage,
    handle: async (ctx, given) => {
      const opened = await openToWork(ctx, given.params.id);
      if (!opened.ok) return opened;
      const { matter, unit, by } = opened.value;
      const started = await ctx.command((c) => startStage(c, { matter, unit, ...given.body }, by));
      return started.ok ? done({ ...started.value }) : started;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/matters/:id/close',
    tag,
    summary: 'Close a matter that is done with or came to nothing',
    params,
    body: closeMatterForm,
    answer: matterView,
    handle: async (ctx, given) => {
      const opened = await openToWork(ctx, given.params.id);
      if (!opened.ok) return opened;
      const closed = await ctx.command((c) => closeMatter(c, opened.value.matter, given.body.reason));
      return closed.ok ? answerMatter(ctx, given.params.id) : closed;
    },
  }),
];
