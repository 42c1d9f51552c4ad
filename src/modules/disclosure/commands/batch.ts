import type { Refusal, Result } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { Move, RevisionState } from '../words.ts';
import { claim } from './claim.ts';
import { approve, countersign, type Decision, escalate, passStep, returnRevision } from './decide-step.ts';
import type { Moved } from './make-move.ts';
import { giveOpinion } from './signers.ts';

export type BatchMove = Extract<
  Move,
  'claim' | 'pass' | 'countersign' | 'approve' | 'giveOpinion' | 'return' | 'escalate'
>;

export type BatchItem = { readonly revision: string; readonly contentSha256: string };

export type BatchResult = {
  readonly revision: string;
  readonly state: RevisionState | null;
  readonly refusal: Refusal | null;
};

/** Runs one command in a transaction of its own. */
export type Run = (work: (ctx: CommandContext) => Promise<Result<Moved>>) => Promise<Result<Moved>>;

/**
 * Makes the same move on many cases, each by itself: the same rules, its own transaction, its own signature and its own
 * answer. One item out of scope stops no other (PEERS, mistake 5).
 */
export async function batchDecide(
  run: Run,
  move: BatchMove,
  items: readonly BatchItem[],
  opinion: string,
): Promise<readonly BatchResult[]> {
  const results: BatchResult[] = [];
  for (const item of items) {
    const answer = await run((ctx) => one(ctx, move, item, opinion));
    results.push({
      revision: item.revision,
      state: answer.ok ? answer.value.next.state : null,
      refusal: answer.ok ? null : answer,
    });
  }
  return results;
}

async function one(
  ctx: CommandContext,
  move: BatchMove,
  item: BatchItem,
  opinion: string,
): Promise<Result<Moved>> {
  if (move === 'claim') return claim(ctx, item.revision);
  return deciding[move](ctx, { ...item, opinion });
}

const deciding: Readonly<
  Record<Exclude<BatchMove, 'claim'>, (ctx: CommandContext, given: Decision) => Promise<Result<Moved>>>
> = { pass: passStep, countersign, approve, giveOpinion, return: returnRevision, escalate };
