import { done, type Result, refuse } from '#kernel';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { permitted, permittedList } from '../web/access.ts';
import { changeWebhook, createWebhook, rotateSecret, setWebhookState } from './commands.ts';
import * as forms from './forms.ts';
import { findWebhook, listWebhooks } from './queries.ts';

const tag = 'carriers';
const permission = 'carriers.run-webhooks';

const list = defineRoute({
  method: 'GET',
  path: '/api/carriers/webhooks',
  tag,
  summary: 'Partner systems that are told what is published, changed and withdrawn',
  query: forms.webhookQuery,
  answer: forms.webhookPage,
  handle: async (ctx, { query }) => {
    const coverage = permittedList(ctx, permission);
    return coverage.ok ? done({ rows: await listWebhooks(ctx.read, coverage.value, query.unit) }) : coverage;
  },
});

const create = defineRoute({
  method: 'POST',
  path: '/api/carriers/webhooks',
  tag,
  summary: 'Register the address of a partner; the answer shows its secret, once',
  body: forms.newWebhookForm,
  answer: forms.webhookSecret,
  handle: async (ctx, { body }) => {
    const unit = await permitted(ctx, permission, body.unit);
    if (!unit.ok) return unit;
    const made = await ctx.command((c) => createWebhook(c, body));
    return made.ok ? withSecret(ctx, made.value) : made;
  },
});

async function withSecret(
  ctx: RouteContext,
  { id, secret }: { readonly id: string; readonly secret: string },
): Promise<Result<forms.WebhookSecret>> {
  const webhook = await findWebhook(ctx.read, id);
  return webhook === undefined ? refuse('not-found', 404) : done({ webhook, secret });
}

/** Asks for the permission where the partner belongs; what was taken away is not there. */
async function permittedWebhook(ctx: RouteContext, id: string): Promise<Result<forms.WebhookView>> {
  const found = await findWebhook(ctx.read, id);
  const unit = await permitted(ctx, permission, found?.unit);
  if (!unit.ok) return unit;
  return found === undefined || found.state === 'removed' ? refuse('not-found', 404) : done(found);
}

async function viewOf(ctx: RouteContext, id: string): Promise<Result<forms.WebhookView>> {
  const found = await findWebhook(ctx.read, id);
  return found === undefined ? refuse('not-found', 404) : done(found);
}

const change = defineRoute({
  method: 'PUT',
  path: '/api/carriers/webhooks/:id',
  tag,
  summary: 'Change name or address of a partner',
  params: forms.webhookById,
  body: forms.webhookForm,
  answer: forms.webhookView,
  handle: async (ctx, { params, body }) => {
    const found = await permittedWebhook(ctx, params.id);
    if (!found.ok) return found;
    const made = await ctx.command((c) => changeWebhook(c, params.id, body));
    return made.ok ? viewOf(ctx, params.id) : made;
  },
});

const secret = defineRoute({
  method: 'POST',
  path: '/api/carriers/webhooks/:id/secret',
  tag,
  summary: 'Another secret for a partner, shown once; the one before is signed with for a day more',
  params: forms.webhookById,
  answer: forms.webhookSecret,
  handle: async (ctx, { params }) => {
    const found = await permittedWebhook(ctx, params.id);
    if (!found.ok) return found;
    const made = await ctx.command((c) => rotateSecret(c, params.id));
    return made.ok ? withSecret(ctx, made.value) : made;
  },
});

const state = defineRoute({
  method: 'POST',
  path: '/api/carriers/webhooks/:id/state',
  tag,
  summary: 'Start a partner again, stop it, or take it away',
  params: forms.webhookById,
  body: forms.webhookStateForm,
  answer: forms.webhookView,
  handle: async (ctx, { params, body }) => {
    const found = await permittedWebhook(ctx, params.id);
    if (!found.ok) return found;
    const made = await ctx.command((c) => setWebhookState(c, params.id, body.state));
    return made.ok ? viewOf(ctx, params.id) : made;
  },
});

export const webhookRoutes: readonly Route[] = [list, create, change, secret, state];
