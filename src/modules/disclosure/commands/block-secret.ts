import { done, type Result } from '#kernel';
import { recordSecretMark } from '#modules/screening';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { COLLECT_FILES } from '#platform/files';
import { addJob } from '#platform/jobs';
import type { CaseRefusal } from '../domain/index.ts';
import { goesOut, secretMarks, type Words } from '../screening.ts';
import { forgetTitle } from '../secrecy/purge-frozen.ts';
import { listAttachments } from '../store/drafts.ts';
import { rows } from '../store/rows.ts';
import { recordEvent } from './apply-move.ts';
import { blankContent } from './create-disclosure.ts';
import { lockForMove } from './make-move.ts';
import { draftOf } from './save-draft.ts';

/**
 * Records that something bearing a mark of secrecy was refused (SCR-4): that, where and by whom, nothing of the text. Runs
 * after the refused transaction was rolled back.
 */
export async function recordBlockedMark(
  ctx: CommandContext,
  at: { readonly revision: string | null; readonly unit: number },
  words: Words,
): Promise<Result<string>> {
  return done(await recordSecretMark(ctx, { ...at, stage: 'compose', findings: secretMarks(words) }));
}

/**
 * Clears a draft in which a mark was found that had not been seen when it was saved (a newer engine, a mark put together
 * from parts): text, files and kept copies go; the number, the timeline and the incident stay.
 * The bytes of attached files are dropped by a job of the same transaction, unless another dossier names them too.
 */
export async function purgeDraft(
  ctx: CommandContext,
  revision: string,
): Promise<Result<string, CaseRefusal | 'not-found'>> {
  const locked = await lockForMove(ctx, { revision, move: 'edit' });
  if (!locked.ok) return locked;
  const { before } = locked.value;
  const texts = await listAttachments(ctx.tx, revision);
  const findings = secretMarks(goesOut(before.revision.purpose, draftOf(before), texts));
  const incident = await recordSecretMark(ctx, { revision, unit: before.unit.id, stage: 'submit', findings });
  const hashes = texts.map((file) => file.sha256);
  if (hashes.length > 0) await addJob(ctx.tx, COLLECT_FILES, { hashes });
  await clear(ctx, revision, JSON.stringify(blankContent(before.unit)));
  await forgetTitle(ctx, revision);
  await recordEvent(ctx, before, 'purged', '');
  await recordAudit(ctx, {
    action: 'disclosure.purge',
    subjectKind: 'revision',
    subject: revision,
    unit: before.unit.id,
    data: { incident },
  });
  return done(incident);
}

async function clear(ctx: CommandContext, revision: string, blank: string): Promise<void> {
  await rows(ctx.tx)
    .updateTable('disclosure.revision')
    .set((eb) => ({ content: blank, lock_version: eb('lock_version', '+', 1), updated_at: ctx.now }))
    .where('id', '=', revision)
    .execute();
  await rows(ctx.tx).deleteFrom('disclosure.attachment').where('revision_id', '=', revision).execute();
  await rows(ctx.tx)
    .updateTable('disclosure.draft_conflict')
    .set((eb) => ({ content: blank, settled_at: eb.fn.coalesce('settled_at', eb.val(ctx.now)) }))
    .where('revision_id', '=', revision)
    .execute();
}
