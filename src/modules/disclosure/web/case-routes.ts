import { z } from 'zod';
import { done, type Refusal, type Result } from '#kernel';
import type { CommandContext } from '#platform/command';
import { defineRoute, type Route } from '#platform/http';
import { batchDecide } from '../commands/batch.ts';
import { claim, release } from '../commands/claim.ts';
import {
  approve,
  countersign,
  type Decision,
  escalate,
  passStep,
  returnRevision,
} from '../commands/decide-step.ts';
import { reschedule } from '../commands/reschedule.ts';
import { giveOpinion } from '../commands/signers.ts';
import { cancelApproved, discard, recall, type WithReason } from '../commands/take-back.ts';
import { lastSeenOf } from '../following/routes.ts';
import {
  batchAnswer,
  batchForm,
  caseView,
  decisionForm,
  emptyForm,
  reasonForm,
  rescheduleForm,
  revisionDiff,
  revisionId,
} from '../forms.ts';
import { diffRevisions } from '../queries/history.ts';
import { answerCase, openCase, runOnCase } from './open-case.ts';

const tag = 'disclosure';
const params = z.strictObject({ revision: revisionId });

/** A decision on the frozen text. */
function decisionRoute(
  move: string,
  summary: string,
  command: (ctx: CommandContext, decision: Decision) => Promise<Result<unknown>>,
): Route {
  return defineRoute({
    method: 'POST',
    path: `/api/revisions/:revision/${move}`,
    tag,
    summary,
    params,
    body: decisionForm,
    answer: caseView,
    handle: async (ctx, given) =>
      runOnCase(ctx, given.params.revision, (c) => command(c, { ...given.body, ...given.params })),
  });
}

/** A move that needs only its reason. */
function reasonRoute(
  move: string,
  summary: string,
  command: (ctx: CommandContext, given: WithReason) => Promise<Result<unknown>>,
): Route {
  return defineRoute({
    method: 'POST',
    path: `/api/revisions/:revision/${move}`,
    tag,
    summary,
    params,
    body: reasonForm,
    answer: caseView,
    handle: async (ctx, given) =>
      runOnCase(ctx, given.params.revision, (c) => command(c, { ...given.body, ...given.params })),
  });
}

function plainRoute(
  move: string,
  summary: string,
  command: (ctx: CommandContext, revision: string) => Promise<Result<unknown>>,
): Route {
  return defineRoute({
    method: 'POST',
    path: `/api/revisions/:revision/${move}`,
    tag,
    summary,
    params,
    body: emptyForm,
    answer: caseView,
    handle: async (ctx, given) =>
      runOnCase(ctx, given.params.revision, (c) => command(c, given.params.revision)),
  });
}

/** Routes of a case on its way. */
export const caseRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision',
    tag,
    summary: 'A revision with everything the case page shows',
    params,
    answer: caseView,
    handle: async (ctx, given) => {
      const opened = await openCase(ctx, given.params.revision);
      return opened.ok ? answerCase(ctx, opened.value) : opened;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/diff',
    tag,
    summary: 'What changed against another revision of the dossier',
    params,
    query: z.strictObject({ against: revisionId.optional() }),
    answer: revisionDiff,
    handle: async (ctx, given) => {
      const opened = await openCase(ctx, given.params.revision);
      if (!opened.ok) return opened;
      const against = given.query.against ?? (await lastSeenOf(ctx, opened.value));
      return diffRevisions(ctx.read, opened.value, against);
    },
  }),
  plainRoute('claim', 'Take the open step on, or over', claim),
  plainRoute('release', 'Put a claimed step back', release),
  decisionRoute('pass', 'Pass a review, risk assessment, legality or secrecy review', passStep),
  decisionRoute('countersign', 'Sign one seat of a countersigned step', countersign),
  decisionRoute('opinion', 'Give the opinion one was asked for as added signer', giveOpinion),
  decisionRoute('approve', 'Approve', approve),
  decisionRoute('return', 'Return with the reason as opinion', returnRevision),
  decisionRoute('escalate', 'Send up as beyond the unit’s authority, with the reason as opinion', escalate),
  reasonRoute('recall', 'Take a proposal back before it is approved', recall),
  reasonRoute('discard', 'Put a draft aside', discard),
  reasonRoute('cancel-approved', 'Stop what is approved before it goes out', cancelApproved),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/reschedule',
    tag,
    summary: 'Set another time of publication for what is approved',
    params,
    body: rescheduleForm,
    answer: caseView,
    handle: async (ctx, given) => {
      const { publishAt, ...rest } = given.body;
      const at = publishAt === null ? null : new Date(publishAt);
      return runOnCase(ctx, given.params.revision, (c) =>
        reschedule(c, { ...rest, ...given.params, publishAt: at }),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/batch',
    tag,
    summary: 'The same move on many cases, each by itself',
    body: batchForm,
    answer: batchAnswer,
    handle: async (ctx, { body }) => {
      const allowed = ctx.permit('disclosure.decide');
      if (!allowed.ok) return allowed;
      const results = await batchDecide((work) => ctx.command(work), body.move, body.items, body.opinion);
      return done({
        results: results.map(({ revision, state, refusal }) => ({
          revision,
          done: refusal === null,
          state,
          reason: refusal === null ? null : reasonOf(refusal),
        })),
      });
    },
  }),
];

function reasonOf(refusal: Refusal) {
  return { code: refusal.code, params: { ...refusal.params } };
}
