import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, type Grant, type Role, roles, type UnitRef } from '#kernel';
import { actor, caseIn, grant, hand, personId, units } from '../testing/cases.ts';
import { type Move, moveNames, type RevisionState, revisionStates } from '../words.ts';
import { type Asker, type CaseState, currentPlace, decide } from './index.ts';

/*
 * Every move × state × role × relation. What is expected is written here a second time and in other words than the table,
 * from the regulation and the requirement, so that a slip in the table is seen.
 */

const me = personId(1);
const other = personId(2);
const third = personId(3);

/** What the asker is to the case: their grant of `role`, and the hands already had. */
type Relation = {
  readonly name: string;
  build(role: Role, place: UnitRef): { asker: Actor; case: Partial<CaseState> };
};

const mine = (grants: readonly Grant[], change: Partial<CaseState> = {}) => ({
  asker: actor(me, grants),
  case: change,
});
const delegated = (role: Role, place: UnitRef) => grant(role, place, { principal: other });

const free: readonly Relation[] = [
  { name: 'holder', build: (role, place) => mine([grant(role, place)]) },
  {
    name: 'holder by reach',
    build: (role, place) =>
      mine([grant(role, units.district, { reach: 'below' })], { stepUnits: [place, place, place] }),
  },
  { name: 'delegate', build: (role, place) => mine([delegated(role, place)]) },
  {
    name: 'holder and delegate of an editor',
    build: (role, place) =>
      mine([delegated(role, place), grant(role, place)], { hands: [hand('editor', other)] }),
  },
  {
    name: 'delegate of an editor and of somebody free',
    build: (role, place) =>
      mine([delegated(role, place), grant(role, place, { principal: third })], {
        hands: [hand('editor', other)],
      }),
  },
];

const handKinds = ['editor', 'proposer', 'decider'] as const;

/** Holds the role where it counts, but already had a hand, or acts for somebody who had. */
const bound: readonly Relation[] = handKinds.flatMap((kind) => [
  {
    name: `${kind}`,
    build: (role: Role, place: UnitRef) => mine([grant(role, place)], { hands: [hand(kind, me)] }),
  },
  {
    name: `${kind} by delegation`,
    build: (role: Role, place: UnitRef) => mine([grant(role, place)], { hands: [hand(kind, me, other)] }),
  },
  {
    name: `had somebody act as ${kind}`,
    build: (role: Role, place: UnitRef) => mine([grant(role, place)], { hands: [hand(kind, other, me)] }),
  },
  {
    name: `delegate of ${kind}`,
    build: (role: Role, place: UnitRef) => mine([delegated(role, place)], { hands: [hand(kind, other)] }),
  },
  {
    name: `delegate of whom a third acted for as ${kind}`,
    build: (role: Role, place: UnitRef) =>
      mine([delegated(role, place)], { hands: [hand(kind, third, other)] }),
  },
  {
    name: `${kind} and delegate of somebody free`,
    build: (role: Role, place: UnitRef) => mine([delegated(role, place)], { hands: [hand(kind, me)] }),
  },
]);

const outside: readonly Relation[] = [
  { name: 'none', build: () => mine([]) },
  { name: 'elsewhere', build: (role) => mine([grant(role, units.otherTown, { reach: 'below' })]) },
  { name: 'above', build: (role) => mine([grant(role, units.district)]) },
  {
    name: 'proposer without any role now',
    build: () => mine([], { hands: [hand('proposer', me)] }),
  },
];

const underStep: readonly RevisionState[] = ['inReview', 'inSecrecyReview', 'inApproval', 'escalated'];
const roleOf: Partial<Record<RevisionState, Role>> = {
  inReview: 'reviewer',
  inSecrecyReview: 'secrecyReviewer',
  inApproval: 'approver',
  escalated: 'approver',
  approved: 'approver',
};

type Situation = { readonly state: RevisionState; readonly role: Role; readonly relation: string };
type Expectation = { readonly states: readonly RevisionState[]; allows(s: Situation): boolean };

const isFree = (name: string) => free.some((one) => one.name === name);
const isOutside = (name: string) => outside.some((one) => one.name === name);
const isProposer = (name: string) =>
  [
    'proposer',
    'proposer by delegation',
    'had somebody act as proposer',
    'proposer without any role now',
    'proposer and delegate of somebody free',
  ].includes(name);
/** `bound` relations of deciders carry a hand of an earlier step, so they bind the scheduler too. */
const holdsStep = ({ state, role, relation }: Situation) => role === roleOf[state] && isFree(relation);
const isHandler = ({ role, relation }: Situation) => role === 'handler' && !isOutside(relation);
const holdsApproval = ({ role, relation }: Situation) => role === 'approver' && !isOutside(relation);

