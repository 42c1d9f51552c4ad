import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Grant, type PersonId, type Role, roles } from '#kernel';
import { actor, caseIn, fullSteps, grant, personId, standardSteps, units } from '../testing/cases.ts';
import { type Move, moveNames } from '../words.ts';
import { decidingMoves, handLeftBy, orderProblem, type Signed } from './hands.ts';
import {
  type Asker,
  type CaseState,
  decide,
  type Hand,
  type Lane,
  laneOfRequest,
  type NextState,
  type SignerRequest,
  stepStates,
} from './index.ts';

/*
 * Random walks: people gain and lose roles, lend them to one another for a while, and try every move in any order. Whatever
 * they do, no human being has two of the hands in one revision, neither in person nor through a delegate.
 */

const people = [1, 2, 3, 4, 5, 6, 7].map(personId);
const places = [units.village, units.town, units.district];
const workRoles: readonly Role[] = ['handler', 'reviewer', 'secrecyReviewer', 'approver'];

type Deed =
  | {
      readonly kind: 'grant';
      readonly to: number;
      readonly role: Role;
      readonly place: number;
      readonly below: boolean;
    }
  | { readonly kind: 'delegate'; readonly from: number; readonly to: number }
  | { readonly kind: 'endDelegation'; readonly to: number }
  | { readonly kind: 'revoke'; readonly from: number; readonly role: Role }
  | { readonly kind: 'move'; readonly by: number; readonly move: Move }
  | {
      readonly kind: 'ask';
      readonly by: number;
      readonly to: number;
      readonly role: StepRole;
      readonly place: number;
      readonly after: boolean;
      readonly named: boolean;
    }
  | { readonly kind: 'transfer'; readonly by: number; readonly to: number };

type StepRole = SignerRequest['role'];

const who = fc.nat({ max: people.length - 1 });
const role = fc.constantFrom(...workRoles);
const usualMove = fc.constantFrom<Move>(
  'edit',
  'propose',
  'pass',
  'pass',
  'approve',
  'approve',
  'escalate',
  'claim',
  'countersign',
  'countersign',
  'giveOpinion',
  'giveOpinion',
  'withdrawSigner',
);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      to: who,
      role,
      place: fc.nat({ max: 2 }),
      below: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delegate' as const), from: who, to: who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      by: who,
      to: who,
      role: fc.constantFrom<StepRole>('reviewer', 'secrecyReviewer', 'approver'),
      place: fc.nat({ max: 2 }),
      after: fc.boolean(),
      named: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('transfer' as const), by: who, to: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('endDelegation' as const), to: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revoke' as const), from: who, role }) },
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('move' as const), by: who, move: usualMove }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      by: who,
      move: fc.constantFrom(...moveNames),
    }),
  },
);

type World = {
  grants: Map<PersonId, Grant[]>;
  case: CaseState;
  signatures: Signed[];
  approvals: number;
};

const hash = 'a'.repeat(64);

/** Few people walk: a process of all kinds that five can still finish. */
const shortFull = fullSteps.filter((step) => step.kind !== 'riskAssessment' && step.kind !== 'legality');

/** The standard order, or every kind of step with two seats to countersign. */
function begin(full: boolean): World {
  const everything = (person: PersonId): [PersonId, Grant[]] => [
    person,
    workRoles.flatMap((one) => [grant(one, units.village), grant(one, units.town)]),
  ];
  return {
    grants: new Map(people.map(everything)),
    case: caseIn('draft', full ? { steps: shortFull } : {}),
    signatures: [],
    approvals: 0,
  };
}

function personAt(index: number): PersonId {
  const person = people[index];
  assert.ok(person !== undefined);
  return person;
}

function grantsOf(world: World, person: PersonId): Grant[] {
  return world.grants.get(person) ?? [];
}

function perform(world: World, one: Deed): void {
  switch (one.kind) {
    case 'grant': {
      const to = personAt(one.to);
      const place = places[one.place] ?? units.village;
      world.grants.set(to, [
        ...grantsOf(world, to),
        grant(one.role, place, { reach: one.below ? 'below' : 'own' }),
      ]);
      return;
    }
    case 'delegate': {
      const from = personAt(one.from);
      const to = personAt(one.to);
      const lent = grantsOf(world, from).filter((held) => held.principal === null);
      if (from !== to)
        world.grants.set(to, [...grantsOf(world, to), ...lent.map((held) => ({ ...held, principal: from }))]);
      return;
    }
    case 'endDelegation': {
      const to = personAt(one.to);
      world.grants.set(
        to,
        grantsOf(world, to).filter((held) => held.principal === null),
      );
      return;
    }
    case 'revoke': {
      const from = personAt(one.from);
      world.grants.set(
        from,
        grantsOf(world, from).filter((held) => held.role !== one.role),
      );
      return;
    }
    case 'move':
      attempt(world, personAt(one.by), one.move);
      return;
    case 'ask':
      ask(world, one);
      return;
    case 'transfer': {
      const to = personAt(one.to);
      const answer = attempt(world, personAt(one.by), 'transfer');
      if (answer?.lane != null) setClaim(world, answer.lane, { person: to, name: '某' });
    }
  }
}

