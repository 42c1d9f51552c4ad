import { z } from 'zod';
import { done, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { findUnit, findUnitRef, unitKinds } from '#modules/organisations';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { recordBlockedMark } from '../commands/block-secret.ts';
import { emptyForm } from '../forms.ts';
import { commandOrAlert } from '../web/open-case.ts';
import { permitUnit } from '../web/permit-unit.ts';
import { createTextTemplate, retireTextTemplate, reviseTextTemplate, wordsOfTemplate } from './commands.ts';
import {
  createTemplateForm,
  listTemplatesFilter,
  reviseTemplateForm,
  type TemplateView,
  templateId,
  templateList,
  templateView,
} from './forms.ts';
import { findTemplate, type KnownTemplate, listTemplates } from './queries.ts';

const tag = 'disclosure';
const params = z.strictObject({ template: templateId });

/** Routes of templates, model texts and standard passages. */
export const templateRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/templates',
    tag,
    summary: 'Templates, model texts and passages in use for a unit, its own first',
    query: listTemplatesFilter,
    answer: templateList,
    handle: async (ctx, { query }) => {
      const unit = await findUnitRef(ctx.read, query.unit as UnitId);
      const allowed = mayRead(ctx, unit);
      if (!allowed.ok) return allowed;
      const known = unit === undefined ? undefined : await findUnit(ctx.read, unit.id);
      if (unit === undefined || known === undefined) return refuse('not-found', 404, {}, 'unit');
      const asked = { unit, unitKind: known.kind, kind: query.kind, all: query.all === 'yes' };
      const found = await listTemplates(ctx.read, asked);
      const kept = new Map<number, boolean>();
      for (const id of new Set(found.map((one) => one.unit.id))) kept.set(id, await mayKeep(ctx, id));
      return done({
        rows: found.map((one) => ({ ...one, mayKeep: kept.get(one.unit.id) === true })),
        unitKinds: unitKinds.map((kind) => ({ kind, name: ctx.t(`unitKind.${kind}`) })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/templates',
    tag,
    summary: 'Keep a new template for a unit and the units below it',
    body: createTemplateForm,
    answer: templateView,
    handle: async (ctx, { body }) => {
      const allowed = await permitUnit(ctx, 'disclosure.keep-templates', body.unit);
      if (!allowed.ok) return allowed;
      const { unit } = allowed.value;
      const created = await commandOrAlert(
        ctx,
        (c) => createTextTemplate(c, unit, body),
        (c) => recordBlockedMark(c, { revision: null, unit: unit.id }, wordsOfTemplate(body)),
      );
      return created.ok ? answer(ctx, created.value) : created;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/disclosures/templates/:template',
    tag,
    summary: 'A template with its versions',
    params,
    answer: templateView,
    handle: async (ctx, input) => {
      const opened = await open(ctx, input.params.template);
      return opened.ok ? answer(ctx, input.params.template) : opened;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/templates/:template/versions',
    tag,
    summary: 'Write the next version of a template; drafts begun from earlier ones stay as they are',
    params,
    body: reviseTemplateForm,
    answer: templateView,
    handle: async (ctx, input) => {
      const opened = await openToKeep(ctx, input.params.template);
      if (!opened.ok) return opened;
      const { unit } = opened.value;
      const revised = await commandOrAlert(
        ctx,
        (c) => reviseTextTemplate(c, input.params.template, input.body),
        (c) => recordBlockedMark(c, { revision: null, unit: unit.id }, wordsOfTemplate(input.body)),
      );
      return revised.ok ? answer(ctx, input.params.template) : revised;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/disclosures/templates/:template/retire',
    tag,
    summary: 'Take a template out of use',
    params,
    body: emptyForm,
    answer: templateView,
    handle: async (ctx, input) => {
      const opened = await openToKeep(ctx, input.params.template);
      if (!opened.ok) return opened;
      const retired = await ctx.command((c) => retireTextTemplate(c, input.params.template));
      return retired.ok ? answer(ctx, input.params.template) : retired;
    },
  }),
];

/** Whoever writes, reads or keeps texts of the unit may see what is offered there; a template holds nothing secret. */
function mayRead(ctx: RouteContext, unit: UnitRef | undefined): Result<unknown> {
  const browses = ctx.permit('disclosure.browse');
  return browses.ok ? browses : ctx.permit('disclosure.keep-templates', unit ?? null);
}

/** Asked without recording a decision: it only says which buttons are shown. */
async function mayKeep(ctx: RouteContext, unit: number): Promise<boolean> {
  const ref = await findUnitRef(ctx.read, unit as UnitId);
  const { paths, units, lines } = ctx.coverage('disclosure.keep-templates');
  return (
    ref !== undefined &&
    (paths.some((path) => ref.path.startsWith(path)) ||
      units.includes(ref.id) ||
      (ref.line !== null && lines.includes(ref.line)))
  );
}

async function open(ctx: RouteContext, id: string): Promise<Result<KnownTemplate>> {
  const found = await findTemplate(ctx.read, id);
  const unit = found === undefined ? undefined : await findUnitRef(ctx.read, found.unit.id as UnitId);
  const allowed = mayRead(ctx, unit);
  if (!allowed.ok) return allowed;
  return found === undefined ? refuse('not-found', 404) : done(found);
}

async function openToKeep(ctx: RouteContext, id: string): Promise<Result<KnownTemplate>> {
  const opened = await open(ctx, id);
  if (!opened.ok) return opened;
  const unit = await findUnitRef(ctx.read, opened.value.unit.id as UnitId);
  const allowed = ctx.permit('disclosure.keep-templates', unit ?? null);
  return allowed.ok ? opened : allowed;
}

async function answer(ctx: RouteContext, id: string): Promise<Result<TemplateView>> {
  const found = await findTemplate(ctx.read, id);
  return found === undefined
    ? refuse('not-found', 404)
    : done({ ...found, mayKeep: await mayKeep(ctx, found.unit.id) });
}
