import { sql } from 'kysely';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { inTransaction, systemActor } from '#platform/command';
import type { JobTools } from '#platform/jobs';
import { openFinding } from '../findings/open.ts';
import { own } from '../store.ts';
import { wake } from './plan.ts';

/** An attempt that should have come this long ago has lost its job (the queue was emptied, or restored from a backup). */
const LOST_MS = 15 * 60_000;
const MOST = 500;

/** Wakes deliveries whose job is lost, and finds those whose receipt did not come by its day. */
export async function sweepDeliveries(tools: JobTools): Promise<void> {
  const now = tools.now();
  const lost = await own(tools.database.reader)
    .selectFrom('carriers.delivery')
    .select(['id', 'carrier'])
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<', new Date(now.getTime() - LOST_MS))
    .orderBy('next_attempt_at')
    .limit(MOST)
    .execute();
  for (const delivery of lost) await tools.database.transaction((tx) => wake({ tx }, delivery, now));
  await findOverdue(tools, now);
}

async function findOverdue(tools: JobTools, now: Date): Promise<void> {
  const overdue = await own(tools.database.reader)
    .selectFrom('carriers.delivery as d')
    .select(['d.id', 'd.kind', 'd.carrier', 'd.item', 'd.unit', 'd.slug', 'd.what', 'd.due_at'])
    .where('d.state', '=', 'waiting')
    .where('d.due_at', '<', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('carriers.finding as f')
            .select('f.id')
            .where('f.kind', '=', 'receiptOverdue')
            .where('f.resolved_at', 'is', null)
            .where('f.subject', '=', sql<string>`'delivery:' || d.id`),
        ),
      ),
    )
    .orderBy('d.due_at')
    .limit(MOST)
    .execute();
  if (overdue.length === 0) return;
  await inTransaction(tools.database, { actor: systemActor, now }, async (ctx) => {
    for (const one of overdue)
      await openFinding(ctx, {
        kind: 'receiptOverdue',
        subject: `delivery:${one.id}`,
        unit: one.unit,
        carrier: one.carrier,
        item: one.item,
        evidence: {
          kind: one.kind,
          what: one.what,
          slug: one.slug,
          due: (one.due_at ?? now).toISOString(),
        },
      });
    await recordAudit(ctx, { action: 'carriers.find', data: { overdue: overdue.length } });
    return done(null);
  });
}
