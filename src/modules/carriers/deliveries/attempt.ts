import { noOrigin, systemActor } from '#platform/command';
import type { Tx } from '#platform/database';
import type { JobTools } from '#platform/jobs';
import { openFinding, resolveFinding } from '../findings/open.ts';
import { own } from '../store.ts';
import {
  type AttemptOutcome,
  type Deliverer,
  type Delivery,
  nextAttemptAt,
  retryDelays,
} from './deliverer.ts';
import { findDeliverer } from './deliverers.ts';
import { wake } from './plan.ts';

const systemContext = (tx: Tx, now: Date) => ({
  tx,
  actor: systemActor,
  now,
  origin: noOrigin,
  audit: { rows: 0 },
});

/**
 * Tries one delivery once. Crash points: the attempt is counted before anything is sent, so a process that dies in the
 * middle comes back and sends the same id again (receivers tell repeats by it); the row says delivered once, and only after
 * the other side said so.
 */
export async function attemptDelivery(tools: JobTools, id: string): Promise<void> {
  const begun = await tools.database.transaction((tx) => beginAttempt(tx, id));
  if (begun === undefined) return;
  const started = tools.now();
  const outcome = await tried(begun.deliverer, tools, begun.delivery);
  const milliseconds = Math.max(0, tools.now().getTime() - started.getTime());
  await tools.database.transaction((tx) =>
    endAttempt(tx, begun, outcome, { now: tools.now(), milliseconds }),
  );
}

type Begun = { readonly deliverer: Deliverer; readonly delivery: Delivery };

async function beginAttempt(tx: Tx, id: string): Promise<Begun | undefined> {
  const row = await own(tx)
    .selectFrom('carriers.delivery')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.state !== 'waiting') return undefined;
  const deliverer = findDeliverer(row.kind);
  if (deliverer === undefined || deliverer.attempt === null) return undefined;
  const attempt = row.attempts + 1;
  await own(tx).updateTable('carriers.delivery').set({ attempts: attempt }).where('id', '=', id).execute();
  const { fact, what, item, slug, version, unit, carrier, created_at: at } = row;
  return { deliverer, delivery: { id, fact, what, item, slug, version, unit, carrier, at, attempt } };
}

async function tried(deliverer: Deliverer, tools: JobTools, delivery: Delivery): Promise<AttemptOutcome> {
  try {
    if (deliverer.attempt === null) return { ok: false, answer: 'nothing to try', retry: false };
    return await deliverer.attempt(tools, delivery);
  } catch (error) {
    return { ok: false, answer: error instanceof Error ? error.message : String(error), retry: true };
  }
}

async function endAttempt(
  tx: Tx,
  { deliverer, delivery }: Begun,
  outcome: AttemptOutcome,
  { now, milliseconds }: { readonly now: Date; readonly milliseconds: number },
): Promise<void> {
  const { id, attempt } = delivery;
  await own(tx)
    .insertInto('carriers.delivery_attempt')
    .values({
      delivery: id,
      attempt,
      at: now,
      outcome: outcome.ok ? 'delivered' : 'failed',
      answer: outcome.ok ? '' : outcome.answer.slice(0, 500),
      milliseconds,
    })
    .execute();
  if (outcome.ok) return settle(tx, delivery, 'delivered', now, outcome.receipt);
  const next = outcome.retry
    ? nextAttemptAt(deliverer.delays ?? retryDelays, attempt, now, Math.random())
    : undefined;
  if (next === undefined) return settle(tx, delivery, 'givenUp', now, null);
  await own(tx)
    .updateTable('carriers.delivery')
    .set({ next_attempt_at: next })
    .where('id', '=', id)
    .execute();
  await wake({ tx }, delivery, next);
}

async function settle(
  tx: Tx,
  delivery: Delivery,
  state: 'delivered' | 'givenUp',
  now: Date,
  receipt: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  const settled = await own(tx)
    .updateTable('carriers.delivery')
    .set({
      state,
      settled_at: now,
      next_attempt_at: null,
      receipt: receipt === null ? null : JSON.stringify(receipt),
    })
    .where('id', '=', delivery.id)
    .where('state', '=', 'waiting')
    .returning(['kind', 'carrier', 'slug', 'what', 'attempts'])
    .executeTakeFirst();
  if (settled === undefined) return;
  const ctx = systemContext(tx, now);
  const subject = `delivery:${delivery.id}`;
  if (state === 'delivered') return resolveFinding(ctx, 'deliveryGivenUp', subject);
  await openFinding(ctx, {
    kind: 'deliveryGivenUp',
    subject,
    unit: delivery.unit,
    carrier: delivery.carrier,
    item: delivery.item,
    evidence: { kind: settled.kind, what: settled.what, slug: settled.slug, attempts: settled.attempts },
  });
}
