import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessStep } from '../../forms.ts';
import { stepKinds } from '../../words.ts';
import { toEdited, toSteps, withChange, withMoved, withNewStep, without } from './editing.ts';

const step = {
  name: '',
  at: 'unit',
  unitId: null,
  signers: [],
  limitWorkingDays: 2,
  mayEscalate: false,
  when: null,
} satisfies Partial<ProcessStep>;

const begun = toEdited([
  { ...step, key: 'review', kind: 'review', role: 'reviewer' },
  { ...step, key: 'secrecyReview', kind: 'secrecyReview', role: 'secrecyReviewer' },
  { ...step, key: 'approval', kind: 'approval', role: 'approver' },
]);

test('whatever kind is added, twice even, it stands where the order allows it, under its own key', () => {
  for (const kind of stepKinds) {
    const steps = toSteps(withNewStep(withNewStep(begun, kind), kind));
    assert.equal(steps.length, 5);
    const kinds = steps.map((one) => one.kind);
    assert.equal(kinds.at(-1), 'approval', kind);
    assert.ok(kinds.lastIndexOf('review') < kinds.indexOf('secrecyReview'), kind);
    assert.ok(kind === 'approval' || kinds.indexOf('approval') === 4, kind);
    assert.equal(new Set(steps.map((one) => one.key)).size, 5);
    assert.ok(steps.every((one) => (one.kind === 'countersign') === one.signers.length > 0));
  }
});

test('a step is moved by one, and not beyond the ends', () => {
  const keys = (steps: typeof begun) => steps.map((step) => step.key).join(' ');
  assert.equal(keys(withMoved(begun, 'review', 1)), 'secrecyReview review approval');
  assert.equal(keys(withMoved(begun, 'approval', -1)), 'review approval secrecyReview');
  assert.equal(withMoved(begun, 'review', -1), begun);
  assert.equal(withMoved(begun, 'approval', 1), begun);
  assert.equal(withMoved(begun, 'none', 1), begun);
});

test('a removed key can be used again; a change stays with its step', () => {
  const removed = withNewStep(without(begun, 'review'), 'review');
  assert.deepEqual(removed[0]?.key, 'review');
  const changed = withChange(begun, 'review', { limitWorkingDays: 5 });
  assert.deepEqual(
    changed.map((step) => step.limitWorkingDays),
    [5, 2, 2],
  );
});
