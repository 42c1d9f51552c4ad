import { type Actor, done, type Refusal, type RefusalStatus, type Result, refuse } from '#kernel';
import type { ProcessStep } from '../process.ts';
import type { RevisionState } from '../words.ts';
import { seatsOf } from '../words.ts';
import { reviewFor, type UrgentRefusal, urgentPurposes } from './after-review.ts';
import {
  type Asker,
  type Authority,
  type CaseState,
  currentPlace,
  currentStep,
  type Hand,
  type Lane,
  placesOf,
  type SignerRequest,
} from './case-state.ts';
import { bestLane, type Holding, holdingOf, type Relation, relationOf } from './relation.ts';
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
  | 'case-with-added-signer'
  | 'case-not-asked'
  | 'case-no-request'
  | 'case-not-requester'
  | 'case-not-proposer'
  | 'case-not-stopper'
  | 'case-no-after-review'
  | 'case-only-publication';

export type ConditionRefusal =
  | 'case-step-without-unit'
  | 'case-claimed'
  | 'case-claimed-by-you'
  | 'case-opinion-awaited'
  | 'case-signer-asked'
  | 'case-signers-many'
  | 'case-not-escalatable'
  | 'case-no-superior'
  | 'case-not-live'
  | 'case-withdrawn'
  | 'case-under-way'
  | 'case-not-newest'
  | Exclude<UrgentRefusal, 'case-no-after-review'>;

export type CaseRefusal = StateRefusal | WhoRefusal | ConditionRefusal;

/** Why the state forbids the move, or null. */
export function stateGate(c: CaseState, from: readonly RevisionState[]): Refusal<StateRefusal> | null {
  return from.includes(c.state) ? null : refuse(`case-is-${c.state}`, 409);
}

/** What a move is about, where the state alone leaves a choice. */
export type About = {
  /** The request for an opinion that is answered or taken back. */
  readonly request?: string | undefined;
};

/** By which authority somebody may make a move, and the lane or request in which they make it. */
export type Standing = Authority & { readonly lane?: Lane; readonly request?: SignerRequest };

/** May this asker make a move that belongs to `who`? The authority they use, or the reason they may not. */
export function whoGate(c: CaseState, who: Who, asker: Asker, about: About): Result<Standing, WhoRefusal> {
  if (who === 'publication') {
    return asker === 'publication' ? done({ principal: null }) : refuse('case-only-publication', 403);
  }
  if (asker === 'publication') return refuse('case-only-publication', 403);
  return personGates[who](c, asker, relationOf(c, asker), about);
}

type PersonGate = (
  c: CaseState,
  actor: Actor,
  relation: Relation,
  about: About,
) => Result<Standing, WhoRefusal>;

const personGates: Record<Exclude<Who, 'publication'>, PersonGate> = {
  drafter: (_c, _actor, { drafter }) => (drafter === null ? forbid('case-not-drafter') : done(drafter)),

  stepHolder: (c, actor, relation) =>
    inLane(
      c,
      actor,
      relation,
      c.lanes.filter((lane) => lane.request === null),
      'case-with-added-signer',
    ),

  stepSigner: (c, actor, relation) => {
    const after = new Set(c.requests.flatMap((one) => (one.timing === 'after' ? [one.id] : [])));
    const lanes = c.lanes.filter((lane) => lane.request === null || after.has(lane.request));
    return inLane(c, actor, relation, lanes, 'case-with-added-signer');
  },

  asked: (c, actor, relation, about) => {
    const isMeant = (lane: Lane) => about.request === undefined || lane.request === about.request;
    const lanes = c.lanes.filter((lane) => lane.request !== null && isMeant(lane));
    const found = inLane(c, actor, relation, lanes, 'case-not-asked');
    return found.ok || handRefusals.has(found.code) ? found : forbid('case-not-asked');
  },

  requester: (c, actor, _relation, about) => {
    const meant = c.requests.filter((one) => about.request === undefined || one.id === about.request);
    if (meant.length === 0) return forbid('case-no-request');
    const request = meant.find((one) => mayTakeBack(c, actor, one));
    return request === undefined ? forbid('case-not-requester') : done({ principal: null, request });
  },

  claimant: (c, actor) => {
    const lane = c.lanes.find((one) => one.claimedBy?.person === actor.person);
    return lane === undefined ? forbid('case-not-claimant') : done({ principal: null, lane });
  },

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
    const { holding, role } = review;
    if (holding.kind !== 'holder') return notHolding(holding, role);
    return fourEyes(relation) ?? done(holding.grant);
  },
};

