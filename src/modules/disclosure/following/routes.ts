import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { wordedParams } from '#platform/i18n';
import { listDigests, readDigestPace, setDigestPace } from '#platform/notifications';
import { recordBlockedMark } from '../commands/block-secret.ts';
import { emptyForm, revisionId } from '../forms.ts';
import { unitsThatOpen } from '../policy.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { commandOrAlert, openCase } from '../web/open-case.ts';
import { listColleagues } from './colleagues.ts';
import { comment, wordsOfComment } from './comment.ts';
import {
  colleagueList,
  commentForm,
  type DigestAnswer,
  digestAnswer,
  digestForm,
  type FollowingView,
  followingView,
  unseenAnswer,
  unseenFilter,
  watchForm,
} from './forms.ts';
import { findSeenBefore, hasSeenAll, listUnseen, see } from './seeing.ts';
import { viewFollowing } from './view.ts';
import { setWatching } from './watching.ts';

const tag = 'disclosure';
const params = z.strictObject({ revision: revisionId });

/** Lets in whoever may see the case and follow it. */
async function openToFollow(ctx: RouteContext, revision: string): Promise<Result<LoadedCase>> {
  const opened = await openCase(ctx, revision);
  if (!opened.ok) return opened;
  const answers = unitsThatOpen(opened.value.case).map((unit) => ctx.permit('disclosure.follow', unit));
  return answers.find((one) => one.ok)?.ok === true ? opened : refuse('not-found', 404);
}

async function answerFollowing(ctx: RouteContext, loaded: LoadedCase): Promise<Result<FollowingView>> {
  if (ctx.actor === null) return refuse('sign-in-required', 401);
  return done(await viewFollowing(ctx.read, loaded, ctx.actor.person));
}

/** The revision the asker saw last before this one: what a comparison begins from. Undefined: the one it was made of. */
export async function lastSeenOf(ctx: RouteContext, loaded: LoadedCase): Promise<string | undefined> {
  if (ctx.actor === null) return undefined;
  return (await findSeenBefore(ctx.read, loaded, ctx.actor.person))?.revision;
}

/** Runs a command on a case the asker follows, and answers how they follow it then. */
async function runAndAnswer(
  ctx: RouteContext,
  revision: string,
  command: (c: CommandContext, loaded: LoadedCase) => Promise<Result<unknown>>,
): Promise<Result<FollowingView>> {
  const opened = await openToFollow(ctx, revision);
  if (!opened.ok) return opened;
  const ran = await ctx.command((c) => command(c, opened.value));
  return ran.ok ? answerFollowing(ctx, opened.value) : ran;
}

const caseRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/following',
    tag,
    summary: 'How I follow a case: watching, what is new since I last looked, what is said inside',
    params,
    answer: followingView,
    handle: async (ctx, given) => {
      const opened = await openToFollow(ctx, given.params.revision);
      return opened.ok ? answerFollowing(ctx, opened.value) : opened;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/watch',
    tag,
    summary: 'Begin or end watching a case',
    params,
    body: watchForm,
    answer: followingView,
    handle: async (ctx, { params: { revision }, body }) =>
      runAndAnswer(ctx, revision, (c, loaded) => setWatching(c, loaded, body.watching)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/seen',
    tag,
    summary: 'I have looked at the case as it stands now',
    params,
    body: emptyForm,
    answer: followingView,
    handle: async (ctx, { params: { revision } }) => {
      const opened = await openToFollow(ctx, revision);
      if (!opened.ok) return opened;
      if (ctx.actor === null) return refuse('sign-in-required', 401);
      if (await hasSeenAll(ctx.read, opened.value, ctx.actor.person))
        return answerFollowing(ctx, opened.value);
      const seen = await ctx.command((c) => see(c, opened.value));
      return seen.ok ? answerFollowing(ctx, opened.value) : seen;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/comments',
    tag,
    summary: 'Say something about a case to those who see it; @name calls upon a colleague',
    params,
    body: commentForm,
    answer: followingView,
    handle: async (ctx, { params: { revision }, body }) => {
      const opened = await openToFollow(ctx, revision);
      if (!opened.ok) return opened;
      const loaded = opened.value;
      const said = await commandOrAlert(
        ctx,
        (c) => comment(c, loaded, body.text),
        (c) => recordBlockedMark(c, { revision, unit: loaded.unit.id }, wordsOfComment(body.text)),
      );
      return said.ok ? answerFollowing(ctx, loaded) : said;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/may-be-called',
    tag,
    summary: 'Who else may see the case: who can be called upon',
    params,
    answer: colleagueList,
    handle: async (ctx, given) => {
      const opened = await openToFollow(ctx, given.params.revision);
      if (!opened.ok) return opened;
      const asker = ctx.actor?.person ?? null;
      return done({ rows: [...(await listColleagues(ctx.read, opened.value, asker, ctx.now))] });
    },
  }),
];

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const mostAsked = 100;

const listRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/unseen',
    tag,
    summary: 'Of the dossiers asked about, those with something I have not seen',
    query: unseenFilter,
    answer: unseenAnswer,
    handle: async (ctx, { query }) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      if (ctx.actor === null) return refuse('sign-in-required', 401);
      const asked = query.of
        .split(',')
        .filter((one) => isUuid.test(one))
        .slice(0, mostAsked);
      const covered = ctx.coverage('disclosure.read');
      return done({ unseen: [...(await listUnseen(ctx.read, ctx.actor.person, covered, asked))] });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/me/digest',
    tag: 'identity',
    summary: 'How often I am told what waits for me, and what I was told',
    answer: digestAnswer,
    handle: async (ctx) => {
      const open = ctx.openTo('signed-in', 'one’s own reminders');
      return open.ok ? answerDigest(ctx) : open;
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/me/digest',
    tag: 'identity',
    summary: 'Choose how often I am told what waits for me',
    body: digestForm,
    answer: digestAnswer,
    handle: async (ctx, { body }) => {
      const open = ctx.openTo('signed-in', 'one’s own reminders');
      if (!open.ok) return open;
      const kept = await ctx.command(async (c) => {
        await setDigestPace(c, body.pace);
        await recordAudit(c, { action: 'disclosure.choose-digest', data: { pace: body.pace } });
        return done(null);
      });
      return kept.ok ? answerDigest(ctx) : kept;
    },
  }),
];

async function answerDigest(ctx: RouteContext): Promise<Result<DigestAnswer>> {
  if (ctx.actor === null) return refuse('sign-in-required', 401);
  const digests = await listDigests(ctx.read, ctx.actor.person);
  return done({
    pace: await readDigestPace(ctx.read, ctx.actor.person),
    digests: digests.map(({ lines, ...digest }) => ({
      ...digest,
      lines: lines.map(({ kind, params: filled, link }) => ({
        message: ctx.t(`digest.${kind}`, wordedParams(ctx.t, filled)),
        link,
      })),
    })),
  });
}

/** Watching, seeing, speaking, being reminded (DIS-7). */
export const followingRoutes: readonly Route[] = [...listRoutes, ...caseRoutes];
