import { type Refusal, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { currentStep } from '../domain/index.ts';
import { type ScreeningRefusal, screeningProblem } from '../screening.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { authorsDecisionProblem } from '../urgent/screening.ts';
import { type Moved, type MoveRefusal, makeMove } from './make-move.ts';

/** A decision on the frozen text the decider saw. */
export type Decision = {
  readonly revision: string;
  readonly contentSha256: string;
  readonly opinion: string;
};

export type PassRefusal = MoveRefusal | ScreeningRefusal | 'step-is-secrecy-review' | 'step-is-review';

/**
 * Passes the review (审核: 必要性、准确性、程序).
 * @returns refused with `step-is-secrecy-review` when the case stands there: its question is another one
 */
export async function passReview(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, PassRefusal>> {
  return makeMove(ctx, { ...decision, move: 'pass' }, async (loaded) =>
    isSecrecyReview(loaded) ? refuse('step-is-secrecy-review', 409) : null,
  );
}

/** Passes the secrecy review (保密审查): every finding must have been decided, and nothing secret may stand in the text. */
export async function passSecrecyReview(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, PassRefusal>> {
  return makeMove<PassRefusal>(ctx, { ...decision, move: 'pass' }, async (loaded) =>
    isSecrecyReview(loaded) ? screeningProblem(ctx.tx, loaded.revision.id) : refuse('step-is-review', 409),
  );
}

/** Passes the step the case stands in, whichever of the two it is; for batch and for the one button of the case view. */
export async function passStep(ctx: CommandContext, decision: Decision): Promise<Result<Moved, PassRefusal>> {
  const check = async (loaded: LoadedCase): Promise<Refusal<PassRefusal> | null> =>
    isSecrecyReview(loaded) ? screeningProblem(ctx.tx, loaded.revision.id) : null;
  return makeMove<PassRefusal>(ctx, { ...decision, move: 'pass' }, check);
}

function isSecrecyReview(loaded: LoadedCase): boolean {
  return currentStep(loaded.case)?.kind === 'secrecyReview';
}

/** Signs one seat of a countersigned step (会签). The case goes on when all have; one refusal returns it. */
export async function countersign(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, MoveRefusal>> {
  return makeMove(ctx, { ...decision, move: 'countersign' });
}

export type ApproveRefusal = ScreeningRefusal | 'urgent-finding-by-author';

/** Approves within authority (审批). After the last approval the publication room is told what to put out and when. */
export async function approve(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, MoveRefusal | ApproveRefusal>> {
  return makeMove<ApproveRefusal>(
    ctx,
    { ...decision, move: 'approve' },
    async (loaded) =>
      (await screeningProblem(ctx.tx, loaded.revision.id)) ?? (await authorsDecisionProblem(ctx.tx, loaded)),
  );
}

/** Gives it back with the reason (退回); the writers may draft it again under the same number. */
export async function returnRevision(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, MoveRefusal>> {
  return makeMove(ctx, { ...decision, move: 'return' });
}

/** Sends it up as beyond the unit's authority (超越权限报批, 条例 art. 15(三)): the superior's approver decides. */
export async function escalate(ctx: CommandContext, decision: Decision): Promise<Result<Moved, MoveRefusal>> {
  return makeMove(ctx, { ...decision, move: 'escalate' });
}
