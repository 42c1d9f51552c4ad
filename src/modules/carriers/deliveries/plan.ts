import { v7 } from 'uuid';
import type { Fact } from '#kernel';
import type { Erased, Published, Withdrawn } from '#modules/publication';
import type { CommandContext } from '#platform/command';
import { addJob } from '#platform/jobs';
import { own } from '../store.ts';
import { carrierKinds } from '../words.ts';
import type { Deliverer, DeliveryEvent } from './deliverer.ts';
import { deliverers } from './deliverers.ts';

export const DELIVER = 'carriers/deliver';

/** What a fact of publication means to carriers; null when society never read the item and does not now. */
export function eventOf(fact: Fact): DeliveryEvent | null {
  if (fact.kind === 'publication.withdrawn') {
    const { data } = fact as Withdrawn;
    return { ...common(fact, data), what: 'withdraw', version: null };
  }
  if (fact.kind === 'publication.erased') {
    const { data } = fact as Erased;
    return { ...common(fact, data), what: 'change', version: data.version };
  }
  const { data } = fact as Published;
  // Narrowed to an inner scope, it is withdrawn for whoever reads on a carrier.
  if (data.scope !== 'society')
    return data.version === 1 ? null : { ...common(fact, data), what: 'withdraw', version: null };
  return {
    ...common(fact, data),
    what: data.version === 1 ? 'publish' : 'change',
    version: data.version,
    duties: data.duties ?? [],
  };
}

function common(fact: Fact, data: { readonly item: string; readonly slug: string; readonly unit: number }) {
  return { fact: fact.id, item: data.item, slug: data.slug, unit: data.unit, duties: [], at: fact.at };
}

/** Hears of an item: writes one row for each carrier it has to reach, and wakes those that are pushed. */
export async function planDeliveries(ctx: CommandContext, fact: Fact): Promise<void> {
  const event = eventOf(fact);
  if (event === null) return;
  const used = await usedKinds(ctx);
  for (const deliverer of deliverers) if (isUsed(deliverer.kind, used)) await planFor(ctx, deliverer, event);
}

/** One question for every item published: of which kinds there are carriers at all. */
async function usedKinds({ tx }: CommandContext): Promise<readonly string[]> {
  const rows = await own(tx)
    .selectFrom('carriers.carrier')
    .select('kind')
    .distinct()
    .where('number', 'is not', null)
    .execute();
  return rows.map(({ kind }) => kind);
}

const isUsed = (kind: string, used: readonly string[]): boolean =>
  used.includes(kind) || !carrierKinds.some((one) => one === kind);

async function planFor(ctx: CommandContext, deliverer: Deliverer, event: DeliveryEvent): Promise<void> {
  await supersede(ctx, deliverer, event);
  const recipients = await deliverer.recipients(ctx, event);
  if (recipients.length === 0) return;
  const pushed = deliverer.attempt !== null;
  const { at, duties: _, ...told } = event;
  const made = await own(ctx.tx)
    .insertInto('carriers.delivery')
    .values(
      recipients.map(({ carrier, dueAt }) => ({
        ...told,
        id: v7(),
        kind: deliverer.kind,
        carrier,
        next_attempt_at: pushed ? at : null,
        due_at: dueAt ?? null,
        receipt: null,
        created_at: at,
        settled_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['kind', 'carrier', 'fact']).doNothing())
    .returning(['id', 'carrier'])
    .execute();
  if (!pushed) return;
  for (const { id, carrier } of made) await wake(ctx, { id, carrier }, at);
}

/** One carrier's deliveries come one after another, so that a withdrawal never overtakes what it withdraws. */
export async function wake(
  { tx }: Pick<CommandContext, 'tx'>,
  { id, carrier }: { readonly id: string; readonly carrier: string },
  runAt: Date,
): Promise<void> {
  await addJob(tx, DELIVER, { id }, { key: `${DELIVER}:${id}`, queue: `${DELIVER}:${carrier}`, runAt });
}

/**
 * What still waits about this item is no longer wanted once it is withdrawn; a carrier that fetches what is there now needs
 * the newest only.
 */
async function supersede(ctx: CommandContext, deliverer: Deliverer, event: DeliveryEvent): Promise<void> {
  if (deliverer.attempt !== null && event.what !== 'withdraw') return;
  await own(ctx.tx)
    .updateTable('carriers.delivery')
    .set({ state: 'superseded', settled_at: event.at, next_attempt_at: null })
    .where('kind', '=', deliverer.kind)
    .where('item', '=', event.item)
    .where('fact', '<>', event.fact)
    .where('state', '=', 'waiting')
    .execute();
}
