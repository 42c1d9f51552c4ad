import { sql } from 'kysely';
import type { UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { COLLECT_FILES } from '#platform/files';
import { addJob } from '#platform/jobs';
import { recordFact } from '#platform/outbox';
import type { Erased } from '../facts.ts';
import { own } from '../store.ts';

/**
 * Ends the erasures whose entries have just become public, in the transaction that publishes the checkpoint: bytes and salts
 * of the parts concerned go, their commitments stay, and files that nothing names any more are dropped by a job.
 */
export async function finishErasures(ctx: CommandContext, batch: readonly number[]): Promise<void> {
  const ended = await own(ctx.tx)
    .selectFrom('publication.registration as r')
    .innerJoin('publication.item as i', 'i.id', 'r.item')
    .innerJoin('publication.item_version as v', (join) =>
      join.onRef('v.item', '=', 'r.item').onRef('v.version', '=', 'r.version'),
    )
    .select(['r.log_index', 'r.item', 'r.version', 'v.revision', 'i.slug', 'i.unit', 'i.disclosure'])
    .where((eb) => eb('r.log_index', '=', eb.fn.any(sql<number[]>`${batch}::bigint[]`)))
    .where('r.effect', '=', 'redact')
    .orderBy('r.log_index')
    .execute();
  for (const { log_index: logIndex, ...one } of ended) {
    const hashes = await erase(ctx, logIndex);
    if (hashes.length > 0) await addJob(ctx.tx, COLLECT_FILES, { hashes });
    await own(ctx.tx)
      .updateTable('publication.erasure')
      .set({ state: 'done', ended_at: ctx.now })
      .where('log_index', '=', logIndex)
      .where('state', '=', 'registered')
      .execute();
    const unit = one.unit as UnitId;
    const fact: Erased['data'] = { ...one, unit, logIndex };
    await recordFact(ctx, {
      kind: 'publication.erased',
      version: 1,
      unit,
      subject: `item:${one.item}`,
      data: fact,
    });
    await recordAudit(ctx, {
      action: 'publication.erased',
      subjectKind: 'item',
      subject: one.item,
      unit,
      data: { logIndex, version: one.version },
    });
  }
}

async function erase(ctx: CommandContext, logIndex: number): Promise<readonly string[]> {
  const found = await sql<{ gone: string[] }>`
    select publication.finish_erasing(${logIndex}::bigint, ${ctx.now}::timestamptz) as gone`.execute(
    own(ctx.tx),
  );
  return found.rows[0]?.gone ?? [];
}
