import type { CommandContext } from '#platform/command';
import { resolveFinding } from '../findings/open.ts';
import { own } from '../store.ts';
import type { DeliveryState } from '../words.ts';

/** Which waiting deliveries a receipt is for. */
export type Received = { readonly kind: string; readonly carrier: string; readonly ids: readonly string[] };

/** A carrier that fetches, or a person who posted, says that deliveries came. Already settled ones stay as they are. */
export async function receiveDeliveries(
  ctx: CommandContext,
  { kind, carrier, ids }: Received,
  receipt: Readonly<Record<string, unknown>>,
  state: Exclude<DeliveryState, 'waiting'> = 'delivered',
): Promise<number> {
  if (ids.length === 0) return 0;
  const settled = await own(ctx.tx)
    .updateTable('carriers.delivery')
    .set({ state, settled_at: ctx.now, next_attempt_at: null, receipt: JSON.stringify(receipt) })
    .where('kind', '=', kind)
    .where('carrier', '=', carrier)
    .where('id', 'in', [...ids])
    .where('state', '=', 'waiting')
    .returning('id')
    .execute();
  for (const { id } of settled) await resolveFinding(ctx, 'receiptOverdue', `delivery:${id}`);
  return settled.length;
}
