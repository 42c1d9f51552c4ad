import type { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { localDateAt } from '#platform/calendar';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { type PostedWhere, postSheet, setPostingRule, takeDownSheet } from '../boards/commands.ts';
import { findPosting, findProof, listPostings } from '../boards/queries.ts';
import * as forms from '../forms.ts';
import { photoMaxBytes, preparePhoto } from '../photo.ts';
import { own } from '../store.ts';
import { permitted, permittedList } from './access.ts';
import { pictureOf } from './register.ts';

const tag = 'carriers';
const wordsFor = (ctx: RouteContext) => ({ today: localDateAt(ctx.now), t: ctx.t });

async function postingOf(ctx: RouteContext, id: string): Promise<Result<forms.PostingView>> {
  const found = await findPosting(ctx.read, id, wordsFor(ctx));
  return found === undefined ? refuse('not-found', 404) : done(found);
}

async function permittedPosting(ctx: RouteContext, permission: string, id: string): Promise<Result<number>> {
  const found = await findProof(ctx.read, id);
  return permitted(ctx, permission, found?.unit);
}

const list = defineRoute({
  method: 'GET',
  path: '/api/carriers/boards',
  tag,
  summary: 'What has to hang on boards or come down from them today, what hangs, or everything',
  query: forms.boardQuery,
  answer: forms.postingPage,
  handle: async (ctx, { query }) => {
    const coverage = permittedList(ctx, 'carriers.view');
    return coverage.ok ? done(await listPostings(ctx.read, coverage.value, query, wordsFor(ctx))) : coverage;
  },
});

function whereOf(query: z.output<typeof forms.proofQuery>): PostedWhere {
  const { atPlace, latitude, longitude, accuracy } = query;
  const point =
    latitude === undefined || longitude === undefined
      ? null
      : { latitude, longitude, accuracy: accuracy ?? null };
  return { atPlace: atPlace === 'yes', point };
}

const posted = defineRoute({
  method: 'POST',
  path: '/api/carriers/postings/:id/posted',
  tag,
  summary: 'A sheet hangs: the photo of it on its board',
  params: forms.byId,
  query: forms.proofQuery,
  upload: { maxBytes: photoMaxBytes },
  answer: forms.postingView,
  handle: async (ctx, { params, query }) => {
    const unit = await permittedPosting(ctx, 'carriers.post', params.id);
    if (!unit.ok) return unit;
    if (ctx.upload === null) return refuse('upload-empty', 400, {}, 'file');
    const photo = await preparePhoto(ctx.upload);
    if (!photo.ok) return photo;
    const claimedAt = query.claimedAt === undefined ? null : new Date(query.claimedAt);
    const proof = { photo: photo.value, claimedAt, where: whereOf(query) };
    const made = await ctx.command((c) => postSheet(c, ctx.files, params.id, proof));
    return made.ok ? postingOf(ctx, params.id) : made;
  },
});

const taken = defineRoute({
  method: 'POST',
  path: '/api/carriers/postings/:id/taken',
  tag,
  summary: 'A sheet came down: the photo of its board without it',
  params: forms.byId,
  query: forms.takenQuery,
  upload: { maxBytes: photoMaxBytes },
  answer: forms.postingView,
  handle: async (ctx, { params }) => {
    const unit = await permittedPosting(ctx, 'carriers.post', params.id);
    if (!unit.ok) return unit;
    if (ctx.upload === null) return refuse('upload-empty', 400, {}, 'file');
    const photo = await preparePhoto(ctx.upload);
    if (!photo.ok) return photo;
    const made = await ctx.command((c) => takeDownSheet(c, ctx.files, params.id, photo.value));
    return made.ok ? postingOf(ctx, params.id) : made;
  },
});

const proof = defineRoute({
  method: 'GET',
  path: '/api/carriers/postings/:id/photos/:which',
  tag,
  summary: 'The photo that proves a posting or its end',
  params: forms.byProof,
  answer: 'file',
  handle: async (ctx, { params }) => {
    const found = await findProof(ctx.read, params.id);
    const unit = await permitted(ctx, 'carriers.view', found?.unit);
    if (!unit.ok) return unit;
    if (found === undefined) return refuse('not-found', 404);
    const kept =
      params.which === 'posted'
        ? found
        : { photo_sha256: found.taken_photo_sha256, photo_media: found.taken_photo_media };
    return pictureOf(ctx, kept);
  },
});

async function ruleList(ctx: RouteContext) {
  const rows = await own(ctx.read).selectFrom('carriers.posting_rule').selectAll().orderBy('code').execute();
  return {
    rows: rows.map((row) => ({
      code: row.code,
      days: row.days,
      dayKind: row.day_kind,
      withinDays: row.within_days,
      floorDays: row.floor_days,
      source: row.source,
    })),
  };
}

const rules = defineRoute({
  method: 'GET',
  path: '/api/carriers/posting-rules',
  tag,
  summary: 'How long things have to hang, with the source of each rule',
  answer: forms.ruleList,
  handle: async (ctx) => {
    const coverage = permittedList(ctx, 'carriers.view');
    return coverage.ok ? done(await ruleList(ctx)) : coverage;
  },
});

const setRule = defineRoute({
  method: 'PUT',
  path: '/api/carriers/posting-rules/:code',
  tag,
  summary: 'Change how long a kind of posting has to hang; never below the law',
  params: forms.byRule,
  body: forms.ruleForm,
  answer: forms.ruleList,
  handle: async (ctx, { params, body }) => {
    const decision = ctx.permit('carriers.set-rules');
    if (!decision.ok) return decision;
    const made = await ctx.command((c) => setPostingRule(c, params.code, body));
    return made.ok ? done(await ruleList(ctx)) : made;
  },
});

export const boardRoutes: readonly Route[] = [list, posted, taken, proof, rules, setRule];
