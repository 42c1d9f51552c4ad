import { done, type Result, refuse } from '#kernel';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { findDelivery, listDeliveries, listReceipts } from '../deliveries/queries.ts';
import { replayDelivery } from '../deliveries/replay.ts';
import { listFindings } from '../findings/queries.ts';
import * as forms from '../forms.ts';
import { own } from '../store.ts';
import { permitted, permittedList } from './access.ts';

const tag = 'carriers';

const list = defineRoute({
  method: 'GET',
  path: '/api/carriers/deliveries',
  tag,
  summary: 'What has to reach carriers and what came of it',
  query: forms.deliveryQuery,
  answer: forms.deliveryPage,
  handle: async (ctx, { query }) => {
    const coverage = permittedList(ctx, 'carriers.view');
    return coverage.ok ? done(await listDeliveries(ctx.read, coverage.value, query)) : coverage;
  },
});

async function permittedDelivery(
  ctx: RouteContext,
  permission: string,
  id: string,
): Promise<Result<forms.DeliveryDetail>> {
  const found = await findDelivery(ctx.read, id);
  const unit = await permitted(ctx, permission, found?.delivery.unit);
  if (!unit.ok) return unit;
  return found === undefined ? refuse('not-found', 404) : done(found);
}

const one = defineRoute({
  method: 'GET',
  path: '/api/carriers/deliveries/:id',
  tag,
  summary: 'A delivery with its attempts and receipt',
  params: forms.byId,
  answer: forms.deliveryDetail,
  handle: async (ctx, { params }) => permittedDelivery(ctx, 'carriers.view', params.id),
});

const replay = defineRoute({
  method: 'POST',
  path: '/api/carriers/deliveries/:id/replay',
  tag,
  summary: 'Send a delivery again, under the same id',
  params: forms.byId,
  answer: forms.deliveryDetail,
  handle: async (ctx, { params }) => {
    const found = await permittedDelivery(ctx, 'carriers.replay', params.id);
    if (!found.ok) return found;
    const made = await ctx.command((c) => replayDelivery(c, params.id));
    return made.ok ? permittedDelivery(ctx, 'carriers.view', params.id) : made;
  },
});

const receipts = defineRoute({
  method: 'GET',
  path: '/api/carriers/receipts',
  tag,
  summary: 'Whether the derived ways out have let go of a withdrawn item',
  query: forms.receiptQuery,
  answer: forms.receiptList,
  handle: async (ctx, { query }) => {
    const row = await own(ctx.read)
      .selectFrom('carriers.channel_receipt')
      .select('unit')
      .where('item', '=', query.item)
      .limit(1)
      .executeTakeFirst();
    const unit = await permitted(ctx, 'carriers.view', row?.unit);
    return unit.ok ? done(await listReceipts(ctx.read, query.item, ctx.t)) : unit;
  },
});

const findings = defineRoute({
  method: 'GET',
  path: '/api/carriers/findings',
  tag,
  summary: 'What is wrong with carriers',
  query: forms.findingQuery,
  answer: forms.findingPage,
  handle: async (ctx, { query }) => {
    const coverage = permittedList(ctx, 'carriers.view');
    return coverage.ok ? done(await listFindings(ctx.read, coverage.value, query, ctx.t)) : coverage;
  },
});

export const deliveryRoutes: readonly Route[] = [list, one, replay, receipts, findings];
