import type { Result } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type Moved, type MoveRefusal, makeMove } from './make-move.ts';

export type WithReason = { readonly revision: string; readonly reason: string };

/** The proposer takes the proposal back before it is approved (撤回). The text stays as it was signed; resubmit drafts it anew. */
export async function recall(
  ctx: CommandContext,
  { revision, reason }: WithReason,
): Promise<Result<Moved, MoveRefusal>> {
  return makeMove(ctx, { revision, move: 'recall', opinion: reason });
}

/** Puts a draft aside that was never proposed. */
export async function discard(
  ctx: CommandContext,
  { revision, reason }: WithReason,
): Promise<Result<Moved, MoveRefusal>> {
  return makeMove(ctx, { revision, move: 'discard', opinion: reason });
}

/** Stops what was approved before it goes out; the schedule is off with the same transaction's fact. */
export async function cancelApproved(
  ctx: CommandContext,
  { revision, reason }: WithReason,
): Promise<Result<Moved, MoveRefusal>> {
  return makeMove(ctx, { revision, move: 'cancelApproved', opinion: reason });
}
