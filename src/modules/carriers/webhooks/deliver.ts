import { sql } from 'kysely';
import type { CommandContext } from '#platform/command';
import { noOrigin, systemActor } from '#platform/command';
import { failPoint } from '#platform/fail-point';
import type { JobTools } from '#platform/jobs';
import { unseal } from '#platform/sealing';
import type {
  AttemptOutcome,
  Deliverer,
  Delivery,
  DeliveryEvent,
  Recipient,
} from '../deliveries/deliverer.ts';
import { openFinding } from '../findings/open.ts';
import { own } from '../store.ts';
import type { DeliveryWhat } from '../words.ts';
import { type Answer, send } from './send.ts';
import { getWebhookSettings } from './settings.ts';
import { signatureHeaders } from './sign.ts';

/** A partner that has answered nothing good for this long is left alone, and the office told. */
export const DISABLE_AFTER_MS = 3 * 86_400_000;

const types: Readonly<Record<DeliveryWhat, string>> = {
  publish: 'item.published',
  change: 'item.changed',
  withdraw: 'item.withdrawn',
};

/**
 * What a partner is told: which item, and where to read it. Not a word of it, so that a message that lies about for days says
 * nothing that was withdrawn meanwhile.
 */
export function bodyOf(delivery: Delivery, url: string | null): string {
  const path = `/i/${delivery.slug}`;
  return JSON.stringify({
    type: types[delivery.what],
    timestamp: delivery.at.toISOString(),
    data: {
      item: delivery.slug,
      version: delivery.version,
      unit: delivery.unit,
      path,
      ...(url === null ? {} : { url: url + path }),
      ...(delivery.what === 'withdraw' ? {} : { record: `${url ?? ''}${path}.json` }),
    },
  });
}

/** Partners of the item's unit and of those above it. */
async function recipients(ctx: CommandContext, { unit }: DeliveryEvent): Promise<readonly Recipient[]> {
  const { rows } = await sql<{ carrier: string }>`select w.id as carrier from carriers.webhook w
    join organisations.unit o on o.id = w.unit
    join organisations.unit i on i.id = ${unit} and starts_with(i.path, o.path)
    where w.state = 'active' order by w.id`.execute(own(ctx.tx));
  return rows;
}

async function attempt(tools: JobTools, delivery: Delivery): Promise<AttemptOutcome> {
  const { key, url, rules, timeoutMs } = getWebhookSettings();
  const hook = await own(tools.database.reader)
    .selectFrom('carriers.webhook')
    .selectAll()
    .where('id', '=', delivery.carrier)
    .executeTakeFirst();
  if (hook === undefined || hook.state !== 'active')
    return { ok: false, answer: 'webhook-not-active', retry: false };
  const now = tools.now();
  const old =
    hook.old_secret !== null && hook.old_secret_until !== null && hook.old_secret_until > now
      ? [unseal(key, hook.old_secret)]
      : [];
  const body = bodyOf(delivery, url);
  const timestamp = Math.floor(now.getTime() / 1000);
  const secrets = [unseal(key, hook.secret), ...old];
  const answer = await send(
    hook.url,
    { headers: signatureHeaders({ id: delivery.id, timestamp, body }, secrets), body },
    rules,
    timeoutMs,
  );
  failPoint('after-webhook-answer');
  return settle(tools, delivery, answer);
}

const isGood = ({ status }: Answer) => status !== null && status >= 200 && status < 300;
/** Gone, by the partner's own word: Standard Webhooks asks to stop. */
const GONE = 410;

/** Keeps whether the partner works. What it answered is the delivery's own affair. */
async function settle(tools: JobTools, delivery: Delivery, answer: Answer): Promise<AttemptOutcome> {
  const now = tools.now();
  if (isGood(answer)) {
    await own(tools.database.reader)
      .updateTable('carriers.webhook')
      .set({ failing_since: null })
      .where('id', '=', delivery.carrier)
      .where('failing_since', 'is not', null)
      .execute();
    return { ok: true, receipt: { status: answer.status, answer: answer.text } };
  }
  const isDisabled = await noteFailure(tools, delivery.carrier, answer, now);
  return {
    ok: false,
    answer: [answer.status, answer.text].filter((one) => one !== null && one !== '').join(' '),
    retry: !isDisabled,
  };
}

async function noteFailure(tools: JobTools, id: string, answer: Answer, now: Date): Promise<boolean> {
  return tools.database.transaction(async (tx) => {
    const hook = await own(tx)
      .updateTable('carriers.webhook')
      .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', eb.val(now)) }))
      .where('id', '=', id)
      .where('state', '=', 'active')
      .returning(['failing_since', 'unit', 'name'])
      .executeTakeFirst();
    if (hook === undefined) return true;
    const isGone = answer.status === GONE;
    const since = hook.failing_since ?? now;
    if (!isGone && now.getTime() - since.getTime() < DISABLE_AFTER_MS) return false;
    await own(tx)
      .updateTable('carriers.webhook')
      .set({
        state: 'disabled',
        disabled_at: now,
        disabled_why: isGone ? 'gone' : 'failing',
        changed_at: now,
        lock_version: sql<number>`lock_version + 1`,
      })
      .where('id', '=', id)
      .execute();
    const ctx = { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } };
    await openFinding(ctx, {
      kind: 'webhookDisabled',
      subject: `webhook:${id}`,
      unit: hook.unit,
      evidence: { name: hook.name },
    });
    return true;
  });
}

/** Webhooks: pushed with retries, at least once, one partner's messages in their order. */
export const webhookDeliverer: Deliverer = { kind: 'webhook', recipients, attempt };
