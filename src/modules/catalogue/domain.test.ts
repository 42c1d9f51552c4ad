import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grant, PersonId, UnitId } from '#kernel';
import { unitRef } from '#test/database';
import { decideEdit, decideMove, type Move, type MoveFacts, moves, type NotHand } from './domain.ts';
import { catalogueStates } from './forms/vocabulary.ts';
import { comesFromAbove, grantForMoves, handsOf, isGroundFor } from './policy.ts';

const sound: MoveFacts = {
  state: 'draft',
  hands: [],
  fromAbove: true,
  unitIsRoot: false,
  rows: 3,
  unclear: 0,
  opinion: '同意',
};
const names = Object.keys(moves) as Move[];

test('every move × state: allowed from exactly one state, to exactly the state of the table', () => {
  let asked = 0;
  for (const move of names) {
    for (const state of catalogueStates) {
      const decision = decideMove(move, { ...sound, state });
      const rule = moves[move];
      assert.equal(decision.ok, state === rule.from, `${move} from ${state}`);
      if (decision.ok) assert.equal(decision.value, rule.to);
      else assert.equal(decision.code, 'catalogue-wrong-state');
      asked += 1;
    }
  }
  assert.equal(asked, names.length * catalogueStates.length);
});

const handSets: readonly (readonly NotHand[])[] = [[], ['editor'], ['approver'], ['editor', 'approver']];

test('every move × hand × relation: four eyes and the superior, exactly where the table says', () => {
  for (const move of names) {
    const { from, not, fromAbove } = moves[move] as {
      from: MoveFacts['state'];
      not: readonly NotHand[];
      fromAbove: boolean;
    };
    for (const hands of handSets) {
      for (const above of [true, false]) {
        for (const unitIsRoot of [true, false]) {
          const facts = { ...sound, state: from, hands, fromAbove: above, unitIsRoot };
          const placed = !fromAbove || above || unitIsRoot;
          const clean = !not.some((hand) => hands.includes(hand));
          assert.equal(decideMove(move, facts).ok, placed && clean, `${move} ${JSON.stringify(facts)}`);
        }
      }
    }
  }
});

test('the table itself: an editor never approves, editor and approver never register, returns need a reason', () => {
  assert.deepEqual(moves.approve.not, ['editor']);
  assert.deepEqual(moves.register.not, ['editor', 'approver']);
  for (const move of ['return', 'returnFiling', 'discard'] as const) {
    const decision = decideMove(move, { ...sound, state: moves[move].from, opinion: '  ' });
    assert.equal(!decision.ok && decision.code, 'reason-needed');
  }
  for (const move of ['submit', 'approve'] as const) {
    const empty = decideMove(move, { ...sound, state: moves[move].from, rows: 0 });
    assert.equal(!empty.ok && empty.code, 'catalogue-empty');
    const unclear = decideMove(move, { ...sound, state: moves[move].from, unclear: 2 });
    assert.deepEqual(!unclear.ok && [unclear.code, unclear.params], ['catalogue-rows-unclear', { count: 2 }]);
  }
});

test('only a draft is edited', () => {
  for (const state of catalogueStates) assert.equal(decideEdit(state).ok, state === 'draft', state);
});

const person = (name: string) => name as PersonId;
const grant = (unit: number, unitPath: string, principal: PersonId | null = null): Grant => ({
  role: 'approver',
  unit: unit as UnitId,
  unitPath,
  reach: 'below',
  line: null,
  principal,
});

test('acting for somebody brings that person’s hands along', () => {
  const text = { editors: ['a'], submittedBy: 'b', approvedBy: 'c' };
  const hands = (who: string, principal: string | null) =>
    handsOf(
      { person: person(who), grant: grant(1, '/1/', principal === null ? null : person(principal)) },
      text,
    );
  assert.deepEqual(hands('x', null), []);
  assert.deepEqual(hands('a', null), ['editor']);
  assert.deepEqual(hands('b', null), ['editor']);
  assert.deepEqual(hands('x', 'a'), ['editor']);
  assert.deepEqual(hands('x', 'c'), ['approver']);
});

test('a role comes from above only when held in another unit that stands over this one', () => {
  const town = unitRef(5, '/1/5/');
  assert.equal(comesFromAbove(grant(1, '/1/'), town), true);
  assert.equal(comesFromAbove(grant(5, '/1/5/'), town), false);
  assert.equal(comesFromAbove(grant(6, '/1/6/'), town), false);
});

test('all roles of a person count: the one from above registers, the one without a hand in the text approves, own before lent', () => {
  const town = unitRef(5, '/1/5/');
  const text = { editors: ['a'], submittedBy: 'a', approvedBy: 'c' };
  const office = (unit: number, path: string, principal: string | null = null): Grant => ({
    ...grant(unit, path, principal === null ? null : person(principal)),
    role: 'committeeOffice',
  });
  const choose = (permission: 'catalogue.approve' | 'catalogue.register', ...grants: Grant[]) => {
    const actor = { person: person('x'), name: '某人', grants, affiliations: [] };
    const chosen = grantForMoves(actor, permission, town, text);
    return chosen === undefined ? undefined : [chosen.unit, chosen.principal];
  };
  assert.deepEqual(choose('catalogue.register', office(5, '/1/5/'), office(1, '/1/')), [1, null]);
  assert.deepEqual(choose('catalogue.register', office(5, '/1/5/'), office(1, '/1/', 'y')), [1, 'y']);
  assert.deepEqual(choose('catalogue.register', office(1, '/1/', 'c'), office(1, '/1/', 'y')), [1, 'y']);
  assert.deepEqual(choose('catalogue.register', office(1, '/1/', 'y'), office(1, '/1/')), [1, null]);
  assert.deepEqual(choose('catalogue.register', office(5, '/1/5/')), [5, null]);
  assert.deepEqual(choose('catalogue.approve', grant(5, '/1/5/', person('a')), grant(5, '/1/5/')), [5, null]);
  const lent = [grant(5, '/1/5/', person('a')), grant(1, '/1/', person('y'))];
  assert.deepEqual(choose('catalogue.approve', ...lent), [1, 'y']);
  assert.equal(choose('catalogue.register', office(6, '/1/6/'), grant(1, '/1/')), undefined);
});

test('Party affairs know two grounds for not publishing', () => {
  assert.equal(isGroundFor('SECRET', 'party'), true);
  assert.equal(isGroundFor('INTERNAL_AFFAIR', 'party'), false);
  assert.equal(isGroundFor('INTERNAL_AFFAIR', 'government'), true);
  assert.equal(isGroundFor('UNSUITABLE_BY_RULE', 'government'), false);
});
