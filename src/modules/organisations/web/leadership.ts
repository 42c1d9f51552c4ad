import { done, type Result, refuse } from '#kernel';
import { localDateOf } from '#platform/calendar';
import { defineRoute, type RouteContext } from '#platform/http';
import { decide } from '#platform/permission';
import { appoint, changePost, endPost, handOver, saveLeadingGroup } from '../commands/index.ts';
import {
  byId,
  changePostForm,
  endPostForm,
  handOverForm,
  handOverView,
  type LeadershipView,
  leadershipView,
  leadingGroupForm,
  postForm,
  postView,
} from '../forms.ts';
import { permissions } from '../policy.ts';
import { findUnitRef, getLeadership, toPostView } from '../queries/index.ts';
import { findPost } from '../store/posts.ts';
import { permitFor } from './permit.ts';

const tag = 'organisations';
const APPOINT = 'organisations.appoint';

async function readLeadership(ctx: RouteContext, id: number): Promise<LeadershipView> {
  const unit = await findUnitRef(ctx.read, id);
  const may = decide(ctx.actor, APPOINT, permissions[APPOINT], unit ?? null).ok;
  return getLeadership(ctx.read, id, localDateOf(ctx.now), may);
}

const leadership = defineRoute({
  method: 'GET',
  path: '/api/units/:id/leadership',
  tag,
  summary: 'Leading group, posts and what is missing',
  params: byId,
  answer: leadershipView,
  handle: async (ctx, { params }) => {
    const decision = await permitFor(ctx, 'organisations.browse', params.id);
    return decision.ok ? done(await readLeadership(ctx, params.id)) : decision;
  },
});

const leadingGroup = defineRoute({
  method: 'POST',
  path: '/api/units/:id/leading-group',
  tag,
  summary: 'Set up or change the leading group and its office',
  params: byId,
  body: leadingGroupForm,
  answer: leadershipView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitFor(ctx, APPOINT, params.id);
    if (!decision.ok) return decision;
    const result = await ctx.command((command) => saveLeadingGroup(command, params.id, body));
    return result.ok ? done(await readLeadership(ctx, params.id)) : result;
  },
});

const addPost = defineRoute({
  method: 'POST',
  path: '/api/units/:id/posts',
  tag,
  summary: 'Name a person to a post',
  params: byId,
  body: postForm,
  answer: postView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitFor(ctx, APPOINT, params.id);
    if (!decision.ok) return decision;
    const result = await ctx.command((command) => appoint(command, params.id, body));
    return result.ok ? done(toPostView(result.value, localDateOf(ctx.now))) : result;
  },
});

/** Asks for the unit of a post. */
async function permitPost(ctx: RouteContext, id: number): Promise<Result<unknown>> {
  const post = await findPost(ctx.read, id);
  if (post !== undefined) return permitFor(ctx, APPOINT, post.unit_id);
  const decision = ctx.permit(APPOINT, null);
  return ctx.actor === null ? decision : refuse('post-not-found', 404);
}

const editPost = defineRoute({
  method: 'POST',
  path: '/api/posts/:id/change',
  tag,
  summary: 'Change what is said of a post, or its term',
  params: byId,
  body: changePostForm,
  answer: postView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitPost(ctx, params.id);
    if (!decision.ok) return decision;
    const result = await ctx.command((command) => changePost(command, params.id, body));
    return result.ok ? done(toPostView(result.value, localDateOf(ctx.now))) : result;
  },
});

const finishPost = defineRoute({
  method: 'POST',
  path: '/api/posts/:id/end',
  tag,
  summary: 'End a post; the successor takes the open work',
  params: byId,
  body: endPostForm,
  answer: postView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitPost(ctx, params.id);
    if (!decision.ok) return decision;
    const result = await ctx.command((command) => endPost(command, params.id, body));
    return result.ok ? done(toPostView(result.value, localDateOf(ctx.now))) : result;
  },
});

const giveOver = defineRoute({
  method: 'POST',
  path: '/api/units/:id/hand-over',
  tag,
  summary: 'All posts and open work of one person go to another',
  params: byId,
  body: handOverForm,
  answer: handOverView,
  handle: async (ctx, { params, body }) => {
    const decision = await permitFor(ctx, APPOINT, params.id);
    if (!decision.ok) return decision;
    const result = await ctx.command((command) => handOver(command, params.id, body));
    if (!result.ok) return result;
    return done({ posts: result.value.map((post) => toPostView(post, localDateOf(ctx.now))) });
  },
});

export const leadershipRoutes = [leadership, leadingGroup, addPost, editPost, finishPost, giveOver];
