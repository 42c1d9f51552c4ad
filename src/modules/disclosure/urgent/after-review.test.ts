import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Grant, PersonId, Role } from '#kernel';
import { handLeftBy, orderProblem, type Signed } from '../domain/hands.ts';
import { type CaseState, decide, type Hand, lanesOn, urgentStateOf } from '../domain/index.ts';
import { actor, caseIn, fullSteps, grant, hand, personId, standardSteps, units } from '../testing/cases.ts';
import type { Move } from '../words.ts';
import { urgentFlagOf } from './rules.ts';

const hash = 'a'.repeat(64);
const [a, b, c, d] = [1, 2, 3, 4].map(personId) as [PersonId, PersonId, PersonId, PersonId];
const signed = (
  move: Move,
  stepKey: string | null,
  person: PersonId,
  lane: number | null = null,
): Signed & {
  readonly lane: number | null;
} => ({ move, stepKey, lane, person, principal: null, contentSha256: hash });

const proposed = signed('proposeUrgently', null, a);
const released = signed('approve', 'approval', b);

test('an urgent proposal goes to the last approval at once, past every other step', () => {
  const handler = actor(a, [grant('handler', units.village)]);
  for (const steps of [standardSteps, fullSteps]) {
    const answer = decide(caseIn('draft', { steps }), 'proposeUrgently', handler);
    assert.ok(answer.ok);
    assert.deepEqual([answer.value.state, answer.value.step], ['inApproval', steps.length - 1]);
    assert.ok(answer.value.entersStep);
  }
});

test('taking down and changes of validity are not urgent', () => {
  const handler = actor(a, [grant('handler', units.village)]);
  for (const purpose of ['withdraw', 'changeValidity'] as const) {
    const answer = decide(caseIn('draft', { purpose }), 'proposeUrgently', handler);
    assert.deepEqual(answer.ok ? null : answer.code, 'case-urgent-purpose');
  }
});

test('released by one approver it is in order; without the release, by the proposer, or on other bytes it is not', () => {
  assert.equal(orderProblem(standardSteps, [proposed, released], [], hash), null);
  assert.equal(orderProblem(standardSteps, [proposed], [], hash), 'order-step-missing');
  assert.equal(
    orderProblem(standardSteps, [proposed, signed('approve', 'approval', a)], [], hash),
    'order-same-person',
  );
  assert.equal(
    orderProblem(standardSteps, [proposed, released], [{ person: b, principal: null }], hash),
    'order-same-person',
  );
  assert.equal(orderProblem(standardSteps, [proposed, released], [], 'b'.repeat(64)), 'order-other-content');
  const ordinary = { ...proposed, move: 'propose' as const };
  assert.equal(orderProblem(standardSteps, [ordinary, released], [], hash), 'order-step-missing');
});

test('what was skipped waits, seat by seat, until all have passed it or one objects', () => {
  const keysOf = (signatures: readonly (Signed & { lane: number | null })[], steps = standardSteps) =>
    urgentStateOf(steps, signatures)?.waiting.map((one) => `${one.stepKey}/${one.lane}`);
  assert.equal(urgentStateOf(standardSteps, [{ ...proposed, move: 'propose' }]), null);
  assert.deepEqual(keysOf([proposed]), ['review/0', 'secrecyReview/0']);
  const first = signed('passAfterwards', 'review', c, 0);
  assert.deepEqual(keysOf([proposed, first]), ['secrecyReview/0']);
  assert.deepEqual(keysOf([proposed, first, signed('passAfterwards', 'secrecyReview', d, 0)]), []);
  const objected = urgentStateOf(standardSteps, [proposed, signed('objectAfterwards', 'review', c, 0)]);
  assert.deepEqual(objected, { waiting: [], objected: true });
  assert.deepEqual(keysOf([proposed, signed('passAfterwards', 'countersign', c, 1)], fullSteps), [
    'review/0',
    'risk/0',
    'legality/0',
    'secrecyReview/0',
    'countersign/0',
  ]);
});

const soon = new Date('2026-03-03T00:00:00Z');
const now = new Date('2026-03-02T00:00:00Z');
const waiting = { waiting: [{ stepKey: 'review', lane: 0 }], objected: false };
const flags = [
  ['ordinary', null, 'published', null, null],
  ['on its way', waiting, 'inApproval', null, 'awaitingRelease'],
  ['sent up', waiting, 'escalated', null, 'awaitingRelease'],
  ['released', waiting, 'approved', null, 'awaitingRelease'],
  ['returned', waiting, 'returned', null, null],
  ['out', waiting, 'published', soon, 'awaitingReview'],
  ['at the very end of its time', waiting, 'published', now, 'late'],
  ['reviewed', { waiting: [], objected: false }, 'published', null, null],
  ['objected to', { waiting: [], objected: true }, 'published', null, 'objected'],
  ['objected to and corrected since', { waiting: [], objected: true }, 'superseded', null, null],
] as const;

for (const [name, urgent, state, dueAt, flag] of flags) {
  test(`the flag of an urgent revision: ${name}`, () => {
    assert.equal(urgentFlagOf(urgent, state, dueAt, now), flag);
  });
}

const published = (changes: Partial<CaseState> = {}) =>
  caseIn('published', {
    underWay: false,
    hands: [hand('editor', a), hand('proposer', a), { ...hand('decider', b), stepKey: 'approval' }],
    urgent: {
      waiting: [
        { stepKey: 'review', lane: 0 },
        { stepKey: 'secrecyReview', lane: 0 },
      ],
      objected: false,
    },
    ...changes,
  });

