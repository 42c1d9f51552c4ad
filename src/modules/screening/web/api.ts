import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { normalizeRichText } from '#platform/richtext';
import { decideFinding } from '../commands/decide-finding.ts';
import { recordIncidentStep, recordSecretMark } from '../commands/record-incident.ts';
import { contextOfUnit } from '../context.ts';
import { hasSecretMark } from '../domain.ts';
import { maskBody, maskPlain, substituteOf } from '../engine/mask-body.ts';
import { screenDocumentInTurns } from '../engine/screen-document.ts';
import * as forms from '../forms.ts';
import { findRevisionFindings, findUnitOfIncident, findUnitOfRevision, listIncidents } from '../queries.ts';
import { permitted, unitOf } from './access.ts';
import { termRoutes } from './term-routes.ts';

const tag = 'screening';
const revisionParam = z.strictObject({ revision: forms.revisionId });

const inWords = <F extends { readonly label: string }>(ctx: RouteContext, findings: readonly F[]): F[] =>
  findings.map((one) => ({ ...one, label: ctx.t(one.label) }));

async function check(
  ctx: RouteContext,
  form: z.output<typeof forms.checkForm>,
): Promise<Result<forms.CheckAnswer>> {
  const unit = await permitted(ctx, 'screening.check', await unitOf(ctx, form.unit));
  if (!unit.ok) return unit;
  const findings = await screenDocumentInTurns(
    form.content,
    await contextOfUnit(ctx.read, unit.value, ctx.now),
  );
  const isSecret = hasSecretMark(findings);
  if (isSecret) {
    // The text itself is dropped with this request; only the incident stays.
    const mark = { revision: null, unit: form.unit, stage: 'compose', findings } as const;
    await ctx.command(async (command) => done(await recordSecretMark(command, mark)));
  }
  return done({ findings: inWords(ctx, findings), isSecret });
}

async function mask(
  ctx: RouteContext,
  form: z.output<typeof forms.maskForm>,
): Promise<Result<forms.MaskAnswer>> {
  const unit = await permitted(ctx, 'screening.check', await unitOf(ctx, form.unit));
  if (!unit.ok) return unit;
  const context = await contextOfUnit(ctx.read, unit.value, ctx.now);
  const content = { title: form.title, body: form.body, attachments: [] };
  const wanted = form.fingerprints === undefined ? undefined : new Set(form.fingerprints);
  // Correcting a word is the writer's choice, one by one; masking may be asked for as a whole.
  const chosen = (await screenDocumentInTurns(content, context)).filter(
    (found) => wanted?.has(found.fingerprint) ?? found.kind !== 'wrong_word',
  );
  const inTitle = chosen.filter((found) => found.place.in === 'title');
  const edited = maskBody(form.body, chosen);
  const masked = {
    title: maskPlain(form.title, inTitle),
    body: normalizeRichText(edited.body),
    attachments: [],
  };
  return done({
    title: masked.title,
    body: masked.body,
    masked: edited.masked + inTitle.filter((found) => substituteOf(found) !== undefined).length,
    findings: inWords(ctx, await screenDocumentInTurns(masked, context)),
  });
}

async function revisionFindings(
  ctx: RouteContext,
  revision: string,
): Promise<Result<forms.RevisionFindings>> {
  const found = await findRevisionFindings(ctx.read, revision);
  if (found === undefined) return refuse('screening-not-found', 404);
  return done({ ...found, findings: inWords(ctx, found.findings) });
}

export const routes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/screening/check',
    tag,
    summary: 'Screen a text being written; nothing is kept',
    body: forms.checkForm,
    answer: forms.checkAnswer,
    handle: (ctx, { body }) => check(ctx, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/screening/mask',
    tag,
    summary: 'Mask what was found in a text and screen the result again; nothing is kept',
    body: forms.maskForm,
    answer: forms.maskAnswer,
    handle: (ctx, { body }) => mask(ctx, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/screening/revisions/:revision',
    tag,
    summary: 'Findings, decisions and blockers of a revision',
    params: revisionParam,
    answer: forms.revisionFindings,
    handle: async (ctx, { params }) => {
      const unit = await permitted(
        ctx,
        'screening.read',
        await findUnitOfRevision(ctx.read, params.revision),
      );
      return unit.ok ? revisionFindings(ctx, params.revision) : unit;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/screening/revisions/:revision/decisions',
    tag,
    summary: 'Decide about a value found in a revision',
    params: revisionParam,
    body: forms.decideForm,
    answer: forms.revisionFindings,
    handle: async (ctx, { params, body }) => {
      const unit = await permitted(
        ctx,
        'screening.decide',
        await findUnitOfRevision(ctx.read, params.revision),
      );
      if (!unit.ok) return unit;
      const decided = await ctx.command((command) => decideFinding(command, params.revision, body));
      return decided.ok ? revisionFindings(ctx, params.revision) : decided;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/screening/incidents',
    tag,
    summary: 'Incidents of secret marks in a unit',
    query: forms.incidentQuery,
    answer: forms.incidentList,
    handle: async (ctx, { query }) => {
      const unit = await permitted(ctx, 'screening.read-incidents', await unitOf(ctx, query.unit));
      return unit.ok ? listIncidents(ctx.read, query.unit, query.cursor) : unit;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/screening/incidents/:id/steps',
    tag,
    summary: 'Record what was done about an incident',
    params: z.strictObject({ id: z.uuid() }),
    body: forms.incidentStepForm,
    answer: forms.incidentList,
    handle: async (ctx, { params, body }) => {
      const unit = await permitted(
        ctx,
        'screening.handle-incidents',
        await findUnitOfIncident(ctx.read, params.id),
      );
      if (!unit.ok) return unit;
      const step = await ctx.command((command) =>
        recordIncidentStep(command, params.id, body.step, body.note),
      );
      return step.ok ? listIncidents(ctx.read, unit.value.id, undefined) : step;
    },
  }),
  ...termRoutes,
];
