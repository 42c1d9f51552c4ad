import type { Actor, Grant, PersonId, UnitRef } from '#kernel';
import type { ProcessStep } from '../process.ts';
import type { Purpose, RevisionState, SignerTiming, StepKind } from '../words.ts';
import { seatsOf } from '../words.ts';
import type { UrgentState } from './after-review.ts';

/** What somebody did to a revision that keeps them from deciding it later. */
export type HandKind = 'editor' | 'proposer' | 'decider';

/**
 * A hand in a revision: who did it and for whom. Under delegation (代理) both the delegate and the principal had the hand,
 * so neither can have another one.
 */
export type Hand = {
  readonly kind: HandKind;
  readonly person: PersonId;
  readonly principal: PersonId | null;
  /** The step decided, for a decider. */
  readonly stepKey: string | null;
};

/**
 * A place where somebody must act now. A step has one; countersigning (会签) has one for each seat; each added signer (加签)
 * whose turn it is has one.
 */
export type Lane = {
  /** Index of the seat; an added signer has that of whoever asked. */
  readonly lane: number;
  /** The request that added this signer, null for the step's own seats. */
  readonly request: string | null;
  readonly role: ProcessStep['role'];
  readonly place: UnitRef;
  /** Only this person, or who acts for them; null: whoever holds the role there. */
  readonly person: PersonId | null;
  readonly claimedBy: { readonly person: PersonId; readonly name: string } | null;
};

/** A request for one more opinion (加签) that is not answered, taken back or overtaken yet. */
export type SignerRequest = Pick<Lane, 'lane' | 'role' | 'place' | 'person'> & {
  readonly id: string;
  readonly timing: SignerTiming;
  /** The person asked, or null when a role was asked. */
  readonly name: string | null;
  readonly askedBy: PersonId;
  /** The person for whom it was asked, under delegation. */
  readonly askedFor: PersonId | null;
};

/** All that the rules need to know about a revision. The shell loads it under the row's lock; the rules read nothing else. */
export type CaseState = {
  readonly state: RevisionState;
  readonly purpose: Purpose;
  /** The unit whose dossier it is. */
  readonly unit: UnitRef;
  /** The process the case began with: a copy of a definition that never changes. */
  readonly steps: readonly ProcessStep[];
  /** The unit of each step's own seat, in the order of `steps`; null where there is none (no superior, no line, dissolved). */
  readonly stepUnits: readonly (UnitRef | null)[];
  /** The units of the other seats of each step (会签), in the order of its `signers`. */
  readonly signerUnits: readonly (readonly (UnitRef | null)[])[];
  /** Index of the step the case stands in, also while escalated and when approved; null before the first. */
  readonly step: number | null;
  /** Where the case has been sent up to (报批), else null. */
  readonly escalatedTo: UnitRef | null;
  /** The superior of the unit where the case now stands, null at the root. */
  readonly superior: UnitRef | null;
  readonly hands: readonly Hand[];
  /** How an urgent publication (应急发布) stands with its skipped steps; null for the ordinary order. */
  readonly urgent: UrgentState | null;
  /** Where somebody must act now; empty when no step is open. */
  readonly lanes: readonly Lane[];
  /** Open requests for one more opinion in the present step. */
  readonly requests: readonly SignerRequest[];
  /** This revision is what the public page now shows. */
  readonly live: boolean;
  /** No newer revision of the dossier exists. */
  readonly newest: boolean;
  /** Some revision of the dossier is drafted, in a step, or approved and not yet out. */
  readonly underWay: boolean;
};

/** A person, or the publication room acting on what was approved. */
export type Asker = Actor | 'publication';

/** The state in which a case stands while a step of that kind is open. */
export const stateOfKind = {
  review: 'inReview',
  riskAssessment: 'inRiskAssessment',
  legality: 'inLegality',
  secrecyReview: 'inSecrecyReview',
  countersign: 'inCountersign',
  approval: 'inApproval',
} as const satisfies Record<StepKind, RevisionState>;

/** States in which somebody must decide a step. */
export const stepStates = [
  'inReview',
  'inRiskAssessment',
  'inLegality',
  'inSecrecyReview',
  'inCountersign',
  'inApproval',
  'escalated',
] as const satisfies readonly RevisionState[];

/** States in which a revision is on its way: while one is, no second revision of the dossier can begin. */
export const underWayStates = [
  'draft',
  ...stepStates,
  'approved',
] as const satisfies readonly RevisionState[];

/** The step the case stands in, or undefined. */
export function currentStep(c: CaseState): ProcessStep | undefined {
  return c.step === null ? undefined : c.steps[c.step];
}

/** The unit whose holders decide now: the superior when sent up, else the step's own unit. */
export function currentPlace(c: CaseState): UnitRef | null {
  if (c.escalatedTo !== null) return c.escalatedTo;
  return c.step === null ? null : (c.stepUnits[c.step] ?? null);
}

/** The units of all seats of a step; null for one that has none. */
export function placesOf(
  c: Pick<CaseState, 'stepUnits' | 'signerUnits'>,
  index: number,
): readonly (UnitRef | null)[] {
  return [c.stepUnits[index] ?? null, ...(c.signerUnits[index] ?? [])];
}

/** The lanes that open when a case comes to a step, each free to be taken on. Seats without a unit have none. */
export function lanesOn(
  c: Pick<CaseState, 'steps' | 'stepUnits' | 'signerUnits'>,
  index: number,
  escalatedTo: UnitRef | null,
): readonly Lane[] {
  const step = c.steps[index];
  if (step === undefined) return [];
  const places = escalatedTo === null ? placesOf(c, index) : [escalatedTo];
  return seatsOf(step).flatMap((seat, lane) => {
    const place = places[lane] ?? null;
    return place === null
      ? []
      : [{ lane, request: null, role: seat.role, place, person: null, claimedBy: null }];
  });
}

/** The lane of an added signer whose turn has come. */
export function laneOfRequest({ id, lane, role, place, person }: SignerRequest): Lane {
  return { lane, request: id, role, place, person, claimedBy: null };
}

/** By which grant somebody acts, and so for whom. */
export type Authority = Pick<Grant, 'principal'>;