const reviewers: readonly [string, PersonId, readonly Grant[], string | null][] = [
  ['a reviewer of the unit', c, [grant('reviewer', units.village)], null],
  ['the secrecy reviewer, though review comes first', c, [grant('secrecyReviewer', units.village)], null],
  ['the proposer', a, [grant('reviewer', units.village)], 'case-you-edited'],
  ['the releaser', b, [grant('reviewer', units.village)], 'case-you-decided'],
  [
    'a delegate of the releaser',
    c,
    [grant('reviewer', units.village, { principal: b })],
    'case-principal-had-hand',
  ],
  ['a reviewer elsewhere', c, [grant('reviewer', units.otherTown)], 'case-role-elsewhere'],
  ['an approver', c, [grant('approver', units.village)], 'case-needs-reviewer'],
];

for (const [name, person, grants, code] of reviewers) {
  test(`who reviews afterwards: ${name}`, () => {
    for (const move of ['passAfterwards', 'objectAfterwards'] as const) {
      const answer = decide(published(), move, actor(person, grants));
      assert.equal(answer.ok ? null : answer.code, code);
    }
  });
}

test('when nothing waits, nobody reviews', () => {
  const reviewer = actor(c, [grant('reviewer', units.village)]);
  for (const urgent of [null, { waiting: [], objected: true }, { waiting: [], objected: false }]) {
    const answer = decide(published({ urgent }), 'passAfterwards', reviewer);
    assert.equal(answer.ok ? null : answer.code, 'case-no-after-review');
  }
});

// Random walks on the urgent path: roles, delegations and every move of it in any order.

const people = [1, 2, 3, 4, 5, 6].map(personId);
const roles: readonly Role[] = ['handler', 'reviewer', 'secrecyReviewer', 'approver'];
const index = fc.nat({ max: people.length - 1 });
const pathMoves = [
  'edit',
  'proposeUrgently',
  'approve',
  'escalate',
  'return',
  'recall',
  'passAfterwards',
  'objectAfterwards',
  'pass',
] as const;
const deed = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lend' as const), from: index, to: index }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      by: index,
      move: fc.constantFrom(...pathMoves),
    }),
  },
);

type Walk = {
  grants: Map<PersonId, Grant[]>;
  case: CaseState;
  signatures: (Signed & { readonly lane: number | null })[];
  reviews: number;
  /** Everybody who had a part in it, for themselves or for somebody. */
  acted: Set<PersonId>;
};

const decides: ReadonlySet<Move> = new Set([
  'pass',
  'approve',
  'escalate',
  'return',
  'passAfterwards',
  'objectAfterwards',
]);

function begin(): Walk {
  const all = roles.flatMap((role) => [grant(role, units.village), grant(role, units.town)]);
  return {
    grants: new Map(people.map((person) => [person, [...all]])),
    case: caseIn('draft'),
    signatures: [],
    reviews: 0,
    acted: new Set(),
  };
}

const humans = (one: Pick<Hand, 'person' | 'principal'>) =>
  one.principal === null ? [one.person] : [one.person, one.principal];

function attempt(walk: Walk, person: PersonId, move: Move): void {
  const asker = actor(person, walk.grants.get(person) ?? []);
  const before = walk.case;
  const answer = decide(before, move, asker);
  if (!answer.ok) return;
  const left = handLeftBy(before, move, asker, answer.value.authority);
  // Said once more from what was done, not from the hands the rules keep.
  const own = humans({ person, principal: answer.value.authority.principal });
  if (decides.has(move)) {
    assert.deepEqual(
      own.filter((one) => walk.acted.has(one)),
      [],
      `${move}: one human had two hands`,
    );
  }
  if (move !== 'recall') for (const one of own) walk.acted.add(one);
  const isReview = move === 'passAfterwards' || move === 'objectAfterwards';
  const seat = before.urgent?.waiting[0] ?? null;
  if (isReview) walk.reviews += 1;
  if (left !== null && left.kind !== 'editor') {
    const { principal } = left;
    const stepKey = isReview ? (seat?.stepKey ?? null) : left.stepKey;
    walk.signatures.push({ move, stepKey, lane: 0, person, principal, contentSha256: hash });
  }
  const { state, step, escalatedTo } = answer.value;
  const hands = left === null ? before.hands : [...before.hands, left];
  const urgent = urgentStateOf(standardSteps, walk.signatures);
  const next = { ...before, state, step, escalatedTo, hands, urgent };
  walk.case = { ...next, lanes: step === null ? [] : lanesOn(next, step, escalatedTo), superior: null };
  if (state === 'approved') {
    const editors = hands.filter((one) => one.kind === 'editor');
    assert.equal(orderProblem(standardSteps, walk.signatures, editors, hash), null);
    walk.case = { ...walk.case, state: 'published', live: true, underWay: false };
  }
}

test('no walk on the urgent path lets one human have two of its hands: proposer, releaser, reviewers', () => {
  let reviews = 0;
  fc.assert(
    fc.property(fc.array(deed, { minLength: 20, maxLength: 60 }), (deeds) => {
      const walk = begin();
      for (const one of deeds) {
        if (one.kind === 'move') attempt(walk, people[one.by] as PersonId, one.move);
        else if (one.from !== one.to) {
          const lender = people[one.from] as PersonId;
          const lent = (walk.grants.get(lender) ?? []).filter((held) => held.principal === null);
          const to = people[one.to] as PersonId;
          walk.grants.set(to, [
            ...(walk.grants.get(to) ?? []),
            ...lent.map((held) => ({ ...held, principal: lender })),
          ]);
        }
      }
      reviews += walk.reviews;
    }),
    { numRuns: 2000, seed: 20260302 },
  );
  assert.ok(reviews > 500, `only ${reviews} reviews were made: the walks no longer reach the rule`);
});
