import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { defineRoute, type RouteContext } from '#platform/http';
import type { Coverage } from '#platform/permission';
import { createTemplate, decideProposal, editTemplate, previewTemplate } from '../commands/templates.ts';
import {
  newTemplate,
  proposalDecision,
  proposalPage,
  proposalView,
  type TemplateView,
  templateEdit,
  templatePage,
  templatePreview,
  templateView,
} from '../forms/template.ts';
import { id, unitId } from '../forms/vocabulary.ts';
import { findTemplateView, listProposals, listTemplates, listTemplatesFor } from '../queries/templates.ts';
import { query as tablesOf } from '../store/query.ts';
import { findTemplate } from '../store/templates.ts';
import { openCatalogue, openOwned, openUnit } from './access.ts';

const tag = 'catalogue template';
const byId = z.strictObject({ id });

async function showTemplate(ctx: RouteContext, template: string): Promise<Result<TemplateView>> {
  const view = await findTemplateView(ctx.read, template);
  return view === undefined ? refuse('template-unknown', 404) : done(view);
}

function reachesNothing({ paths, units, lines }: Coverage): boolean {
  return paths.length + units.length + lines.length === 0;
}

const templates = [
  defineRoute({
    method: 'GET',
    path: '/api/catalogue-templates',
    tag,
    summary: 'Templates a unit may begin from; without a unit, those the reader keeps',
    query: z.strictObject({ unit: unitId.optional() }),
    answer: templatePage,
    handle: async (ctx, { query }) => {
      if (query.unit === undefined) {
        const signedIn = ctx.openTo('signed-in', 'limited in SQL to the units the reader’s roles reach');
        if (!signedIn.ok) return signedIn;
        return done({
          rows: await listTemplates(ctx.read, ctx.coverage('catalogue.template')),
          total: null,
          next: null,
        });
      }
      const opened = await openUnit(ctx, 'catalogue.read', query.unit);
      if (!opened.ok) return opened;
      return done({ rows: await listTemplatesFor(ctx.read, query.unit), total: null, next: null });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/catalogue-templates',
    tag,
    summary: 'Make a template, empty or with the rows of a catalogue',
    body: newTemplate,
    answer: templateView,
    handle: async (ctx, { body }) => {
      const opened = await openUnit(ctx, 'catalogue.template', body.unit);
      if (!opened.ok) return opened;
      if (body.catalogue !== null) {
        const source = await openCatalogue(ctx, 'catalogue.read', body.catalogue);
        if (!source.ok) return source;
      }
      const created = await ctx.command((c) => createTemplate(c, body));
      return created.ok ? showTemplate(ctx, created.value) : created;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/catalogue-templates/:id',
    tag,
    summary: 'One template with its rows: a model for units below, no secret to whoever works in the office',
    params: byId,
    answer: templateView,
    handle: async (ctx, { params }) => {
      const signedIn = ctx.openTo('signed-in', 'templates are models for every unit below their owner');
      if (!signedIn.ok) return signedIn;
      // Members and residents sign in as well; only those who read catalogues somewhere work with models of them.
      return reachesNothing(ctx.coverage('catalogue.read'))
        ? refuse('template-unknown', 404)
        : showTemplate(ctx, params.id);
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/catalogue-templates/:id',
    tag,
    summary: 'Change a template; catalogues made from it get proposals',
    params: byId,
    body: templateEdit,
    answer: templateView,
    handle: async (ctx, { params, body }) => {
      const template = await findTemplate(ctx.read, params.id);
      const opened = await openOwned(ctx, 'catalogue.template', template, 'template-unknown');
      if (!opened.ok) return opened;
      const edited = await ctx.command((c) => editTemplate(c, params.id, body));
      return edited.ok ? showTemplate(ctx, params.id) : edited;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/catalogue-templates/:id/preview',
    tag,
    summary: 'What a change of a template would mean, before it is saved',
    params: byId,
    body: templateEdit,
    answer: templatePreview,
    handle: async (ctx, { params, body }) => {
      const template = await findTemplate(ctx.read, params.id);
      const opened = await openOwned(ctx, 'catalogue.template', template, 'template-unknown');
      return opened.ok ? done(await previewTemplate(ctx.read, params.id, body)) : opened;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/catalogue-templates/:id/proposals',
    tag,
    summary: 'What became of the changes of a template in the units that use it',
    params: byId,
    answer: proposalPage,
    handle: async (ctx, { params }) => {
      const template = await findTemplate(ctx.read, params.id);
      const opened = await openOwned(ctx, 'catalogue.template', template, 'template-unknown');
      if (!opened.ok) return opened;
      return done({ rows: await listProposals(ctx.read, { template: params.id }), total: null, next: null });
    },
  }),
];

const proposals = [
  defineRoute({
    method: 'GET',
    path: '/api/template-proposals',
    tag,
    summary: 'What superiors propose to a unit',
    query: z.strictObject({ unit: unitId }),
    answer: proposalPage,
    handle: async (ctx, { query }) => {
      const opened = await openUnit(ctx, 'catalogue.read', query.unit);
      if (!opened.ok) return opened;
      return done({ rows: await listProposals(ctx.read, { unit: query.unit }), total: null, next: null });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/template-proposals/:id/decide',
    tag,
    summary: 'Take a proposal into a draft, or decline it with a reason',
    params: byId,
    body: proposalDecision,
    answer: proposalView,
    handle: async (ctx, { params, body }) => {
      const proposal = await tablesOf(ctx.read)
        .selectFrom('catalogue.template_proposal')
        .select(['id', 'unit_id'])
        .where('id', '=', params.id)
        .executeTakeFirst();
      const opened = await openOwned(ctx, 'catalogue.edit', proposal, 'proposal-unknown');
      if (!opened.ok) return opened;
      const decided = await ctx.command((c) => decideProposal(c, params.id, body));
      if (!decided.ok) return decided;
      const [view] = await listProposals(ctx.read, { id: params.id });
      return view === undefined ? refuse('proposal-unknown', 404) : done(view);
    },
  }),
];

export const templateRoutes = [...templates, ...proposals];