function setClaim(world: World, lane: Lane, claimedBy: Lane['claimedBy']): void {
  world.case = {
    ...world.case,
    lanes: world.case.lanes.map((one) => (one === lane ? { ...one, claimedBy } : one)),
  };
}

/** Anybody is asked, whether they may answer or not: the rule must hold without the question's own care. */
function ask(world: World, deed: Extract<Deed, { kind: 'ask' }>): void {
  const by = personAt(deed.by);
  const answer = attempt(world, by, 'addSigner');
  if (answer?.lane == null) return;
  const request: SignerRequest = {
    id: `request ${world.case.requests.length} ${world.signatures.length} ${crypto.randomUUID()}`,
    lane: answer.lane.lane,
    timing: deed.after ? 'after' : 'before',
    role: deed.role,
    place: places[deed.place] ?? units.village,
    person: deed.named ? personAt(deed.to) : null,
    name: null,
    askedBy: by,
    askedFor: answer.authority.principal,
  };
  const lanes = deed.after ? world.case.lanes : [...world.case.lanes, laneOfRequest(request)];
  world.case = { ...world.case, lanes, requests: [...world.case.requests, request] };
}

function attempt(world: World, person: PersonId, move: Move): NextState | undefined {
  const asker: Asker = actor(person, grantsOf(world, person));
  const before = world.case;
  const answer = decide(before, move, asker);
  if (!answer.ok) return undefined;
  const left = handLeftBy(before, move, asker, answer.value.authority);
  assert.equal(left?.kind === 'decider', (decidingMoves as readonly string[]).includes(move), move);
  if (left?.kind === 'decider') assertNew(left, before.hands);
  if (left !== null && left.kind !== 'editor') {
    world.signatures.push({
      move,
      stepKey: left.stepKey,
      person,
      principal: left.principal,
      contentSha256: hash,
      lane: answer.value.lane?.lane ?? null,
    });
  }
  const { state, step, escalatedTo, lanes, requests, lane } = answer.value;
  world.case = {
    ...before,
    state,
    step,
    escalatedTo,
    lanes,
    requests,
    superior: superiorOf(escalatedTo),
    hands: left === null ? before.hands : [...before.hands, left],
  };
  if (move === 'claim' && lane !== null) setClaim(world, lane, { person, name: asker.name });
  if (move === 'release' && lane !== null) setClaim(world, lane, null);
  if (state === 'approved' && before.state !== 'approved') assertLawful(world);
  return answer.value;
}

function superiorOf(place: CaseState['escalatedTo']): CaseState['superior'] {
  if (place === null) return units.town;
  return place.id === units.town.id ? units.district : null;
}

function humansOf(hand: Hand): readonly PersonId[] {
  return hand.principal === null ? [hand.person] : [hand.person, hand.principal];
}

function assertNew(left: Hand, hands: readonly Hand[]): void {
  const earlier = new Set(hands.flatMap(humansOf));
  assert.deepEqual(
    humansOf(left).filter((human) => earlier.has(human)),
    [],
    'one human had two hands',
  );
}

function assertLawful(world: World): void {
  world.approvals += 1;
  const editors = world.case.hands.filter((hand) => hand.kind === 'editor');
  assert.equal(orderProblem(world.case.steps, world.signatures, editors, hash), null);
  assert.deepEqual([world.case.lanes, world.case.requests], [[], []]);
}

test('no walk of role changes, delegations and moves lets one human have two hands', () => {
  let approvals = 0;
  let full = 0;
  fc.assert(
    fc.property(fc.array(deed, { minLength: 30, maxLength: 110 }), fc.boolean(), (deeds, isFull) => {
      const world = begin(isFull);
      for (const one of deeds) perform(world, one);
      approvals += world.approvals;
      if (isFull) full += world.approvals;
    }),
    { numRuns: 3000, seed: 20260301 },
  );
  assert.ok(full > 10, `only ${full} walks of the fuller process reached approval`);
  assert.ok(approvals > 100, `only ${approvals} walks reached approval: they no longer try the rule`);
});

