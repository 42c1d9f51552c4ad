import { CompiledQuery } from 'kysely';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import { type Database, kept, later } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import type { LogSettings } from '../log.ts';
import { type Head, own } from '../store.ts';

/** What becomes of a head when it is published. */
export type Publishing = {
  /** The head's note with the witnesses' signatures. */
  readonly note: string;
  readonly witnessed: boolean;
  /** Entries below are public already. */
  readonly from: number;
};

/** The moment of publication: in one transaction the checkpoint is served and every room makes visible what it adds. */
export async function reveal(
  database: Database,
  settings: LogSettings,
  head: Head,
  publishing: Publishing,
  now: Date,
): Promise<void> {
  await inTransaction(database, { actor: systemActor, now }, async (ctx) => {
    await revealIn(ctx, settings, head, publishing);
    failPoint('before-reveal-commit');
    return done(null);
  });
  failPoint('after-reveal-commit');
}

/** The same in the caller's transaction. */
export async function revealIn(
  ctx: CommandContext,
  settings: LogSettings,
  head: Head,
  { note, witnessed, from }: Publishing,
): Promise<void> {
  // What readers have seen may not be gone after a power cut, whatever the database is told elsewhere.
  await later(ctx.tx, CompiledQuery.raw('set local synchronous_commit = on'));
  await later(
    ctx.tx,
    kept(
      own(ctx.tx)
        .insertInto('transparency_log.published')
        .values({ size: head.size, root: head.root, note, witnessed, published_at: ctx.now }),
    ),
  );
  const entries = await own(ctx.tx)
    .selectFrom('transparency_log.leaf')
    .select(['idx as index', 'type'])
    .where('idx', '>=', from)
    .where('idx', '<', head.size)
    .orderBy('idx')
    .execute();
  if (entries.length > 0) for (const show of settings.reveals()) await show(ctx, entries);
  await recordAudit(ctx, {
    action: 'transparency-log.publish-checkpoint',
    subjectKind: 'checkpoint',
    subject: String(head.size),
    data: { size: head.size, root: head.root.toString('hex'), witnessed },
  });
}
