import type { Actor, PersonId } from '#kernel';
import type { ProcessStep } from '../process.ts';
import type { Move, StepKind } from '../words.ts';
import { seatsOf } from '../words.ts';
import { type Authority, type CaseState, currentStep, type Hand, type HandKind } from './case-state.ts';

/** Moves by which a hand is had in a revision. What is not here (claiming, taking back, stopping) binds nobody. */
const handOfMove: Partial<Record<Move, HandKind>> = {
  edit: 'editor',
  propose: 'proposer',
  proposeUrgently: 'proposer',
  pass: 'decider',
  countersign: 'decider',
  giveOpinion: 'decider',
  approve: 'decider',
  return: 'decider',
  escalate: 'decider',
  passAfterwards: 'decider',
  objectAfterwards: 'decider',
};

/** The moves whose signature makes its signer a decider. */
export const decidingMoves = [
  'pass',
  'countersign',
  'approve',
  'giveOpinion',
  'return',
  'escalate',
  'passAfterwards',
  'objectAfterwards',
] as const satisfies readonly Move[];

/** The hand that `actor` has in the revision once the move is made, or null when the move leaves none. */
export function handLeftBy(
  c: CaseState,
  move: Move,
  actor: Pick<Actor, 'person'>,
  by: Authority,
): Hand | null {
  const kind = handOfMove[move];
  if (kind === undefined) return null;
  const stepKey = kind === 'decider' ? (currentStep(c)?.key ?? null) : null;
  return { kind, person: actor.person, principal: by.principal, stepKey };
}

/** The moves that freeze a text and send it on its way; the second is the urgent one (应急发布). */
export const proposingMoves = ['propose', 'proposeUrgently'] as const satisfies readonly Move[];

export function isProposal(move: string): boolean {
  return proposingMoves.some((one) => one === move);
}

/** A signature as far as the order is concerned. */
export type Signed = {
  readonly move: Move;
  readonly stepKey: string | null;
  /** The seat of a countersigned step. */
  readonly lane?: number | null;
  readonly person: PersonId;
  readonly principal: PersonId | null;
  readonly contentSha256: string;
};

export type OrderProblem =
  | 'order-not-proposed'
  | 'order-step-missing'
  | 'order-other-content'
  | 'order-same-person';

/**
 * Did this content go through the whole order (条例 art. 15), each step on these very bytes, by different people?
 * Asked again at the moment of publication, from the signatures alone: whatever went wrong before, nothing gets past here.
 * @param steps the process the case began with
 * @param signatures of the revision, oldest first
 * @param editors who edited it
 * @returns the first thing wrong, or null
 */
export function orderProblem(
  steps: readonly ProcessStep[],
  signatures: readonly Signed[],
  editors: readonly Pick<Hand, 'person' | 'principal'>[],
  contentSha256: string,
): OrderProblem | null {
  const proposed = signatures.find((one) => isProposal(one.move));
  if (proposed === undefined) return 'order-not-proposed';
  const counted = signatures.filter((one) => one.move !== 'reschedule' && one.move !== 'claim');
  if (counted.some((one) => one.contentSha256 !== contentSha256)) return 'order-other-content';
  const decisions = counted.filter((one) => decidingMoves.some((move) => move === one.move));
  const granted = decisions.filter((one) => grantingMoves.has(one.move));
  // Proposed urgently, it goes out on the last approval alone; the others review it afterwards.
  const needed = proposed.move === 'proposeUrgently' ? steps.slice(-1) : steps;
  if (!isGranted(needed, granted)) return 'order-step-missing';
  return areDifferentPeople([proposed, ...editors], decisions) ? null : 'order-same-person';
}

/** The signature by which each kind of step is done. */
export const grantOfKind = {
  review: 'pass',
  riskAssessment: 'pass',
  legality: 'pass',
  secrecyReview: 'pass',
  countersign: 'countersign',
  approval: 'approve',
} as const satisfies Record<StepKind, Move>;

const grantingMoves: ReadonlySet<Move> = new Set(Object.values(grantOfKind));

/** Every step is granted in its turn, by its own kind of signature, and a countersigned one by each of its seats once. */
function isGranted(steps: readonly ProcessStep[], granted: readonly Signed[]): boolean {
  let at = 0;
  for (const step of steps) {
    const seats = seatsOf(step).length;
    const own = granted.slice(at, at + seats);
    at += seats;
    const isOwn = own.every((one) => one.stepKey === step.key && one.move === grantOfKind[step.kind]);
    if (!isOwn || new Set(own.map((one) => one.lane ?? 0)).size !== seats) return false;
  }
  return at === granted.length;
}

/** No decider, nor the person they acted for, is among the authors or among the other deciders. */
function areDifferentPeople(
  authors: readonly Pick<Hand, 'person' | 'principal'>[],
  deciders: readonly Pick<Hand, 'person' | 'principal'>[],
): boolean {
  const seen = new Set(authors.flatMap(peopleOf));
  for (const decider of deciders) {
    const people = peopleOf(decider);
    if (people.some((one) => seen.has(one))) return false;
    for (const one of people) seen.add(one);
  }
  return true;
}

function peopleOf(hand: Pick<Hand, 'person' | 'principal'>): readonly PersonId[] {
  return hand.principal === null ? [hand.person] : [hand.person, hand.principal];
}
