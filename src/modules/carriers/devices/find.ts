import { sql } from 'kysely';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { inTransaction, systemActor } from '#platform/command';
import type { JobTools } from '#platform/jobs';
import { openFinding } from '../findings/open.ts';
import { own } from '../store.ts';

/** Screens and kiosks that have not been heard of for longer than they may: a finding each, until they speak. */
export async function findSilent(tools: JobTools): Promise<void> {
  const now = tools.now();
  const silent = await own(tools.database.reader)
    .selectFrom('carriers.device as d')
    .innerJoin('carriers.carrier as c', 'c.id', 'd.carrier')
    .select(['d.carrier', 'c.unit', 'd.last_contact_at', 'd.paired_at', 'd.silent_after_minutes'])
    .where('d.revoked_at', 'is', null)
    .where('c.state', 'in', ['registered', 'filed', 'returned'])
    .where(
      sql<boolean>`coalesce(d.last_contact_at, d.paired_at) < ${now}::timestamptz - make_interval(mins => d.silent_after_minutes)`,
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('carriers.finding as f')
            .select('f.id')
            .where('f.kind', '=', 'silentScreen')
            .where('f.resolved_at', 'is', null)
            .whereRef('f.carrier', '=', 'd.carrier'),
        ),
      ),
    )
    .limit(1_000)
    .execute();
  if (silent.length === 0) return;
  await inTransaction(tools.database, { actor: systemActor, now }, async (ctx) => {
    for (const one of silent)
      await openFinding(ctx, {
        kind: 'silentScreen',
        subject: `device:${one.carrier}`,
        unit: one.unit,
        carrier: one.carrier,
        evidence: {
          since: (one.last_contact_at ?? one.paired_at).toISOString(),
          minutes: one.silent_after_minutes,
        },
      });
    await recordAudit(ctx, { action: 'carriers.find', data: { silent: silent.length } });
    return done(null);
  });
}
