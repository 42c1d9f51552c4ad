import { z } from 'zod';
import { done } from '#kernel';
import { localDateAt } from '#platform/calendar';
import { defineRoute, type Route } from '#platform/http';
import { caseView, disclosureId, revisionId } from '../forms.ts';
import { answerCaseNow, openCase, openDossier } from '../web/open-case.ts';
import { permitUnit } from '../web/permit-unit.ts';
import { noticeFor, reviewWithholding, startWithholding } from './commands.ts';
import {
  groundList,
  noticeAnswer,
  noticeForm,
  reviewWithholdingForm,
  startWithholdingForm,
  withholdingPage,
  withholdingQuery,
} from './forms.ts';
import { groundView, listWithholdings } from './queries.ts';
import { listGrounds } from './store.ts';

const tag = 'disclosure';

/** Routes of withholding (不予公开) and its review. */
export const withholdingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/withholdings/grounds',
    tag,
    summary: 'Grounds on which something may be withheld, as the norms name them',
    answer: groundList,
    handle: async (ctx) => {
      const allowed = ctx.permit('disclosure.browse');
      return allowed.ok ? done({ rows: (await listGrounds(ctx.read)).map(groundView) }) : allowed;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/withholdings',
    tag,
    summary: 'Decisions to withhold in force, by the day of their review',
    query: withholdingQuery,
    answer: withholdingPage,
    handle: async (ctx, { query }) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      return done(
        await listWithholdings(ctx.read, ctx.coverage('disclosure.read'), query, localDateAt(ctx.now)),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/withholdings',
    tag,
    summary: 'Begin a decision to withhold: a draft with its coded ground and notice',
    body: startWithholdingForm,
    answer: caseView,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.draft', body.unit);
      if (!allowed.ok) return allowed;
      const { unit, grant } = allowed.value;
      const begun = await ctx.command((c) => startWithholding(c, { ...body, unit }, grant));
      return begun.ok ? answerCaseNow(ctx, begun.value.revision) : begun;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/:id/withholding-review',
    tag,
    summary: 'Look at a withholding again: begin the draft that opens it, or that goes on with a new date',
    params: z.strictObject({ id: disclosureId }),
    body: reviewWithholdingForm,
    answer: caseView,
    handle: async (ctx, { params, body }) => {
      const opened = await openDossier(ctx, params.id);
      if (!opened.ok) return opened;
      const begun = await ctx.command((c) => reviewWithholding(c, params.id, body.decision));
      return begun.ok ? answerCaseNow(ctx, begun.value.revision) : begun;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/withholding-notice',
    tag,
    summary: 'The notice as drawn up from the coded ground; nothing is changed',
    params: z.strictObject({ revision: revisionId }),
    body: noticeForm,
    answer: noticeAnswer,
    handle: async (ctx, { params, body }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const text = await noticeFor(ctx.read, params.revision, body, localDateAt(ctx.now));
      return text.ok ? done({ text: text.value }) : text;
    },
  }),
];
