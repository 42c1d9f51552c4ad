import type { z } from 'zod';
import { done, type Result, refuse, type UnitRef } from '#kernel';
import { findUnitRef, getUnitRef } from '#modules/organisations';
import { localDateAt, yearOf } from '#platform/calendar';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { relateItems, unrelateItems } from '../commands/relate-items.ts';
import { setIndexRule, setSite } from '../commands/settings.ts';
import { erasureRoutes } from '../erasure/routes.ts';
import {
  byDisclosure,
  byItem,
  byRelation,
  type ItemDetailView,
  indexRuleForm,
  indexRuleQuery,
  indexRuleView,
  itemDetail,
  itemPage,
  listItemsQuery,
  listPlansQuery,
  planPage,
  relationForm,
  siteForm,
  siteView,
} from '../forms.ts';
import { linkRoutes } from '../links/routes.ts';
import { checkRoutes } from '../official-document/check-routes.ts';
import { documentRoutes } from '../official-document/web.ts';
import { listItems } from '../queries/items.ts';
import { findItemUnit, getIndexRule, getItemDetail, listPlans, toSummaryView } from '../queries/office.ts';
import { findDataTerms, getSite } from '../queries/site.ts';
import { getPublisher } from '../queries/units.ts';

const tag = 'publication';

/** The unit named in a query, when the reader may look at its publications. */
async function permitUnit(ctx: RouteContext, permission: string, id: number): Promise<Result<UnitRef>> {
  const unit = (await findUnitRef(ctx.read, id)) ?? null;
  const decision = ctx.permit(permission, unit);
  return decision.ok && unit !== null ? done(unit) : decision.ok ? refuse('not-found', 404) : decision;
}

/** An item the reader may look at; absent and forbidden differ only for those who hold the role somewhere. */
async function permitItem(
  ctx: RouteContext,
  permission: string,
  by: Parameters<typeof findItemUnit>[1],
): Promise<Result<{ id: string }>> {
  const item = await findItemUnit(ctx.read, by);
  const decision = ctx.permit(permission, item === undefined ? null : await getUnitRef(ctx.read, item.unit));
  if (!decision.ok) return decision;
  return item === undefined ? refuse('item-not-found', 404) : done(item);
}

async function answerDetail(
  ctx: RouteContext,
  item: Result<{ id: string }>,
): Promise<Result<ItemDetailView>> {
  return item.ok ? done(await getItemDetail(ctx.read, item.value.id)) : item;
}

const itemRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/publications',
    tag,
    summary: 'What a unit has made public or registered, newest first',
    query: listItemsQuery,
    answer: itemPage,
    handle: async (ctx, { query }) => {
      const unit = await permitUnit(ctx, 'publication.view', query.unit);
      if (!unit.ok) return unit;
      const filter = {
        unit: query.unit,
        affairsKind: query.affairsKind,
        text: query.text,
        withRegistered: true,
      };
      const page = await listItems(ctx.read, filter, { after: query.cursor, limit: query.limit });
      return done({ rows: page.rows.map(toSummaryView), total: null, next: page.next });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/publications/:id',
    tag,
    summary: 'A published item with its history and relations',
    params: byItem,
    answer: itemDetail,
    handle: async (ctx, { params }) => answerDetail(ctx, await permitItem(ctx, 'publication.view', params)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/publications/of/:disclosure',
    tag,
    summary: 'The published item of a dossier',
    params: byDisclosure,
    answer: itemDetail,
    handle: async (ctx, { params }) => answerDetail(ctx, await permitItem(ctx, 'publication.view', params)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/publications/:id/relations',
    tag,
    summary: 'Link an item to the one it supersedes or interprets',
    params: byItem,
    body: relationForm,
    answer: itemDetail,
    handle: async (ctx, { params, body }) => {
      const item = await permitItem(ctx, 'publication.relate', params);
      if (!item.ok) return item;
      const made = await ctx.command((c) => relateItems(c, item.value.id, body.kind, body.other));
      return made.ok ? answerDetail(ctx, item) : made;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/publications/:id/relations/:kind/:other',
    tag,
    summary: 'Take a link back',
    params: byRelation,
    answer: itemDetail,
    handle: async (ctx, { params }) => {
      const item = await permitItem(ctx, 'publication.relate', params);
      if (!item.ok) return item;
      const made = await ctx.command((c) => unrelateItems(c, item.value.id, params.kind, params.other));
      return made.ok ? answerDetail(ctx, item) : made;
    },
  }),
];

const settingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/publications/plans',
    tag,
    summary: 'What waits for its moment, and what was missed or refused',
    query: listPlansQuery,
    answer: planPage,
    handle: async (ctx, { query }) => {
      const unit = await permitUnit(ctx, 'publication.view', query.unit);
      return unit.ok ? done(await listPlans(ctx.read, query, ctx.now)) : unit;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/publications/index-rule',
    tag,
    summary: 'How a unit forms its index numbers',
    query: indexRuleQuery,
    answer: indexRuleView,
    handle: async (ctx, { query }) => {
      // Who may set the rule may read it, also without a part in publishing (the system administrator).
      const viewer = await permitUnit(ctx, 'publication.view', query.unit);
      const unit = viewer.ok ? viewer : await permitUnit(ctx, 'publication.set-index-rule', query.unit);
      return unit.ok ? readRule(ctx, unit.value) : unit;
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/publications/index-rule',
    tag,
    summary: 'Set how a unit forms its index numbers',
    body: indexRuleForm,
    answer: indexRuleView,
    handle: async (ctx, { body }) => {
      const unit = await permitUnit(ctx, 'publication.set-index-rule', body.unit);
      if (!unit.ok) return unit;
      const made = await ctx.command((c) => setIndexRule(c, unit.value, body.pattern));
      return made.ok ? readRule(ctx, unit.value) : made;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/publications/site',
    tag,
    summary: 'What the site says of itself',
    answer: siteView,
    handle: async (ctx) => {
      const open = ctx.openTo('signed-in', 'the footer of every public page says it');
      return open.ok
        ? done({ ...(await getSite(ctx.read)), dataTerms: await findDataTerms(ctx.read) })
        : open;
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/publications/site',
    tag,
    summary: 'Set what the site says of itself',
    body: siteForm,
    answer: siteView,
    handle: async (ctx, { body }) => {
      const decision = ctx.permit('publication.set-site');
      return decision.ok ? ctx.command((c) => setSite(c, body)) : decision;
    },
  }),
];

async function readRule(ctx: RouteContext, ref: UnitRef): Promise<Result<z.input<typeof indexRuleView>>> {
  const unit = await getPublisher(ctx.read, ref.id);
  return done(await getIndexRule(ctx.read, unit, yearOf(localDateAt(ctx.now))));
}

export const publicationRoutes: readonly Route[] = [
  ...linkRoutes,
  ...settingRoutes,
  ...itemRoutes,
  ...erasureRoutes,
  ...documentRoutes,
  ...checkRoutes,
];
