import { done, type Result } from '#kernel';
import { carryDecisions } from '#modules/screening';
import type { CommandContext } from '#platform/command';
import type { DraftContent } from '../content.ts';
import { type CaseRefusal, startMoves } from '../domain/index.ts';
import { carryAuthors, copyAttachments, insertDraft, recordEditor } from '../store/drafts.ts';
import { rows } from '../store/rows.ts';
import type { Move, Purpose } from '../words.ts';
import { applyMove, principalOf, recordEvent } from './apply-move.ts';
import { lockForMove, type Moved } from './make-move.ts';
import { draftOf } from './save-draft.ts';

export type Opened = { readonly disclosure: string; readonly revision: string };

/**
 * Drafts again what was sent back or taken back (重新提出): a new revision of the same dossier, number and history, with
 * the same text and files. Its authors stay authors.
 */
export async function resubmit(
  ctx: CommandContext,
  revision: string,
): Promise<Result<Opened, CaseRefusal | 'not-found'>> {
  const opened = await openRevision(ctx, revision, 'resubmit');
  if (opened.ok) await carryAuthors(ctx, revision, opened.value.revision);
  return opened;
}

/**
 * Begins a correction (更正), clarification (澄清), withdrawal (撤下) or change of validity of what is published. It goes
 * through the same order; until it is out, the old page stays up as it is (PEERS, mistakes 2 and 3).
 */
export async function startRevision(
  ctx: CommandContext,
  disclosure: string,
  purpose: Exclude<Purpose, 'publish'>,
): Promise<Result<Opened, CaseRefusal | 'not-found'>> {
  const live = await rows(ctx.tx)
    .selectFrom('disclosure.revision')
    .select('id')
    .where('disclosure_id', '=', disclosure)
    .orderBy((eb) => eb('state', '=', 'published'), 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return openRevision(ctx, live?.id ?? disclosure, startMoves[purpose]);
}

export async function startCorrection(ctx: CommandContext, disclosure: string) {
  return startRevision(ctx, disclosure, 'correct');
}

export async function startClarification(ctx: CommandContext, disclosure: string) {
  return startRevision(ctx, disclosure, 'clarify');
}

export async function startWithdrawal(ctx: CommandContext, disclosure: string) {
  return startRevision(ctx, disclosure, 'withdraw');
}

export async function startValidityChange(ctx: CommandContext, disclosure: string) {
  return startRevision(ctx, disclosure, 'changeValidity');
}

async function openRevision(
  ctx: CommandContext,
  revision: string,
  move: Move,
): Promise<Result<Opened, CaseRefusal | 'not-found'>> {
  const locked = await lockForMove(ctx, { revision, move });
  if (!locked.ok) return locked;
  const { before, next } = locked.value;
  const contentSha256 = before.revision.content_sha256 ?? '';
  await applyMove(ctx, before, { move, next, opinion: '', contentSha256 });
  const opened = await insertDraft(ctx, {
    dossier: before.dossier.id,
    number: (await newestNumber(ctx, before.dossier.id)) + 1,
    purpose: next.opens ?? 'publish',
    basedOn: before.revision.id,
    content: begunFrom(locked.value),
  });
  await copyAttachments(ctx.tx, before.revision.id, opened);
  await carryDecisions(ctx, before.revision.id, opened, before.unit.id);
  await recordEditor(ctx, opened, ctx.actor, next.authority);
  const principal = await principalOf(ctx, next.authority.principal);
  await recordEvent(ctx, { dossier: before.dossier, revision: { id: opened } }, 'created', '', principal);
  return done({ disclosure: before.dossier.id, revision: opened });
}

/** The same text. A new purpose begins without the old one's note, reason and hour of publication. */
function begunFrom({ before, next }: Moved): DraftContent {
  const content = draftOf(before);
  const isSame = next.opens === before.revision.purpose && before.revision.state !== 'published';
  return isSame ? content : { ...content, changeNote: null, reason: null, publishAt: null };
}

async function newestNumber(ctx: CommandContext, dossier: string): Promise<number> {
  const { number } = await rows(ctx.tx)
    .selectFrom('disclosure.revision')
    .select('number')
    .where('disclosure_id', '=', dossier)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return number;
}
