import { z } from 'zod';
import { done, refuse } from '#kernel';
import { defineRoute, type Route } from '#platform/http';
import { purgeDraft } from '../commands/block-secret.ts';
import { caseView, decisionForm, revisionId } from '../forms.ts';
import { answerCaseNow, commandOrAlert, openCase, runOnCase } from '../web/open-case.ts';
import { objectAfterwards, passAfterwards, proposeUrgently } from './commands.ts';
import { proposeUrgentlyForm, urgentPage, urgentQuery } from './forms.ts';
import { listUrgent } from './queries.ts';

const tag = 'disclosure';
const params = z.strictObject({ revision: revisionId });

const reviews = { 'pass-afterwards': passAfterwards, 'object-afterwards': objectAfterwards } as const;

function reviewRoute(path: keyof typeof reviews, summary: string): Route {
  return defineRoute({
    method: 'POST',
    path: `/api/revisions/:revision/${path}`,
    tag,
    summary,
    params,
    body: decisionForm,
    answer: caseView,
    handle: async (ctx, given) =>
      runOnCase(ctx, given.params.revision, (c) => reviews[path](c, { ...given.body, ...given.params })),
  });
}

/** Routes of the urgent path (应急发布). */
export const urgentRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/urgent',
    tag,
    summary: 'Urgent publications that are flagged: to be released, reviewed, or mended',
    query: urgentQuery,
    answer: urgentPage,
    handle: async (ctx, { query }) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      if (ctx.actor === null) return refuse('sign-in-required', 401);
      return done(await listUrgent(ctx.read, ctx.actor, ctx.coverage('disclosure.read'), query, ctx.now));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/propose-urgently',
    tag,
    summary: 'Propose the draft urgently: it goes to the last approval at once and is reviewed afterwards',
    params,
    body: proposeUrgentlyForm,
    answer: caseView,
    handle: async (ctx, given) => {
      const { revision } = given.params;
      const opened = await openCase(ctx, revision);
      if (!opened.ok) return opened;
      const proposed = await commandOrAlert(
        ctx,
        (c) => proposeUrgently(c, { ...given.body, revision }),
        (c) => purgeDraft(c, revision),
      );
      return proposed.ok ? answerCaseNow(ctx, revision) : proposed;
    },
  }),
  reviewRoute('pass-afterwards', 'Pass a skipped step of an urgent publication'),
  reviewRoute('object-afterwards', 'Object to an urgent publication, with what is wrong as opinion'),
];
