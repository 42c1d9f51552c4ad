import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { moves } from './domain.ts';
import { dutyDefaultKeys, dutyStandings } from './forms/duty.ts';
import {
  affairsKinds,
  catalogueStates,
  dutyStates,
  scopes,
  stages,
  timeKinds,
  withholdReasons,
} from './forms/vocabulary.ts';
import { messages } from './messages.ts';
import { triggers } from './time-limit/index.ts';

const known = new Set(Object.keys(messages['zh-CN']));
const files = globSync('**/*.ts', { cwd: import.meta.dirname, exclude: ['office/**', '**/*.test.ts'] });
const source = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n');

test('every refusal and every step of this room has its words', () => {
  const refusals = [...source.matchAll(/refuse\(\s*'([a-z-]+)'/gu)].map(([, code]) => code);
  const elsewhere = new Set(['not-permitted', 'sign-in-required', 'upload-empty']);
  assert.ok(refusals.length > 30);
  for (const code of refusals) assert.ok(elsewhere.has(code ?? '') || known.has(`refusal.${code}`), code);
  const steps = [...source.matchAll(/step\('([\w.]+)'/gu)].map(([, code]) => code);
  for (const code of steps) assert.ok(known.has(`catalogue.step.${code}`), code);
});

test('every code a person may see has its words', () => {
  const lists: Readonly<Record<string, readonly string[]>> = {
    trigger: triggers,
    catalogueState: catalogueStates,
    catalogueMove: Object.keys(moves),
    dutyStanding: dutyStandings,
    dutyState: dutyStates,
    withholdReason: withholdReasons,
    affairsKind: affairsKinds,
    scope: scopes,
    timeKind: timeKinds,
    stage: stages,
  };
  for (const [name, values] of Object.entries(lists)) {
    for (const value of values) assert.ok(known.has(`${name}.${value}`), `${name}.${value}`);
  }
  assert.equal(dutyDefaultKeys.length, 7);
});
