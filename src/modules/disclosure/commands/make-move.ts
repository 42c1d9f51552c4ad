import { done, type Refusal, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type CaseRefusal, decide, type NextState, ruleOf } from '../domain/index.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import { lockDossier } from '../store/rows.ts';
import type { Move } from '../words.ts';
import { applyMove } from './apply-move.ts';

export type MoveInput = {
  readonly revision: string;
  readonly move: Move;
  readonly opinion?: string;
  /** The hash of the text the asker saw; a signature is given only to that. */
  readonly contentSha256?: string;
  /** The request for an opinion that the move is about. */
  readonly request?: string | undefined;
};

export type MoveRefusal = CaseRefusal | 'not-found' | 'case-content-changed' | 'case-reason-required';

export type Moved = { readonly before: LoadedCase; readonly next: NextState };

/**
 * The course of every move: lock, ask the workflow, hold what was seen against what is there, write.
 * @param check what else this move asks (findings decided, …); runs under the lock, after the workflow has said yes
 * @returns the case as it was and what became of it, or the refusal; then nothing has changed
 */
export async function makeMove<Code extends string = never>(
  ctx: CommandContext,
  input: MoveInput,
  check: (loaded: LoadedCase, next: NextState) => Promise<Refusal<Code> | null> = async () => null,
): Promise<Result<Moved, MoveRefusal | Code>> {
  const locked = await lockForMove(ctx, input);
  if (!locked.ok) return locked;
  const { before, next } = locked.value;
  const problem = seenProblem(before, input) ?? (await check(before, next));
  if (problem !== null) return problem;
  const contentSha256 = before.revision.content_sha256 ?? '';
  await applyMove(ctx, before, { move: input.move, next, opinion: input.opinion ?? '', contentSha256 });
  return done({ before, next });
}

/** Locks the dossier, loads the case and asks whether the move may be made. */
export async function lockForMove(
  ctx: CommandContext,
  input: Pick<MoveInput, 'revision' | 'move' | 'request'>,
): Promise<Result<Moved, CaseRefusal | 'not-found'>> {
  await lockDossier(ctx.tx, input.revision);
  const before = await findCase(ctx.tx, input.revision);
  if (before === undefined) return refuse('not-found', 404);
  const decision = decide(before.case, input.move, ctx.actor, { request: input.request });
  return decision.ok ? done({ before, next: decision.value }) : decision;
}

/** A signature needs the bytes that were seen; some moves need their reason. */
export function seenProblem(
  before: LoadedCase,
  { move, opinion = '', contentSha256 }: MoveInput,
): Refusal<'case-content-changed' | 'case-reason-required'> | null {
  const rule = ruleOf(move);
  if (contentSha256 !== undefined && contentSha256 !== before.revision.content_sha256) {
    return refuse('case-content-changed', 409);
  }
  if (rule.reason && opinion.trim() === '') return refuse('case-reason-required', 400, {}, 'opinion');
  return null;
}
