import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseProcess, type ProcessStep, processProblem } from './process.ts';
import { standardSteps } from './testing/cases.ts';
import { stepKinds } from './words.ts';

const [review, secrecy, approval] = standardSteps as [ProcessStep, ProcessStep, ProcessStep];

test('the standard process is lawful, and so is one with several steps of a kind', () => {
  assert.equal(processProblem(standardSteps), null);
  assert.equal(processProblem([review, { ...review, key: 'second' }, secrecy, approval]), null);
});

const faults: readonly [string, readonly ProcessStep[]][] = [
  ['process-kind-missing', [review, { ...review, key: 'second' }, approval]],
  ['process-order', [secrecy, review, approval]],
  ['process-order', [review, approval, secrecy]],
  ['process-key-twice', [review, review, secrecy, approval]],
  ['process-role', [review, { ...secrecy, role: 'committeeOffice' }, approval]],
  ['process-role', [review, secrecy, { ...approval, role: 'reviewer' }]],
  ['process-unit-missing', [{ ...review, at: 'unitId' }, secrecy, approval]],
  ['process-unit-missing', [{ ...review, unitId: 7 }, secrecy, approval]],
  ['process-escalation', [{ ...review, mayEscalate: true }, secrecy, approval]],
];

for (const [code, steps] of faults) {
  test(`an unlawful process is refused: ${code} (${steps.map((one) => one.key).join(' → ')})`, () => {
    assert.equal(processProblem(steps)?.code, code);
  });
}

test('no order but review → secrecy review → approval is ever accepted', () => {
  const anyStep = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    kind: fc.constantFrom(...stepKinds),
  });
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 6 }), (shape) => {
      const model = { review, secrecyReview: secrecy, approval };
      const steps = shape.map(({ key, kind }) => ({ ...model[kind], key }));
      if (processProblem(steps) !== null) return;
      accepted += 1;
      const order = steps.map((one) => one.kind).join(' ');
      assert.match(order, /^review( review)*( secrecyReview)+( approval)+$/);
      assert.equal(new Set(steps.map((one) => one.key)).size, steps.length);
    }),
    { numRuns: 20_000, seed: 7 },
  );
  assert.ok(accepted > 20, `${accepted} accepted`);
});

const definition = (
  id: string,
  unit: number | null,
  unitKind: string | null,
  affairsKind: string | null,
  version = 1,
) => ({
  id,
  unit,
  unitKind,
  affairsKind,
  version,
});

test('the nearest unit, then the kind of matter, then the kind of unit, then the newest version decides', () => {
  const all = [
    definition('default', null, null, null),
    definition('district', 1, null, null),
    definition('district village affairs', 1, null, 'village'),
    definition('town', 2, null, null),
    definition('town again', 2, null, null, 2),
    definition('other town', 4, null, null),
    definition('village committees', null, 'villageCommittee', null),
  ];
  const choose = (chain: readonly number[], kind: string, affairs: string) =>
    chooseProcess(all, chain, kind, affairs)?.id;
  assert.equal(choose([3, 2, 1], 'villageCommittee', 'village'), 'town again');
  assert.equal(choose([5, 1], 'villageCommittee', 'village'), 'district village affairs');
  assert.equal(choose([5, 1], 'villageCommittee', 'party'), 'district');
  assert.equal(choose([9], 'villageCommittee', 'party'), 'village committees');
  assert.equal(choose([9], 'school', 'school'), 'default');
});
