import type { Actor, Grant, PersonId, UnitRef } from '#kernel';
import type { ProcessStep } from '../process.ts';
import type { Purpose, RevisionState, StepKind } from '../words.ts';
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

/** All that the rules need to know about a revision. The shell loads it under the row's lock; the rules read nothing else. */
export type CaseState = {
  readonly state: RevisionState;
  readonly purpose: Purpose;
  /** The unit whose dossier it is. */
  readonly unit: UnitRef;
  /** The process the case began with: a copy of a definition that never changes. */
  readonly steps: readonly ProcessStep[];
  /** The unit in which each step is decided, in the order of `steps`; null where there is none (no superior, dissolved). */
  readonly stepUnits: readonly (UnitRef | null)[];
  /** Index of the step the case stands in, also while escalated and when approved; null before the first. */
  readonly step: number | null;
  /** Where the case has been sent up to (报批), else null. */
  readonly escalatedTo: UnitRef | null;
  /** The superior of the unit where the case now stands, null at the root. */
  readonly superior: UnitRef | null;
  readonly hands: readonly Hand[];
  /** How an urgent publication (应急发布) stands with its skipped steps; null for the ordinary order. */
  readonly urgent: UrgentState | null;
  readonly claimedBy: { readonly person: PersonId; readonly name: string } | null;
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
  secrecyReview: 'inSecrecyReview',
  approval: 'inApproval',
} as const satisfies Record<StepKind, RevisionState>;

/** States in which somebody must decide a step. */
export const stepStates = ['inReview', 'inSecrecyReview', 'inApproval', 'escalated'] as const;

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

/** By which grant somebody acts, and so for whom. */
export type Authority = Pick<Grant, 'principal'>;
