import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { tableRefusals, tabularMessages } from '#platform/tabular';
import { messages } from './messages.ts';
import { permissions } from './policy.ts';
import * as vocabulary from './vocabulary.ts';

/** The sources of this room without its tests and screens. */
function sources(): string {
  return readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('office'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
}

test('every refusal, every expectation of an import and every permission has its words in both languages', () => {
  const text = sources();
  const used = [
    ...[...text.matchAll(/refuse\(\s*'([a-z-]+)'/g)].map((found) => `refusal.${found[1] ?? ''}`),
    ...[...text.matchAll(/'(expected[A-Z]\w+)'/g)].map((found) => `unitImport.${found[1] ?? ''}`),
    ...Object.keys(permissions).map((name) => `permission.${name}`),
    ...tableRefusals.map((code) => `refusal.${code}`),
  ];
  assert.ok(used.length > 80, `only ${used.length} keys were found`);
  const platform = ['refusal.sign-in-required'];
  for (const locale of ['zh-CN', 'en'] as const) {
    const known = { ...messages[locale], ...tabularMessages[locale] };
    const missing = used.filter((key) => !(key in known) && !platform.includes(key));
    assert.deepEqual(missing, [], locale);
  }
});

test('every value of a closed list has its words in both languages', () => {
  const lists = {
    unitLevel: vocabulary.unitLevels,
    superiorLevel: vocabulary.unitLevels,
    unitKind: vocabulary.unitKinds,
    unitState: vocabulary.unitStates,
    unitEvent: vocabulary.unitEventKinds,
    postKind: vocabulary.postKinds,
    gapKind: vocabulary.gapKinds,
    unitColumn: vocabulary.importColumns,
    unitImportOutcome: vocabulary.importOutcomes,
  };
  for (const [name, values] of Object.entries(lists))
    for (const value of values)
      for (const locale of ['zh-CN', 'en'] as const)
        assert.ok(`${name}.${value}` in messages[locale], `${name}.${value}`);
});
