import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { applyMove } from './apply-move.ts';
import { lockForMove, type Moved, type MoveRefusal } from './make-move.ts';

export type Reschedule = {
  readonly revision: string;
  readonly contentSha256: string;
  /** null: at once */
  readonly publishAt: Date | null;
  readonly reason: string;
};

/**
 * Sets another time for what is approved and not yet out (DIS-6). The time is part of the plan that was approved, so only
 * who may approve may move it, and signs for it; the content and its hash stay.
 */
export async function reschedule(
  ctx: CommandContext,
  { revision, contentSha256, publishAt, reason }: Reschedule,
): Promise<Result<Moved, MoveRefusal | 'publish-at-past'>> {
  const locked = await lockForMove(ctx, { revision, move: 'reschedule' });
  if (!locked.ok) return locked;
  const { before, next } = locked.value;
  if (before.revision.content_sha256 !== contentSha256) return refuse('case-content-changed', 409);
  if (reason.trim() === '') return refuse('case-reason-required', 400, {}, 'reason');
  if (publishAt !== null && publishAt <= ctx.now) return refuse('publish-at-past', 400, {}, 'publishAt');
  const applied = { move: 'reschedule', next, opinion: reason, contentSha256 } as const;
  await applyMove(ctx, before, applied, { publish_at: publishAt });
  return done({ before, next });
}
