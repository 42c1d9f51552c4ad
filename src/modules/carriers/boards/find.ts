import { sql } from 'kysely';
import { localDateAt } from '#platform/calendar';
import { noOrigin, systemActor } from '#platform/command';
import type { JobTools } from '#platform/jobs';
import { openFinding, resolveFinding } from '../findings/open.ts';
import { own } from '../store.ts';

const MOST = 1_000;
/** How long a withdrawn sheet may still hang before it is a finding. */
const DOWN_WITHIN_MS = 24 * 3_600_000;

/**
 * Boards without the sheet that has to hang on them, sheets of withdrawn items that still hang; and findings whose cause went
 * away without anybody posting (the item was withdrawn before it hung).
 */
export async function findOnBoards(tools: JobTools): Promise<void> {
  const now = tools.now();
  const today = localDateAt(now);
  // Findings are facts and notices are rows: nobody acted, so there is no row in the audit log.
  await tools.database.transaction(async (tx) => {
    const ctx = { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } };
    const late = await own(ctx.tx)
      .selectFrom('carriers.posting')
      .select(['id', 'board', 'item', 'unit', 'slug', 'due_on'])
      .where('state', '=', 'toPost')
      .where('due_on', '<', today)
      .limit(MOST)
      .execute();
    for (const one of late)
      await openFinding(ctx, {
        kind: 'boardWithoutSheet',
        subject: `posting:${one.id}`,
        unit: one.unit,
        carrier: one.board,
        item: one.item,
        evidence: { slug: one.slug, due: one.due_on },
      });
    const hanging = await own(ctx.tx)
      .selectFrom('carriers.posting')
      .select(['id', 'board', 'item', 'unit', 'slug', 'ends_at'])
      .where('state', '=', 'posted')
      .where('ends', '=', 'withdrawn')
      .where('ends_at', '<', new Date(now.getTime() - DOWN_WITHIN_MS))
      .limit(MOST)
      .execute();
    for (const one of hanging)
      await openFinding(ctx, {
        kind: 'sheetOfWithdrawn',
        subject: `posting:${one.id}`,
        unit: one.unit,
        carrier: one.board,
        item: one.item,
        evidence: { slug: one.slug, since: localDateAt(one.ends_at ?? now) },
      });
    const dropped = await own(ctx.tx)
      .selectFrom('carriers.finding as f')
      .innerJoin('carriers.posting as p', (join) =>
        join.on('f.subject', '=', sql<string>`'posting:' || p.id`),
      )
      .select('f.subject')
      .where('f.kind', '=', 'boardWithoutSheet')
      .where('f.resolved_at', 'is', null)
      .where('p.state', '=', 'dropped')
      .execute();
    for (const { subject } of dropped) await resolveFinding(ctx, 'boardWithoutSheet', subject);
  });
}
