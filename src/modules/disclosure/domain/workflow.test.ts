import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, type Grant, type Role, roles, type UnitRef } from '#kernel';
import { actor, caseIn, claimed, fullSteps, grant, hand, personId, units } from '../testing/cases.ts';
import { type Move, moveNames, type RevisionState, revisionStates } from '../words.ts';
import {
  type About,
  type Asker,
  type CaseState,
  currentPlace,
  decide,
  grantOfKind,
  handLeftBy,
  laneOfRequest,
  type SignerRequest,
  stateOfKind,
} from './index.ts';

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
      mine([grant(role, units.district, { reach: 'below' })], {
        stepUnits: Array.from({ length: 6 }, () => place),
      }),
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

const underStep: readonly RevisionState[] = [
  'inReview',
  'inRiskAssessment',
  'inLegality',
  'inSecrecyReview',
  'inCountersign',
  'inApproval',
  'escalated',
];
const roleOf: Partial<Record<RevisionState, Role>> = {
  inReview: 'reviewer',
  inRiskAssessment: 'reviewer',
  inLegality: 'reviewer',
  inCountersign: 'reviewer',
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
const holdsStep = ({ state, role, relation }: Situation) =>
  (role === roleOf[state] && isFree(relation)) || holdsOtherSeat({ state, role, relation });
/** The second seat of the countersigned step is the superior's approver, whom the district reaches. */
const holdsOtherSeat = ({ state, role, relation }: Situation) =>
  state === 'inCountersign' && role === 'approver' && relation === 'holder by reach';
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
  transfer: { states: underStep, allows: holdsStep },
  addSigner: { states: underStep, allows: holdsStep },
  withdrawSigner: { states: underStep, allows: nobody },
  giveOpinion: { states: underStep, allows: nobody },
  pass: { states: ['inReview', 'inRiskAssessment', 'inLegality', 'inSecrecyReview'], allows: holdsStep },
  countersign: { states: ['inCountersign'], allows: holdsStep },
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
  ['claimed by another', claimed(caseIn('inReview'), other, '乙'), 'pass', holder, 'case-claimed'],
  ['claimed already', claimed(caseIn('inReview'), me, '甲'), 'claim', holder, 'case-claimed-by-you'],
  ['not claimed by me', claimed(caseIn('inReview'), other, '乙'), 'release', holder, 'case-not-claimant'],
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
  assert.ok(decide(claimed(caseIn('inReview'), other, '乙'), 'claim', holder).ok);
  assert.ok(decide(claimed(caseIn('inReview'), me, '甲'), 'release', holder).ok);
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

const townApprover = actor(third, [grant('approver', units.town)]);

/** The case after a move that must be possible. */
function after(c: CaseState, move: Move, asker: Actor, about: About = {}): CaseState {
  const answer = decide(c, move, asker, about);
  assert.ok(answer.ok, `${move}: ${answer.ok ? '' : answer.code}`);
  const left = handLeftBy(c, move, asker, answer.value.authority);
  return { ...c, ...answer.value, hands: left === null ? c.hands : [...c.hands, left] };
}

test('countersigning: every seat signs, in any order, each once; only then does the case go on', () => {
  for (const askers of [
    [holder, townApprover],
    [townApprover, holder],
  ] as const) {
    const begun = caseIn('inCountersign', { hands: [hand('editor', personId(8))] });
    assert.equal(begun.lanes.length, 2);
    const half = after(begun, 'countersign', askers[0]);
    assert.deepEqual([half.state, half.lanes.length], ['inCountersign', 1]);
    const again = decide(half, 'countersign', askers[0]);
    assert.ok(!again.ok && again.status === 403);
    assert.equal(after(half, 'countersign', askers[1]).state, 'inApproval');
  }
});

test('countersigning: one refusal returns the case, whoever has signed before', () => {
  const half = after(caseIn('inCountersign'), 'countersign', holder);
  const back = after(half, 'return', townApprover);
  assert.deepEqual([back.state, back.lanes], ['returned', []]);
});

test('countersigning: nobody signs two seats, though they hold both', () => {
  const both = actor(me, [grant('reviewer', units.village), grant('approver', units.town)]);
  const half = after(caseIn('inCountersign'), 'countersign', both);
  const again = decide(half, 'countersign', both);
  assert.ok(!again.ok && again.code === 'case-you-decided');
});

/** One person of the other town is asked by the holder of the first seat. */
function request(timing: 'before' | 'after', changes: Partial<SignerRequest> = {}): SignerRequest {
  return {
    id: `request ${timing}`,
    lane: 0,
    timing,
    role: 'lineLead',
    place: units.otherTown,
    person: null,
    name: null,
    askedBy: me,
    askedFor: null,
    ...changes,
  };
}

function withRequest(c: CaseState, one: SignerRequest): CaseState {
  const lanes = one.timing === 'before' ? [...c.lanes, laneOfRequest(one)] : c.lanes;
  return { ...c, lanes, requests: [...c.requests, one] };
}

const asked = actor(personId(5), [grant('lineLead', units.otherTown)]);
const namesake = actor(personId(6), [grant('lineLead', units.otherTown)]);

test('added before: no decision until the opinion is there, but it may be returned; then the asker decides', () => {
  const c = withRequest(caseIn('inReview'), request('before'));
  for (const move of ['pass'] as const) {
    const early = decide(c, move, holder);
    assert.ok(!early.ok && early.code === 'case-opinion-awaited' && early.status === 409);
  }
  assert.ok(decide(c, 'return', holder).ok);
  const given = after(c, 'giveOpinion', asked);
  assert.deepEqual([given.state, given.requests, given.lanes.length], ['inReview', [], 1]);
  assert.equal(after(given, 'pass', holder).state, 'inSecrecyReview');
  const twice = decide(given, 'pass', asked);
  assert.ok(!twice.ok);
});

test('added after: the asker decides, the case stays until the added signer has spoken, who may also return it', () => {
  const c = withRequest(caseIn('inApproval'), request('after'));
  const early = decide(c, 'giveOpinion', asked);
  assert.ok(!early.ok && early.code === 'case-not-asked');
  const signed = after(c, 'approve', holder);
  assert.deepEqual([signed.state, signed.lanes.map((one) => one.request)], ['inApproval', ['request after']]);
  const another = decide(signed, 'approve', actor(third, [grant('approver', units.village)]));
  assert.ok(!another.ok && another.code === 'case-with-added-signer');
  assert.equal(after(signed, 'giveOpinion', asked).state, 'approved');
  assert.equal(after(signed, 'return', asked).state, 'returned');
});

test('an added signer is somebody without a hand, and the one asked by name', () => {
  const named = withRequest(caseIn('inReview'), request('before', { person: asked.person, name: '某' }));
  const other = decide(named, 'giveOpinion', namesake);
  assert.ok(!other.ok && other.code === 'case-not-asked');
  const delegate = actor(personId(7), [grant('lineLead', units.otherTown, { principal: asked.person })]);
  const lent = decide(named, 'giveOpinion', delegate);
  assert.ok(lent.ok && lent.value.authority.principal === asked.person);
  const author = decide({ ...named, hands: [hand('editor', asked.person)] }, 'giveOpinion', asked);
  assert.ok(!author.ok && author.code === 'case-you-edited');
  const forAuthor = decide({ ...named, hands: [hand('editor', asked.person)] }, 'giveOpinion', delegate);
  assert.ok(!forAuthor.ok && forAuthor.code === 'case-principal-had-hand');
});

test('a request is taken back by who asked, or who holds the same seat; taken back last, the case goes on', () => {
  const c = withRequest(caseIn('inReview'), request('before'));
  const stranger = decide(c, 'withdrawSigner', townApprover);
  assert.ok(!stranger.ok && stranger.code === 'case-not-requester');
  const colleague = actor(third, [grant('reviewer', units.village)]);
  for (const asker of [holder, colleague]) {
    const back = after(c, 'withdrawSigner', asker, { request: 'request before' });
    assert.deepEqual([back.state, back.requests, back.lanes.length], ['inReview', [], 1]);
  }
  const signed = after(withRequest(caseIn('inReview'), request('after')), 'pass', holder);
  assert.equal(after(signed, 'withdrawSigner', colleague).state, 'inSecrecyReview');
  const none = decide(caseIn('inReview'), 'withdrawSigner', holder);
  assert.ok(!none.ok && none.code === 'case-no-request');
});

test('nothing is sent up while an opinion is awaited, and nobody asks the whole county', () => {
  const c = withRequest(caseIn('inApproval'), request('after'));
  const up = decide(c, 'escalate', holder);
  assert.ok(!up.ok && up.code === 'case-signer-asked');
  const many = [1, 2, 3, 4, 5].reduce(
    (found, one) => withRequest(found, request('after', { id: String(one) })),
    caseIn('inApproval'),
  );
  const sixth = decide(many, 'addSigner', holder);
  assert.ok(!sixth.ok && sixth.code === 'case-signers-many');
});

test('sent up and up, a case comes to the root and no further', () => {
  const chain = [units.town, units.district, null];
  let c = caseIn('inApproval');
  for (const [index, superior] of chain.entries()) {
    const place = c.escalatedTo ?? units.village;
    const approver = actor(personId(20 + index), [grant('approver', place)]);
    if (superior === null) {
      const further = decide({ ...c, superior: null }, 'escalate', approver);
      assert.ok(!further.ok && further.code === 'case-no-superior');
      assert.equal(after(c, 'approve', approver).state, 'approved');
      continue;
    }
    c = after({ ...c, superior }, 'escalate', approver);
    assert.deepEqual([c.escalatedTo, c.lanes.map((lane) => lane.place)], [superior, [superior]]);
  }
});

test('the fuller order leads through every kind of step', () => {
  let c = caseIn('draft', { steps: fullSteps });
  const people = fullSteps.map((_, index) => personId(30 + index));
  const states: RevisionState[] = [];
  c = after(c, 'propose', actor(personId(29), [grant('handler', units.village)]));
  for (const [index, step] of fullSteps.entries()) {
    states.push(c.state);
    const move = grantOfKind[step.kind];
    c = after(c, move, actor(people[index] ?? me, [grant(step.role, units.village)]));
    if (step.kind === 'countersign') c = after(c, move, actor(personId(40), [grant('approver', units.town)]));
  }
  assert.deepEqual(
    states,
    fullSteps.map((step) => stateOfKind[step.kind]),
  );
  assert.equal(c.state, 'approved');
});
