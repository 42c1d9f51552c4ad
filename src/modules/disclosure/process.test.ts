import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type CaseFacts,
  chooseProcess,
  type ProcessStep,
  processFaults,
  processProblem,
  readSteps,
  type StoredStep,
  stepCondition,
  stepsFor,
} from './process.ts';
import { standardSteps } from './testing/cases.ts';
import { affairsKinds, purposes, scopes, stepKinds } from './words.ts';

const [review, secrecy, approval] = standardSteps as [ProcessStep, ProcessStep, ProcessStep];

test('the standard process is lawful, and so is one with several steps of a kind', () => {
  assert.equal(processProblem(standardSteps), null);
  assert.equal(processProblem([review, { ...review, key: 'second' }, secrecy, approval]), null);
});

const seat = { role: 'approver', at: 'superior', unitId: null } as const;
const signing: ProcessStep = { ...review, key: 'signing', kind: 'countersign', signers: [seat] };
const urgentOnly = stepCondition.parse({ urgent: true });

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
  ['process-signers', [{ ...review, signers: [seat] }, secrecy, approval]],
  ['process-signers', [review, { ...review, key: 'signing', kind: 'countersign' }, secrecy, approval]],
  ['process-order', [review, secrecy, approval, { ...review, key: 'late', kind: 'legality' }]],
  ['process-kind-missing', [{ ...review, when: urgentOnly }, secrecy, approval]],
  ['process-kind-missing', [review, secrecy, { ...approval, when: urgentOnly }]],
  [
    'process-role',
    [review, { ...signing, signers: [{ ...seat, role: 'handler' as 'reviewer' }] }, secrecy, approval],
  ],
  ['process-unit-missing', [review, { ...signing, signers: [{ ...seat, at: 'unitId' }] }, secrecy, approval]],
];

for (const [code, steps] of faults) {
  test(`an unlawful process is refused: ${code} (${steps.map((one) => one.key).join(' → ')})`, () => {
    assert.equal(processProblem(steps)?.code, code);
  });
}

test('no order but review → secrecy review → approval is ever accepted, whatever else stands before the approval', () => {
  const anyStep = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    kind: fc.constantFrom(...stepKinds),
  });
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 3, maxLength: 5 }), (shape) => {
      const model = {
        review,
        secrecyReview: secrecy,
        approval,
        riskAssessment: { ...review, kind: 'riskAssessment' as const },
        legality: { ...review, kind: 'legality' as const },
        countersign: {
          ...review,
          kind: 'countersign' as const,
          signers: [{ role: 'approver' as const, at: 'superior' as const, unitId: null }],
        },
      };
      const steps = shape.map(({ key, kind }) => ({ ...model[kind], key }));
      if (processProblem(steps) !== null) return;
      accepted += 1;
      const order = steps.map((one) => one.kind).join(' ');
      const between = order.replaceAll(/(riskAssessment|legality|countersign) /g, '');
      assert.match(between, /^review( review)*( secrecyReview)+( approval)+$/);
      assert.match(order, /approval$/);
      assert.equal(new Set(steps.map((one) => one.key)).size, steps.length);
    }),
    { numRuns: 60_000, seed: 7 },
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

test('every fault is named with its step, not only the first', () => {
  const found = processFaults([
    { ...approval, when: urgentOnly },
    { ...review, mayEscalate: true },
    { ...secrecy, at: 'unitId' },
  ]);
  assert.deepEqual(
    found.map((one) => [one.code, one.stepKey]),
    [
      ['process-kind-missing', null],
      ['process-order', 'review'],
      ['process-escalation', 'review'],
      ['process-order', 'secrecyReview'],
      ['process-unit-missing', 'secrecyReview'],
    ],
  );
});

test('a step older than its fields is read as it was meant', () => {
  const { signers: _, when: __, ...old } = review;
  assert.deepEqual(readSteps([old satisfies StoredStep]), [review]);
});

