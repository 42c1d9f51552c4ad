import { sql } from 'kysely';
import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { seal } from '#platform/sealing';
import { resolveFinding } from '../findings/open.ts';
import { own } from '../store.ts';
import { type AddressRefusal, checkAddress } from './address.ts';
import { getWebhookSettings } from './settings.ts';
import { makeSecret } from './sign.ts';

/** How long the secret before is signed with as well after a change. */
const CHANGE_OVER_MS = 86_400_000;

export type Made = { readonly id: string; readonly secret: string };

/** Registers a partner's address. @returns the secret, which is shown this once and kept sealed */
export async function createWebhook(
  ctx: CommandContext,
  form: { readonly unit: number; readonly name: string; readonly url: string },
): Promise<Result<Made, AddressRefusal>> {
  const { key, rules } = getWebhookSettings();
  const address = checkAddress(form.url, rules);
  if (!address.ok) return address;
  const made = { id: v7(), secret: makeSecret() };
  await own(ctx.tx)
    .insertInto('carriers.webhook')
    .values({
      id: made.id,
      unit: form.unit,
      name: form.name,
      url: address.value.href,
      secret: seal(key, made.secret),
      old_secret: null,
      old_secret_until: null,
      failing_since: null,
      disabled_at: null,
      disabled_why: null,
      created_at: ctx.now,
      changed_at: ctx.now,
    })
    .execute();
  await record(
    ctx,
    'create',
    { id: made.id, unit: form.unit },
    { name: form.name, host: address.value.host },
  );
  return done(made);
}

export async function changeWebhook(
  ctx: CommandContext,
  id: string,
  form: { readonly name: string; readonly url: string; readonly lockVersion: number },
): Promise<Result<string, 'not-found' | 'webhook-changed' | AddressRefusal>> {
  const address = checkAddress(form.url, getWebhookSettings().rules);
  if (!address.ok) return address;
  const row = await lock(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  if (row.lock_version !== form.lockVersion) return refuse('webhook-changed', 409);
  await update(ctx, id, { name: form.name, url: address.value.href, failing_since: null });
  await record(ctx, 'change', row, { name: form.name, host: address.value.host });
  return done(id);
}

/** Another secret; for a day messages carry the signature of the one before as well. */
export async function rotateSecret(ctx: CommandContext, id: string): Promise<Result<Made, 'not-found'>> {
  const row = await lock(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  const secret = makeSecret();
  await update(ctx, id, {
    secret: seal(getWebhookSettings().key, secret),
    old_secret: row.secret,
    old_secret_until: new Date(ctx.now.getTime() + CHANGE_OVER_MS),
  });
  await record(ctx, 'secret', row, {});
  return done({ id, secret });
}

/** Starts a partner again, stops it, or takes it away for good; what was delivered stays on record. */
export async function setWebhookState(
  ctx: CommandContext,
  id: string,
  state: 'active' | 'disabled' | 'removed',
): Promise<Result<string, 'not-found'>> {
  const row = await lock(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  const isDisabled = state === 'disabled';
  await update(ctx, id, {
    state,
    failing_since: null,
    disabled_at: isDisabled ? ctx.now : null,
    disabled_why: isDisabled ? 'person' : null,
  });
  await resolveFinding(ctx, 'webhookDisabled', `webhook:${id}`);
  await record(ctx, state, row, {});
  return done(id);
}

function lock(ctx: CommandContext, id: string) {
  return own(ctx.tx)
    .selectFrom('carriers.webhook')
    .selectAll()
    .where('id', '=', id)
    .where('state', '<>', 'removed')
    .forUpdate()
    .executeTakeFirst();
}

async function update(
  ctx: CommandContext,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  await own(ctx.tx)
    .updateTable('carriers.webhook')
    .set({ ...values, changed_at: ctx.now, lock_version: sql<number>`lock_version + 1` })
    .where('id', '=', id)
    .execute();
}

function record(
  ctx: CommandContext,
  what: string,
  row: { readonly id: string; readonly unit: number },
  data: Readonly<Record<string, string>>,
): Promise<void> {
  return recordAudit(ctx, {
    action: `carriers.webhook-${what}`,
    subjectKind: 'webhook',
    subject: row.id,
    unit: row.unit as UnitId,
    data,
  });
}
