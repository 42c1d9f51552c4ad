import type { Actor, Grant, PersonId, Reach, Role, UnitId, UnitRef } from '#kernel';
import type { CaseState, Hand, HandKind } from '../domain/index.ts';
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

const step = { name: '', at: 'unit', unitId: null, limitWorkingDays: 2, mayEscalate: false } as const;

/** The order every installation begins with. */
export const standardSteps: readonly ProcessStep[] = [
  { ...step, key: 'review', kind: 'review', role: 'reviewer' },
  { ...step, key: 'secrecyReview', kind: 'secrecyReview', role: 'secrecyReviewer' },
  { ...step, key: 'approval', kind: 'approval', role: 'approver', mayEscalate: true },
];

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
  return {
    state,
    purpose: 'publish',
    unit: units.village,
    steps: standardSteps,
    stepUnits: [units.village, units.village, units.village],
    step: stepOfState[state] ?? null,
    escalatedTo: escalated ? units.town : null,
    superior: escalated ? units.district : units.town,
    hands: [],
    urgent: null,
    claimedBy: null,
    live: state === 'published',
    newest: true,
    underWay: ['draft', 'inReview', 'inSecrecyReview', 'inApproval', 'escalated', 'approved'].includes(state),
    ...changes,
  };
}