const nobody: Expectation['allows'] = () => false;
const expected: Record<Move, Expectation> = {
  edit: { states: ['draft'], allows: isHandler },
  discard: { states: ['draft'], allows: isHandler },
  propose: { states: ['draft'], allows: isHandler },
  proposeUrgently: { states: ['draft'], allows: isHandler },
  claim: { states: underStep, allows: holdsStep },
  release: { states: underStep, allows: nobody },
  pass: { states: ['inReview', 'inSecrecyReview'], allows: holdsStep },
  approve: { states: ['inApproval', 'escalated'], allows: holdsStep },
  return: { states: underStep, allows: holdsStep },
  escalate: { states: ['inApproval', 'escalated'], allows: holdsStep },
  recall: { states: underStep, allows: ({ relation }) => isProposer(relation) },
  resubmit: { states: ['returned', 'cancelled'], allows: isHandler },
  reschedule: { states: ['approved'], allows: holdsStep },
  cancelApproved: { states: ['approved'], allows: (s) => isProposer(s.relation) || holdsApproval(s) },
  passAfterwards: { states: ['published'], allows: nobody },
  objectAfterwards: { states: ['published'], allows: nobody },
  startCorrection: { states: ['published'], allows: isHandler },
  startClarification: { states: ['published'], allows: isHandler },
  startWithdrawal: { states: ['published'], allows: isHandler },
  startValidityChange: { states: ['published'], allows: isHandler },
  confirmPublished: { states: ['approved'], allows: nobody },
  supersede: { states: ['published'], allows: nobody },
};

test('every move × state × role × relation is allowed exactly where the order says', () => {
  let asked = 0;
  let allowed = 0;
  for (const state of revisionStates) {
    for (const role of roles) {
      for (const relation of [...free, ...bound, ...outside]) {
        const plain = caseIn(state, startable(state));
        const built = relation.build(role, currentPlace(plain) ?? plain.unit);
        const c = { ...plain, ...built.case };
        for (const move of moveNames) {
          const where = `${move} in ${state} as ${role}, ${relation.name}`;
          const answer = decide(c, move, built.asker);
          const { states, allows } = expected[move];
          const stateFits = states.includes(state);
          const may = stateFits && allows({ state, role, relation: relation.name });
          assert.equal(answer.ok, may, where);
          if (!answer.ok) assert.equal(answer.status, stateFits ? 403 : 409, where);
          asked += 1;
          if (may) allowed += 1;
        }
      }
    }
  }
  assert.equal(
    asked,
    revisionStates.length * roles.length * (free.length + bound.length + outside.length) * moveNames.length,
  );
  assert.ok(
    allowed > 500,
    `only ${allowed} of ${asked} were allowed: the relations no longer reach the rules`,
  );
});

/** Nothing else of the dossier stands in the way. */
function startable(state: RevisionState): Partial<CaseState> {
  return ['published', 'returned', 'cancelled'].includes(state) ? { underWay: false } : {};
}

test('only the publication room confirms and supersedes, and it does nothing else', () => {
  for (const state of revisionStates) {
    for (const move of moveNames) {
      const answer = decide(caseIn(state), move, 'publication');
      const may =
        (move === 'confirmPublished' && state === 'approved') ||
        (move === 'supersede' && state === 'published');
      assert.equal(answer.ok, may, `${move} in ${state}`);
    }
  }
});

test('the order: proposed, reviewed, screened for secrets, approved, out; no step can be jumped', () => {
  const reviewer = actor(me, [grant('reviewer', units.village)]);
  const secrecy = actor(other, [grant('secrecyReviewer', units.village)]);
  const approver = actor(third, [grant('approver', units.village)]);
  const handler = actor(personId(4), [grant('handler', units.village)]);
  const path: readonly [Move, Asker, RevisionState][] = [
    ['propose', handler, 'inReview'],
    ['pass', reviewer, 'inSecrecyReview'],
    ['pass', secrecy, 'inApproval'],
    ['approve', approver, 'approved'],
    ['confirmPublished', 'publication', 'published'],
  ];
  let c = caseIn('draft');
  for (const [move, asker, state] of path) {
    const answer = decide(c, move, asker);
    assert.ok(answer.ok, move);
    assert.equal(answer.value.state, state);
    c = { ...c, ...answer.value };
  }
});

