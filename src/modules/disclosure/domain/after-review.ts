import type { Actor } from '#kernel';
import type { ProcessStep } from '../process.ts';
import type { CaseState } from './case-state.ts';
import { type Holding, holdingOf } from './relation.ts';

/** What became of an urgent publication (应急发布): still waiting for reviews, passed by all, or objected to. */
export type UrgentState = {
  /** Keys of the skipped steps that others must still do, in the order of the process. */
  readonly waiting: readonly string[];
  readonly objected: boolean;
};

type Signed = { readonly move: string; readonly stepKey: string | null };

/**
 * How an urgent revision stands, from its signatures alone. All steps but the last are skipped when it is proposed urgently
 * and are done afterwards; an objection ends the waiting, because then it must be corrected or withdrawn.
 * @param steps the process the case began with
 * @returns null for a case that takes the ordinary order
 */
export function urgentStateOf(
  steps: readonly ProcessStep[],
  signatures: readonly Signed[],
): UrgentState | null {
  if (!signatures.some((one) => one.move === 'proposeUrgently')) return null;
  const objected = signatures.some((one) => one.move === 'objectAfterwards');
  const reviewed = new Set(
    signatures.filter((one) => one.move === 'passAfterwards').map((one) => one.stepKey),
  );
  const skipped = steps.slice(0, -1).map((step) => step.key);
  return { waiting: objected ? [] : skipped.filter((key) => !reviewed.has(key)), objected };
}

/** A skipped step that waits, and how the asker holds its role in its place. */
export type WaitingReview = { readonly step: ProcessStep; readonly index: number; readonly holding: Holding };

/** The skipped step this person would do now: the first they hold freely, else the first of all; undefined when none waits. */
export function reviewFor(
  c: Pick<CaseState, 'urgent' | 'steps' | 'stepUnits' | 'hands'>,
  actor: Actor,
): WaitingReview | undefined {
  const waiting = c.steps.flatMap((step, index): WaitingReview[] => {
    if (c.urgent?.waiting.includes(step.key) !== true) return [];
    const place = c.stepUnits[index] ?? null;
    const holding: Holding = place === null ? { kind: 'none' } : holdingOf(actor, step.role, place, c.hands);
    return [{ step, index, holding }];
  });
  return waiting.find((one) => one.holding.kind === 'holder') ?? waiting[0];
}

export type UrgentRefusal = 'case-no-after-review' | 'case-urgent-purpose';

/** Only what puts out a text can be urgent; taking down and changes of validity take the ordinary order. */
export const urgentPurposes = [
  'publish',
  'correct',
  'clarify',
] as const satisfies readonly CaseState['purpose'][];