const facts: CaseFacts = {
  affairsKind: 'village',
  scope: 'society',
  purpose: 'publish',
  category: '财务公开',
  keywords: ['村务', '收支'],
  personalDataInFiles: false,
  urgent: false,
};

const conditions: readonly [
  string,
  Parameters<typeof stepCondition.parse>[0],
  Partial<CaseFacts>,
  boolean,
][] = [
  ['nothing asked', {}, {}, true],
  ['the kind of affairs', { affairsKinds: ['party', 'village'] }, {}, true],
  ['another kind of affairs', { affairsKinds: ['party'] }, {}, false],
  ['the scope', { scopes: ['unit'] }, {}, false],
  ['the purpose', { purposes: ['withdraw'] }, { purpose: 'withdraw' }, true],
  ['the column', { categories: ['财务公开'] }, {}, true],
  ['another column', { categories: ['人事'] }, {}, false],
  ['a tag', { tags: ['扶贫', '收支'] }, {}, true],
  ['no such tag', { tags: ['扶贫'] }, {}, false],
  ['personal data wanted', { personalDataInFiles: true }, {}, false],
  ['personal data found', { personalDataInFiles: true }, { personalDataInFiles: true }, true],
  ['no personal data wanted', { personalDataInFiles: false }, { personalDataInFiles: true }, false],
  ['urgent only', { urgent: true }, {}, false],
  ['urgent', { urgent: true }, { urgent: true }, true],
  ['two that must both fit', { scopes: ['society'], affairsKinds: ['party'] }, {}, false],
];

for (const [name, when, changes, there] of conditions) {
  test(`a conditional step is there or not: ${name}`, () => {
    const legality: ProcessStep = {
      ...review,
      key: 'legality',
      kind: 'legality',
      when: stepCondition.parse(when),
    };
    const chosen = stepsFor([review, legality, secrecy, approval], { ...facts, ...changes });
    assert.equal(chosen.includes(legality), there);
    assert.equal(chosen.length, there ? 4 : 3);
  });
}

test('whatever the case, what is left of a lawful process is lawful', () => {
  const when = fc.option(
    fc.record({
      affairsKinds: fc.subarray([...affairsKinds]),
      scopes: fc.subarray([...scopes]),
      purposes: fc.subarray([...purposes]),
      categories: fc.subarray(['财务公开', '人事']),
      tags: fc.subarray(['村务', '扶贫']),
      personalDataInFiles: fc.option(fc.boolean()),
      urgent: fc.option(fc.boolean()),
    }),
  );
  const anyCase: fc.Arbitrary<CaseFacts> = fc.record({
    affairsKind: fc.constantFrom(...affairsKinds),
    scope: fc.constantFrom(...scopes),
    purpose: fc.constantFrom(...purposes),
    category: fc.constantFrom('财务公开', '人事', ''),
    keywords: fc.subarray(['村务', '扶贫']),
    personalDataInFiles: fc.boolean(),
    urgent: fc.boolean(),
  });
  let shorter = 0;
  const extra = fc.array(
    fc.record({
      of: fc.constantFrom(review, { ...review, kind: 'legality' as const }, signing),
      when,
      at: fc.nat(3),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(extra, anyCase, (more, some) => {
      const steps = [review, secrecy, approval];
      for (const [index, { of, when: condition, at }] of more.entries()) {
        steps.splice(Math.min(at, of.kind === 'review' ? 1 : 2), 0, {
          ...of,
          key: `extra${index}`,
          when: condition,
        });
      }
      if (processProblem(steps) !== null) return;
      const chosen = stepsFor(steps, some);
      assert.equal(processProblem(chosen.map((one) => ({ ...one, when: null }))), null);
      assert.deepEqual(stepsFor(chosen, some), chosen);
      if (chosen.length < steps.length) shorter += 1;
    }),
    { numRuns: 3000, seed: 12 },
  );
  assert.ok(shorter > 500, `only ${shorter} were shortened`);
});
