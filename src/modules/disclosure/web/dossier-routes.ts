import { z } from 'zod';
import { done, refuse } from '#kernel';
import { defineRoute, type Route } from '#platform/http';
import { recordBlockedMark } from '../commands/block-secret.ts';
import { blankContent, createDisclosure } from '../commands/create-disclosure.ts';
import { startRevision } from '../commands/open-revision.ts';
import {
  caseView,
  createDisclosureForm,
  disclosureId,
  disclosurePage,
  inboxCounts,
  inboxFilter,
  inboxPage,
  listDisclosures,
  pageFilter,
  revisionHistory,
  startRevisionForm,
} from '../forms.ts';
import { listDossiers, listDrafts } from '../queries/dossiers.ts';
import { inboxRows } from '../queries/heads.ts';
import { listRevisions } from '../queries/history.ts';
import { countInbox, daysAt, listInboxIds } from '../queries/inbox.ts';
import { goesOut } from '../screening.ts';
import { answerCase, answerCaseNow, commandOrAlert, openDossier } from './open-case.ts';
import { permitUnit } from './permit-unit.ts';

const tag = 'disclosure';
const dossierParams = z.strictObject({ id: disclosureId });

/** Routes of dossiers and of the reader's own work. */
export const dossierRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures',
    tag,
    summary: 'Dossiers of the units my roles cover, last touched first',
    query: listDisclosures,
    answer: disclosurePage,
    handle: async (ctx, { query }) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      return done(await listDossiers(ctx.read, ctx.coverage('disclosure.read'), query, ctx.now));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures',
    tag,
    summary: 'Open the dossier of a matter with a first draft',
    body: createDisclosureForm,
    answer: caseView,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.draft', body.unit);
      if (!allowed.ok) return allowed;
      const { unit, grant } = allowed.value;
      const given = withoutUndefined(body.content);
      const created = await commandOrAlert(
        ctx,
        (c) => createDisclosure(c, unit, given, grant),
        (c) =>
          recordBlockedMark(
            c,
            { revision: null, unit: unit.id },
            goesOut('publish', { ...blankContent(unit), ...given }),
          ),
      );
      return created.ok ? answerCaseNow(ctx, created.value.revision) : created;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/inbox',
    tag,
    summary: 'What waits for me, or for others on my account, by due date',
    query: inboxFilter,
    answer: inboxPage,
    handle: async (ctx, { query }) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      if (ctx.actor === null) return refuse('sign-in-required', 401);
      const days = await daysAt(ctx.read, ctx.now);
      const { ids, total, next } = await listInboxIds(ctx.read, ctx.actor, query.box, days, query);
      return done({ rows: await inboxRows(ctx.read, ids, ctx.actor, days), total, next });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/inbox/counts',
    tag,
    summary: 'How much waits in each box',
    answer: inboxCounts,
    handle: async (ctx) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      if (ctx.actor === null) return refuse('sign-in-required', 401);
      return done(await countInbox(ctx.read, ctx.actor, ctx.now));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/drafts',
    tag,
    summary: 'My own drafts',
    query: pageFilter,
    answer: disclosurePage,
    handle: async (ctx, { query }) => {
      const allowed = ctx.permit('disclosure.browse');
      if (!allowed.ok) return allowed;
      if (ctx.actor === null) return refuse('sign-in-required', 401);
      return done(await listDrafts(ctx.read, ctx.actor, query, ctx.now));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/:id',
    tag,
    summary: 'The newest revision of a dossier',
    params: dossierParams,
    answer: caseView,
    handle: async (ctx, { params }) => {
      const opened = await openDossier(ctx, params.id);
      return opened.ok ? answerCase(ctx, opened.value) : opened;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/:id/revisions',
    tag,
    summary: 'All revisions of a dossier, newest first',
    params: dossierParams,
    answer: revisionHistory,
    handle: async (ctx, { params }) => {
      const opened = await openDossier(ctx, params.id);
      return opened.ok ? done(await listRevisions(ctx.read, params.id)) : opened;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/:id/start',
    tag,
    summary: 'Begin a correction, clarification, withdrawal or change of validity of what is published',
    params: dossierParams,
    body: startRevisionForm,
    answer: caseView,
    handle: async (ctx, { params, body }) => {
      const opened = await openDossier(ctx, params.id);
      if (!opened.ok) return opened;
      const started = await ctx.command((c) => startRevision(c, params.id, body.purpose));
      return started.ok ? answerCaseNow(ctx, started.value.revision) : started;
    },
  }),
];

/** Only the fields that were sent: an absent one keeps the unit's default. */
function withoutUndefined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
