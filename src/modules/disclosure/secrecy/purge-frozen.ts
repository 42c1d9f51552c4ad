import { sql } from 'kysely';
import type { CommandContext } from '#platform/command';
import { COLLECT_FILES } from '#platform/files';
import { addJob } from '#platform/jobs';
import { recordEvent } from '../commands/apply-move.ts';
import { announce } from '../facts.ts';
import type { FrozenRevision } from '../publishing.ts';
import { findCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';

/**
 * Takes the words out of a frozen revision in which a mark of secrecy was found (保守国家秘密法 art. 31): text, files, kept
 * copies, and the title in people's notices. Number, signatures, timeline and incident stay. The database lets frozen words
 * go for this alone: its function asks for the open incident.
 * The bytes are dropped by a job of the same transaction, unless another dossier names them too.
 */
export async function purgeFrozen(ctx: CommandContext, { revision, content }: FrozenRevision): Promise<void> {
  const before = await findCase(ctx.tx, revision);
  if (before === undefined) throw new Error(`no revision ${revision}`);
  await sql`select disclosure.purge_revision(${revision}::uuid)`.execute(rows(ctx.tx));
  await forgetTitle(ctx, revision);
  const hashes = content.attachments.map((file) => file.sha256);
  if (hashes.length > 0) await addJob(ctx.tx, COLLECT_FILES, { hashes });
  await recordEvent(ctx, before, 'purged', '');
  const { dossier, unit, revision: row } = before;
  await announce(ctx, 'disclosure.withdrawn', unit.id, {
    disclosure: dossier.id,
    revision,
    purpose: row.purpose,
    from: before.case.state,
  });
}

/** Notices told people the title; it is part of what has to go. */
export async function forgetTitle(ctx: CommandContext, revision: string): Promise<void> {
  await sql`update platform.notification set params = params || '{"title": "…"}'
    where link = ${`/revisions/${revision}`} and params ? 'title'`.execute(rows(ctx.tx));
}
