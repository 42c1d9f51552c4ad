import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessStep } from '../process.ts';
import { standardSteps } from '../testing/cases.ts';
import { diffProcesses } from './process-diff.ts';

const [review, secrecy, approval] = standardSteps as [ProcessStep, ProcessStep, ProcessStep];
const legality: ProcessStep = { ...review, key: 'legality', kind: 'legality' };
const risk: ProcessStep = { ...review, key: 'risk', kind: 'riskAssessment' };

const table: readonly [string, readonly ProcessStep[], readonly ProcessStep[], readonly string[]][] = [
  ['nothing', standardSteps, standardSteps, []],
  [
    'fields in another order',
    [Object.fromEntries(Object.entries(review).toReversed()) as ProcessStep],
    [review],
    [],
  ],
  ['a step added', standardSteps, [review, legality, secrecy, approval], ['legality added']],
  ['a step removed', [review, legality, secrecy, approval], standardSteps, ['legality removed']],
  [
    'a limit changed',
    standardSteps,
    [{ ...review, limitWorkingDays: 9 }, secrecy, approval],
    ['review changed'],
  ],
  [
    'two swapped',
    [review, risk, legality, secrecy, approval],
    [review, legality, risk, secrecy, approval],
    ['legality moved', 'risk moved'],
  ],
  [
    'one added, one gone, one changed',
    [review, risk, secrecy, approval],
    [review, legality, { ...secrecy, name: '复审' }, approval],
    ['legality added', 'secrecyReview changed', 'risk removed'],
  ],
];

for (const [name, before, after, expected] of table) {
  test(`two versions of a process are compared: ${name}`, () => {
    const found = diffProcesses(before, after).map((one) => `${one.stepKey} ${one.change}`);
    assert.deepEqual(found, expected);
  });
}