const holder = actor(me, [
  grant('approver', units.village),
  grant('approver', units.town),
  grant('reviewer', units.village),
]);
const handlerHere = actor(me, [grant('handler', units.village)]);

const refusals: readonly [string, CaseState, Move, Asker, string][] = [
  [
    'claimed by another',
    caseIn('inReview', { claimedBy: { person: other, name: '乙' } }),
    'pass',
    holder,
    'case-claimed',
  ],
  [
    'claimed already',
    caseIn('inReview', { claimedBy: { person: me, name: '甲' } }),
    'claim',
    holder,
    'case-claimed-by-you',
  ],
  [
    'not claimed by me',
    caseIn('inReview', { claimedBy: { person: other, name: '乙' } }),
    'release',
    holder,
    'case-not-claimant',
  ],
  [
    'escalation not foreseen',
    caseIn('inApproval', { steps: caseIn('draft').steps.map((s) => ({ ...s, mayEscalate: false })) }),
    'escalate',
    holder,
    'case-not-escalatable',
  ],
  ['no superior', caseIn('inApproval', { superior: null }), 'escalate', holder, 'case-no-superior'],
  [
    'a step has no unit',
    caseIn('draft', { stepUnits: [units.village, null, units.village] }),
    'propose',
    handlerHere,
    'case-step-without-unit',
  ],
  [
    'the next step has no unit',
    caseIn('inReview', { stepUnits: [units.village, null, units.village] }),
    'pass',
    holder,
    'case-step-without-unit',
  ],
  ['not the live one', caseIn('published', { live: false }), 'startCorrection', handlerHere, 'case-not-live'],
  [
    'a tombstone',
    caseIn('published', { purpose: 'withdraw' }),
    'startCorrection',
    handlerHere,
    'case-withdrawn',
  ],
  [
    'another under way',
    caseIn('published', { underWay: true }),
    'startWithdrawal',
    handlerHere,
    'case-under-way',
  ],
  ['an older one', caseIn('returned', { newest: false }), 'resubmit', handlerHere, 'case-not-newest'],
];

for (const [name, c, move, asker, code] of refusals) {
  test(`${move} is refused with its own reason: ${name}`, () => {
    const answer = decide(c, move, asker);
    assert.ok(!answer.ok);
    assert.equal(answer.code, code);
  });
}

test('the holder may take over what another has claimed, and whoever claimed may release', () => {
  const claimed = caseIn('inReview', { claimedBy: { person: other, name: '乙' } });
  assert.ok(decide(claimed, 'claim', holder).ok);
  assert.ok(decide({ ...claimed, claimedBy: { person: me, name: '甲' } }, 'release', holder).ok);
});

test('sent up, the case is decided in the superior, and can be sent up again', () => {
  const up = decide(caseIn('inApproval'), 'escalate', holder);
  assert.ok(up.ok && up.value.state === 'escalated' && up.value.escalatedTo?.id === units.town.id);
  const there = caseIn('escalated');
  assert.ok(decide(there, 'approve', actor(other, [grant('approver', units.town)])).ok);
  assert.ok(!decide(there, 'approve', actor(other, [grant('approver', units.village)])).ok);
  const further = decide(there, 'escalate', actor(other, [grant('approver', units.town)]));
  assert.ok(further.ok && further.value.escalatedTo?.id === units.district.id);
});

test('several steps of one kind follow one another and need different people', () => {
  const [review, secrecy, approval] = caseIn('draft').steps;
  assert.ok(review && secrecy && approval);
  const steps = [review, { ...review, key: 'secondReview' }, secrecy, approval];
  const c = caseIn('inReview', { steps, stepUnits: steps.map(() => units.village) });
  const reviewer = actor(me, [grant('reviewer', units.village)]);
  const first = decide(c, 'pass', reviewer);
  assert.ok(first.ok && first.value.state === 'inReview' && first.value.step === 1);
  const decided = { ...c, ...first.value, hands: [{ ...hand('decider', me), stepKey: 'review' }] };
  const again = decide(decided, 'pass', reviewer);
  assert.ok(!again.ok && again.code === 'case-you-decided');
});

test('who proposed for somebody takes it back for them; that somebody takes it back themselves', () => {
  const hands = [hand('editor', me), hand('proposer', me, other)];
  const c = caseIn('inReview', { hands });
  const byDelegate = decide(c, 'recall', actor(me));
  assert.ok(byDelegate.ok && byDelegate.value.authority.principal === other);
  const byPrincipal = decide(c, 'recall', actor(other));
  assert.ok(byPrincipal.ok && byPrincipal.value.authority.principal === null);
});
