import { type Actor, done, type Refusal, type RefusalStatus, type Result, refuse } from '#kernel';
import type { ProcessStep } from '../process.ts';
import type { RevisionState } from '../words.ts';
import { reviewFor, urgentPurposes } from './after-review.ts';
import {
  type Asker,
  type Authority,
  type CaseState,
  currentPlace,
  currentStep,
  type Hand,
} from './case-state.ts';
import { type Holding, holdingOf, type Relation, relationOf } from './relation.ts';
import type { Condition, Who } from './workflow.ts';

/** The state forbids it: one code a state, so that the message can say what is going on. */
export type StateRefusal = `case-is-${RevisionState}`;

/** The step's role is another's: one code a role. */
export type HolderRefusal = `case-needs-${StepRole}`;
type StepRole = ProcessStep['role'];

export type WhoRefusal =
  | HolderRefusal
  | 'case-not-drafter'
  | 'case-you-edited'
  | 'case-you-proposed'
  | 'case-you-decided'
  | 'case-done-for-you'
  | 'case-principal-had-hand'
  | 'case-role-above'
  | 'case-role-elsewhere'
  | 'case-not-claimant'
  | 'case-not-proposer'
  | 'case-not-stopper'
  | 'case-no-after-review'
  | 'case-only-publication';

export type ConditionRefusal =
  | 'case-step-without-unit'
  | 'case-claimed'
  | 'case-claimed-by-you'
  | 'case-not-escalatable'
  | 'case-no-superior'
  | 'case-not-live'
  | 'case-withdrawn'
  | 'case-under-way'
  | 'case-not-newest'
  | 'case-urgent-purpose';

export type CaseRefusal = StateRefusal | WhoRefusal | ConditionRefusal;

/** Why the state forbids the move, or null. */
export function stateGate(c: CaseState, from: readonly RevisionState[]): Refusal<StateRefusal> | null {
  return from.includes(c.state) ? null : refuse(`case-is-${c.state}`, 409);
}

/** May this asker make a move that belongs to `who`? The authority they use, or the reason they may not. */
export function whoGate(c: CaseState, who: Who, asker: Asker): Result<Authority, WhoRefusal> {
  if (who === 'publication') {
    return asker === 'publication' ? done({ principal: null }) : refuse('case-only-publication', 403);
  }
  if (asker === 'publication') return refuse('case-only-publication', 403);
  return personGates[who](c, asker, relationOf(c, asker));
}

type PersonGate = (c: CaseState, actor: Actor, relation: Relation) => Result<Authority, WhoRefusal>;

const personGates: Record<Exclude<Who, 'publication'>, PersonGate> = {
  drafter: (_c, _actor, { drafter }) => (drafter === null ? forbid('case-not-drafter') : done(drafter)),

  stepHolder: (c, _actor, relation) => {
    const eyes = fourEyes(relation);
    if (relation.holding.kind !== 'holder') return notHolding(relation.holding, currentStep(c)?.role);
    return eyes ?? done(relation.holding.grant);
  },

  claimant: (c, actor) =>
    c.claimedBy?.person === actor.person ? done({ principal: null }) : forbid('case-not-claimant'),

  proposer: (_c, actor, { proposal }) =>
    proposal === null ? forbid('case-not-proposer') : done(actingFor(actor, proposal)),

  stopper: (c, actor, { proposal }) => {
    if (proposal !== null) return done(actingFor(actor, proposal));
    const holding = approverHolding(c, actor, []);
    return holding.kind === 'holder' ? done(holding.grant) : forbid('case-not-stopper');
  },

  scheduler: (c, actor) => {
    const earlier = c.hands.filter((hand) => hand.stepKey === null || hand.stepKey !== currentStep(c)?.key);
    const holding = approverHolding(c, actor, earlier);
    if (holding.kind !== 'holder') return notHolding(holding, currentStep(c)?.role);
    return fourEyes(relationOf({ ...c, hands: earlier }, actor)) ?? done(holding.grant);
  },

  afterReviewer: (c, actor, relation) => {
    const review = reviewFor(c, actor);
    if (review === undefined) return forbid('case-no-after-review');
    const { holding, step } = review;
    if (holding.kind !== 'holder') return notHolding(holding, step.role);
    return fourEyes(relation) ?? done(holding.grant);
  },
};

