import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { moveNames, purposes, revisionStates, stepKinds } from '../words.ts';
import { refusals, words, workflowWords } from './index.ts';

const folder = join(import.meta.dirname, '..');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(
    (name) => name.endsWith('.ts') && !name.includes('.test.') && !/^(office|messages|testing)/.test(name),
  )
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

/** What stands in quotes after `refuse(`, `forbid(`, … or in a union of refusals. */
function quoted(pattern: RegExp): readonly string[] {
  return [...new Set([...sources.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

test('every refusal of this room has its words in both languages', () => {
  const codes = quoted(
    /'((?:case|signer|transfer|draft|attachment|import|publish|content|authority|order|process|screening|step|diff)-[A-Za-z-]+)'/g,
  );
  const all: Readonly<Record<string, string>> = {
    ...refusals['zh-CN'],
    ...words['zh-CN'],
    ...workflowWords['zh-CN'],
  };
  const missing = codes.filter(
    (code) => ![`refusal.${code}`, `problem.${code}`, code].some((key) => key in all),
  );
  assert.deepEqual(missing, []);
  assert.ok(codes.length > 50, `only ${codes.length} codes found`);
  for (const state of revisionStates) assert.ok(`refusal.case-is-${state}` in all);
});

test('states, moves, purposes, steps and notices have their words', () => {
  const all: Readonly<Record<string, string>> = { ...words['zh-CN'], ...workflowWords['zh-CN'] };
  const needed = [
    ...revisionStates.map((one) => `disclosure.state.${one}`),
    ...moveNames.map((one) => `disclosure.move.${one}`),
    ...purposes.map((one) => `disclosure.purpose.${one}`),
    ...stepKinds.map((one) => `stepKind.${one}`),
    ...moveNames.filter((one) => one !== 'edit').map((one) => `disclosure.event.${one}`),
    ...quoted(/'(disclosure\.[a-z-]+)'/g)
      .filter((one) => /^disclosure\.(awaits|no-holder|edited|opinion|transferred|role-missing)/.test(one))
      .map((one) => `notice.${one}`),
    ...quoted(/recordEvent\([^)]*?'(\w+)'/g).map((one) => `disclosure.event.${one}`),
    ...quoted(/editDraft\(ctx, [^']*'(\w+)'/g).map((one) => `disclosure.event.${one}`),
  ];
  assert.deepEqual(
    needed.filter((key) => !(key in all)),
    [],
  );
});

test('both languages fill the same places', () => {
  for (const table of [refusals, words, workflowWords]) {
    const english: Readonly<Record<string, string>> = table.en;
    for (const [key, text] of Object.entries(table['zh-CN'])) {
      const places = (words: string) => [...words.matchAll(/\{\w+\}/g)].map((match) => match[0]).toSorted();
      assert.deepEqual(places(english[key] ?? ''), places(text), key);
    }
  }
});
