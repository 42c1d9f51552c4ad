import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { own } from '../store.ts';
import { findDeliverer } from './deliverers.ts';
import { wake } from './plan.ts';

export type ReplayRefusal = 'not-found' | 'delivery-not-pushed' | 'delivery-superseded';

/** Sends a delivery again, under the same id: receivers that have it tell that by the id. Its attempts are counted anew. */
export async function replayDelivery(
  ctx: CommandContext,
  id: string,
): Promise<Result<string, ReplayRefusal>> {
  const row = await own(ctx.tx)
    .selectFrom('carriers.delivery')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return refuse('not-found', 404);
  const deliverer = findDeliverer(row.kind);
  if (deliverer === undefined || deliverer.attempt === null) return refuse('delivery-not-pushed', 409);
  if (row.state === 'superseded') return refuse('delivery-superseded', 409);
  await own(ctx.tx)
    .updateTable('carriers.delivery')
    .set({ state: 'waiting', attempts: 0, settled_at: null, next_attempt_at: ctx.now, receipt: null })
    .where('id', '=', id)
    .execute();
  await wake(ctx, row, ctx.now);
  await recordAudit(ctx, {
    action: 'carriers.replay',
    subjectKind: 'delivery',
    subject: id,
    unit: row.unit as UnitId,
    data: { kind: row.kind, carrier: row.carrier, before: row.state },
  });
  return done(id);
}
