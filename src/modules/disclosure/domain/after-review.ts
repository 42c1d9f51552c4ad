import type { Actor } from '#kernel';
import type { ProcessStep, StepSigner } from '../process.ts';
import { seatsOf } from '../words.ts';
import { type CaseState, placesOf } from './case-state.ts';
import { type Holding, holdingOf } from './relation.ts';

/** A seat of a skipped step that must still be done: `lane` is its index among the seats of the step (会签), else 0. */
export type SkippedSeat = { readonly stepKey: string; readonly lane: number };

/** What became of an urgent publication (应急发布): still waiting for reviews, passed by all, or objected to. */
export type UrgentState = {
  /** What others must still do, in the order of the process. */
  readonly waiting: readonly SkippedSeat[];
  readonly objected: boolean;
};

type Signed = { readonly move: string; readonly stepKey: string | null; readonly lane: number | null };

/**
 * How an urgent revision stands, from its signatures alone. All steps but the last are skipped when it is proposed urgently
 * and are done afterwards, a countersigned one by each of its seats; an objection ends the waiting, because then it must be
 * corrected or withdrawn.
 * @param steps the process the case began with
 * @returns null for a case that takes the ordinary order
 */
export function urgentStateOf(
  steps: readonly ProcessStep[],
  signatures: readonly Signed[],
): UrgentState | null {
  if (!signatures.some((one) => one.move === 'proposeUrgently')) return null;
  const objected = signatures.some((one) => one.move === 'objectAfterwards');
  const isReviewed = (seat: SkippedSeat) =>
    signatures.some(
      (one) => one.move === 'passAfterwards' && one.stepKey === seat.stepKey && (one.lane ?? 0) === seat.lane,
    );
  const skipped = steps
    .slice(0, -1)
    .flatMap((step) => seatsOf(step).map((_, lane) => ({ stepKey: step.key, lane })));
  return { waiting: objected ? [] : skipped.filter((seat) => !isReviewed(seat)), objected };
}

/** A skipped seat that waits, and how the asker holds its role in its place. */
export type WaitingReview = {
  readonly step: ProcessStep;
  readonly role: StepSigner['role'];
  readonly index: number;
  readonly lane: number;
  readonly holding: Holding;
};

/** Seats of an urgent publication that wait to be done afterwards, as this person stands to each. */
function waitingFor(c: Reviewed, actor: Actor): readonly WaitingReview[] {
  return (c.urgent?.waiting ?? []).flatMap(({ stepKey, lane }): WaitingReview[] => {
    const index = c.steps.findIndex((step) => step.key === stepKey);
    const step = c.steps[index];
    const role = step === undefined ? undefined : seatsOf(step)[lane]?.role;
    if (step === undefined || role === undefined) return [];
    const place = placesOf(c, index)[lane] ?? null;
    const holding: Holding = place === null ? { kind: 'none' } : holdingOf(actor, role, place, c.hands);
    return [{ step, role, index, lane, holding }];
  });
}

type Reviewed = Pick<CaseState, 'urgent' | 'steps' | 'stepUnits' | 'signerUnits' | 'hands'>;

/** The skipped seat this person would do now: the first they hold freely, else the first of all; undefined when none waits. */
export function reviewFor(c: Reviewed, actor: Actor): WaitingReview | undefined {
  const waiting = waitingFor(c, actor);
  return waiting.find((one) => one.holding.kind === 'holder') ?? waiting[0];
}

export type UrgentRefusal = 'case-no-after-review' | 'case-urgent-purpose';

/** Only what puts out a text can be urgent; taking down and changes of validity take the ordinary order. */
export const urgentPurposes = [
  'publish',
  'correct',
  'clarify',
] as const satisfies readonly CaseState['purpose'][];