/** May this actor act in one of these lanes? Four eyes and the lane's role together. */
function inLane(
  c: CaseState,
  actor: Actor,
  relation: Relation,
  lanes: readonly Lane[],
  none: WhoRefusal,
): Result<Standing, WhoRefusal> {
  const best = bestLane(actor, lanes, c.hands);
  if (best === undefined) return forbid(none);
  const { holding, lane } = best;
  if (holding.kind !== 'holder') return notHolding(holding, lane.role);
  return fourEyes(relation) ?? done({ principal: holding.grant.principal, lane });
}

/** Who asked takes it back, or the person it was asked for, or anybody who holds the role that asked. */
function mayTakeBack(c: CaseState, actor: Actor, request: SignerRequest): boolean {
  if (request.askedBy === actor.person || request.askedFor === actor.person) return true;
  const step = currentStep(c);
  const role = step === undefined ? undefined : seatsOf(step)[request.lane]?.role;
  const places = c.escalatedTo === null ? placesOf(c, c.step ?? 0) : [c.escalatedTo];
  const place = places[request.lane] ?? null;
  return role !== undefined && place !== null && holdingOf(actor, role, place, []).kind === 'holder';
}

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

/** Refusals that say which hand stands in the way. */
const handRefusals: ReadonlySet<WhoRefusal> = new Set([
  'case-you-edited',
  'case-you-proposed',
  'case-you-decided',
  'case-done-for-you',
  'case-principal-had-hand',
]);

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
  standing: Standing,
): Refusal<ConditionRefusal> | null {
  return conditions[condition](c, asker, standing);
}

type ConditionGate = (c: CaseState, asker: Asker, standing: Standing) => Refusal<ConditionRefusal> | null;

/** More than these opinions at once, and nobody knows any more on whom a case waits. */
const mostSigners = 5;

const conditions: Record<Condition, ConditionGate> = {
  everyStepHasAUnit: (c) =>
    unless(
      c.steps.every((_, index) => !placesOf(c, index).includes(null)),
      'case-step-without-unit',
    ),
  nextStepHasAUnit: (c) => {
    const next = (c.step ?? -1) + 1;
    const isLeft = c.lanes.length <= 1 && next < c.steps.length;
    return unless(!isLeft || !placesOf(c, next).includes(null), 'case-step-without-unit');
  },
  notClaimedByAnother: (_c, asker, { lane }) => {
    const claim = lane?.claimedBy ?? null;
    return unless(claim === null || isSame(claim, asker), 'case-claimed', claim?.name);
  },
  notClaimedByMe: (_c, asker, { lane }) =>
    unless(!isSame(lane?.claimedBy ?? null, asker), 'case-claimed-by-you'),
  noOpinionAwaited: (c, _asker, { lane }) => {
    const awaited = c.requests.find((one) => one.timing === 'before' && one.lane === lane?.lane);
    return unless(awaited === undefined, 'case-opinion-awaited', awaited?.name ?? '');
  },
  noSignerAsked: (c) => unless(c.requests.length === 0, 'case-signer-asked'),
  fewSigners: (c) => unless(c.requests.length < mostSigners, 'case-signers-many'),
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

function isSame(claim: Lane['claimedBy'], asker: Asker): boolean {
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