/** Who proposed by delegation takes back by the same delegation. */
function actingFor(actor: Actor, proposal: Hand): Authority {
  return { principal: proposal.person === actor.person ? proposal.principal : null };
}

function approverHolding(c: CaseState, actor: Actor, hands: readonly Hand[]): Holding {
  const step = currentStep(c);
  const place = currentPlace(c);
  return step === undefined || place === null ? { kind: 'none' } : holdingOf(actor, step.role, place, hands);
}

/** Four eyes: whoever had a hand in this revision, or for whom one was had, decides none of its steps. */
function fourEyes({ ownHand, handForThem }: Relation): Refusal<WhoRefusal> | null {
  if (ownHand !== null) return forbid(ownHandCodes[ownHand.kind]);
  return handForThem === null ? null : forbid('case-done-for-you');
}

const ownHandCodes = {
  editor: 'case-you-edited',
  proposer: 'case-you-proposed',
  decider: 'case-you-decided',
} as const satisfies Record<Hand['kind'], WhoRefusal>;

function notHolding(
  holding: Exclude<Holding, { kind: 'holder' }>,
  role: StepRole | undefined,
): Refusal<WhoRefusal> {
  switch (holding.kind) {
    case 'principalHadHand':
      return forbid('case-principal-had-hand');
    case 'above':
      return forbid('case-role-above');
    case 'elsewhere':
      return forbid('case-role-elsewhere');
    case 'none':
      return forbid(`case-needs-${role ?? 'approver'}`);
  }
}

function forbid(code: WhoRefusal): Refusal<WhoRefusal> {
  return refuse(code, 403);
}

/** Why a condition of the move does not hold, or null. */
export function conditionGate(
  c: CaseState,
  condition: Condition,
  asker: Asker,
): Refusal<ConditionRefusal> | null {
  return conditions[condition](c, asker);
}

type ConditionGate = (c: CaseState, asker: Asker) => Refusal<ConditionRefusal> | null;

const conditions: Record<Condition, ConditionGate> = {
  everyStepHasAUnit: (c) => unless(!c.stepUnits.includes(null), 'case-step-without-unit'),
  nextStepHasAUnit: (c) => unless(c.stepUnits[(c.step ?? -1) + 1] !== null, 'case-step-without-unit'),
  notClaimedByAnother: (c, asker) =>
    unless(c.claimedBy === null || isSame(c.claimedBy, asker), 'case-claimed', c.claimedBy?.name),
  notClaimedByMe: (c, asker) => unless(!isSame(c.claimedBy, asker), 'case-claimed-by-you'),
  mayEscalate: (c) => unless(currentStep(c)?.mayEscalate === true, 'case-not-escalatable'),
  hasSuperior: (c) => unless(c.superior !== null, 'case-no-superior'),
  isLive: (c) => unless(c.live, 'case-not-live'),
  notWithdrawn: (c) => unless(c.purpose !== 'withdraw', 'case-withdrawn'),
  nothingUnderWay: (c) => unless(!c.underWay, 'case-under-way'),
  mayBeUrgent: (c) =>
    unless(
      urgentPurposes.some((one) => one === c.purpose),
      'case-urgent-purpose',
    ),
  isNewest: (c) => unless(c.newest, 'case-not-newest'),
};

function isSame(claim: CaseState['claimedBy'], asker: Asker): boolean {
  return asker !== 'publication' && claim?.person === asker.person;
}

const stateForbids: RefusalStatus = 409;

function unless(
  holds: boolean,
  code: ConditionRefusal,
  name: string | undefined = undefined,
): Refusal<ConditionRefusal> | null {
  return holds ? null : refuse(code, stateForbids, name === undefined ? {} : { name });
}
