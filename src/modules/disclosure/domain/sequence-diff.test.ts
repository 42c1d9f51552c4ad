import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diffSequence, type Edit } from './sequence-diff.ts';

const before = <T>(edits: readonly Edit<T>[]) =>
  edits.flatMap((one) => (one.change === 'added' ? [] : [one.before]));
const after = <T>(edits: readonly Edit<T>[]) =>
  edits.flatMap((one) => (one.change === 'removed' ? [] : [one.after]));

/** Length of the longest common subsequence, by the textbook table: slow and plain. */
function commonSubsequence(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    b.forEach((y, index) => {
      next.push(x === y ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

test('an edit script gives back both texts, claims only true sameness, and is the shortest there is', () => {
  const letters = fc.array(fc.constantFrom('甲', '乙', '丙'), { maxLength: 24 });
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const edits = diffSequence(a, b);
      assert.deepEqual(before(edits), a);
      assert.deepEqual(after(edits), b);
      const same = edits.filter((one) => one.change === 'same');
      for (const one of same) assert.equal(one.before, one.after);
      assert.equal(same.length, commonSubsequence(a, b));
    }),
    { numRuns: 3000, seed: 11 },
  );
});

test('entirely different long texts are reported whole, in bounded work', () => {
  const a = Array.from({ length: 5000 }, (_, index) => `a${index}`);
  const b = Array.from({ length: 5000 }, (_, index) => `b${index}`);
  const edits = diffSequence(['head', ...a, 'tail'], ['head', ...b, 'tail']);
  assert.equal(edits.length, 10_002);
  assert.equal(edits.filter((one) => one.change === 'same').length, 2);
});