test('every approval comes from a step state: nothing reaches approved but by approve', () => {
  for (const move of moveNames) {
    for (const state of [...stepStates, 'draft', 'returned', 'cancelled', 'published'] as const) {
      for (const one of roles) {
        const answer = decide(
          caseIn(state, { underWay: false }),
          move,
          actor(personId(1), [grant(one, units.district, { reach: 'below' })]),
        );
        if (answer.ok && answer.value.state === 'approved') {
          assert.ok(move === 'approve' && (state === 'inApproval' || state === 'escalated'));
        }
      }
    }
  }
});

const [a, b, c, d] = people as [PersonId, PersonId, PersonId, PersonId];
const e = personId(9);
const signed = (
  move: Move,
  stepKey: string | null,
  person: PersonId,
  principal: PersonId | null = null,
): Signed => ({
  move,
  stepKey,
  person,
  principal,
  contentSha256: hash,
});
const lawful: readonly Signed[] = [
  signed('propose', null, a),
  signed('pass', 'review', b),
  signed('pass', 'secrecyReview', c),
  signed('approve', 'approval', d),
];

test('countersigning is proven by a signature of every seat, and an opinion is one more hand', () => {
  const [x, y] = [personId(11), personId(12)];
  const seat = (lane: number, person: PersonId): Signed => ({
    ...signed('countersign', 'countersign', person),
    lane,
  });
  const begun = lawful.slice(0, 3);
  const approve = signed('approve', 'approval', d);
  const problem = (signatures: readonly Signed[]) => orderProblem(shortFull, signatures, [], hash);
  assert.equal(problem([...begun, seat(0, x), seat(1, y), approve]), null);
  assert.equal(problem([...begun, seat(1, x), seat(0, y), approve]), null);
  assert.equal(problem([...begun, seat(0, x), approve]), 'order-step-missing');
  assert.equal(problem([...begun, seat(0, x), seat(0, y), approve]), 'order-step-missing');
  assert.equal(problem([...begun, seat(0, x), approve, seat(1, y)]), 'order-step-missing');
  const passed = { ...seat(1, y), move: 'pass' as const };
  assert.equal(problem([...begun, seat(0, x), passed, approve]), 'order-step-missing');
  const opinion = (person: PersonId) => signed('giveOpinion', 'countersign', person);
  assert.equal(problem([...begun, seat(0, x), opinion(e), seat(1, y), approve]), null);
  assert.equal(problem([...begun, seat(0, x), opinion(b), seat(1, y), approve]), 'order-same-person');
});

test('the signatures of a lawful case prove the order', () => {
  assert.equal(orderProblem(standardSteps, lawful, [{ person: a, principal: null }], hash), null);
  const sentUp = [...lawful.slice(0, 3), signed('escalate', 'approval', d), signed('approve', 'approval', e)];
  assert.equal(orderProblem(standardSteps, sentUp, [], hash), null);
});

const faults: readonly [string, readonly Signed[], readonly PersonId[], string][] = [
  ['order-not-proposed', lawful.slice(1), [], hash],
  ['order-step-missing', lawful.filter((one) => one.stepKey !== 'secrecyReview'), [], hash],
  ['order-step-missing', [lawful[0], lawful[2], lawful[1], lawful[3]].flatMap((one) => one ?? []), [], hash],
  ['order-other-content', lawful, [], 'b'.repeat(64)],
  [
    'order-other-content',
    lawful.map((one, index) => (index === 2 ? { ...one, contentSha256: 'c'.repeat(64) } : one)),
    [],
    hash,
  ],
  ['order-same-person', lawful, [d], hash],
  ['order-same-person', [...lawful.slice(0, 3), signed('approve', 'approval', b)], [], hash],
  ['order-same-person', [...lawful.slice(0, 3), signed('approve', 'approval', d, a)], [], hash],
  [
    'order-same-person',
    [...lawful.slice(0, 3), signed('escalate', 'approval', b), signed('approve', 'approval', d)],
    [],
    hash,
  ],
];

for (const [problem, signatures, editors, content] of faults) {
  test(`signatures that break the order are found out: ${problem}, ${signatures.length} signatures`, () => {
    const authors = editors.map((person) => ({ person, principal: null }));
    assert.equal(orderProblem(standardSteps, signatures, authors, content), problem);
  });
}
