import type { Actor, Grant, PersonId, Reach, Role, UnitId, UnitRef } from '#kernel';
import {
  type CaseState,
  type Hand,
  type HandKind,
  lanesOn,
  stepStates,
  underWayStates,
} from '../domain/index.ts';
import type { ProcessStep } from '../process.ts';
import type { RevisionState } from '../words.ts';

/* Builders of made-up cases and people for the tests of the rules. */

export function unitRef(id: number, path: string): UnitRef {
  return { id: id as UnitId, path, line: null };
}

/** A district, a town below it, a village below that, and another town. */
export const units = {
  district: unitRef(1, '/1/'),
  town: unitRef(2, '/1/2/'),
  village: unitRef(3, '/1/2/3/'),
  otherTown: unitRef(4, '/1/4/'),
} as const;

export function personId(number: number): PersonId {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as PersonId;
}

export function grant(
  role: Role,
  unit: UnitRef,
  options: { reach?: Reach; principal?: PersonId | null } = {},
): Grant {
  return {
    role,
    unit: unit.id,
    unitPath: unit.path,
    reach: options.reach ?? 'own',
    line: null,
    principal: options.principal ?? null,
  };
}

export function actor(person: PersonId, grants: readonly Grant[] = []): Actor {
  return { person, name: `第${Number(person.slice(-4))}人`, grants, affiliations: [] };
}

export function hand(kind: HandKind, person: PersonId, principal: PersonId | null = null): Hand {
  return { kind, person, principal, stepKey: kind === 'decider' ? 'earlier' : null };
}

const step = {
  name: '',
  at: 'unit',
  unitId: null,
  limitWorkingDays: 2,
  mayEscalate: false,
  signers: [],
  when: null,
} satisfies Partial<ProcessStep>;

/** The order every installation begins with. */
export const standardSteps: readonly ProcessStep[] = [
  { ...step, key: 'review', kind: 'review', role: 'reviewer' },
  { ...step, key: 'secrecyReview', kind: 'secrecyReview', role: 'secrecyReviewer' },
  { ...step, key: 'approval', kind: 'approval', role: 'approver', mayEscalate: true },
];

/** Every kind of step; two units sign beside one another before the approval. */
export const fullSteps: readonly ProcessStep[] = [
  { ...step, key: 'review', kind: 'review', role: 'reviewer' },
  { ...step, key: 'risk', kind: 'riskAssessment', role: 'reviewer' },
  { ...step, key: 'legality', kind: 'legality', role: 'reviewer' },
  { ...step, key: 'secrecyReview', kind: 'secrecyReview', role: 'secrecyReviewer' },
  {
    ...step,
    key: 'countersign',
    kind: 'countersign',
    role: 'reviewer',
    signers: [{ role: 'approver', at: 'superior', unitId: null }],
  },
  { ...step, key: 'approval', kind: 'approval', role: 'approver', mayEscalate: true },
];

/** The states that only a fuller process than the standard one has. */
const fullStates: Partial<Record<RevisionState, number>> = {
  inRiskAssessment: 1,
  inLegality: 2,
  inCountersign: 4,
};

const stepOfState: Partial<Record<RevisionState, number>> = {
  inReview: 0,
  inSecrecyReview: 1,
  inApproval: 2,
  escalated: 2,
  approved: 2,
};

/** A village's case in that state, touched by nobody yet. */
export function caseIn(state: RevisionState, changes: Partial<CaseState> = {}): CaseState {
  const escalated = state === 'escalated';
  const steps = changes.steps ?? (fullStates[state] === undefined ? standardSteps : fullSteps);
  const c: Omit<CaseState, 'lanes'> = {
    state,
    purpose: 'publish',
    unit: units.village,
    steps,
    stepUnits: steps.map(() => units.village),
    signerUnits: steps.map((one) => one.signers.map(() => units.town)),
    step: fullStates[state] ?? stepOfState[state] ?? null,
    escalatedTo: escalated ? units.town : null,
    superior: escalated ? units.district : units.town,
    hands: [],
    urgent: null,
    live: state === 'published',
    newest: true,
    requests: [],
    underWay: underWayStates.some((one) => one === state),
    ...changes,
  };
  const isOpen = stepStates.some((one) => one === state) && c.step !== null;
  return { ...c, lanes: changes.lanes ?? (isOpen ? lanesOn(c, c.step ?? 0, c.escalatedTo) : []) };
}

/** The same case, its step taken on by somebody. */
export function claimed(c: CaseState, person: PersonId, name: string): CaseState {
  return { ...c, lanes: c.lanes.map((lane) => ({ ...lane, claimedBy: { person, name } })) };
}
