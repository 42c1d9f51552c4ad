import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processProblem } from '../../process.ts';
import { standardSteps } from '../../testing/cases.ts';
import { stepKinds } from '../../words.ts';
import { toEdited, toSteps, withChange, withMoved, withNewStep, without } from './editing.ts';

const begun = toEdited(standardSteps);

test('whatever kind is added, twice even, the process stays lawful', () => {
  for (const kind of stepKinds) {
    const steps = toSteps(withNewStep(withNewStep(begun, kind), kind));
    assert.equal(steps.length, 5);
    assert.equal(processProblem(steps)?.code, undefined, kind);
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
