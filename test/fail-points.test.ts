import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { digestFailPoints } from '#modules/subscriptions';
import {
  failPoints,
  firstStartFailPoints,
  repairFailPoints,
  unreadableFailPoints,
} from '#modules/transparency-log';
import { fileFailPoints } from '#platform/files';
import { mailFailPoints } from '#platform/mail';
import { journalFailPoints } from '../src/modules/transparency-log/witness/journal.ts';

/*
 * A place at which the program can be cut off is worth something only when a test cuts it off there: every name in the program
 * stands in a list that a test goes through (test/log-crash, test/subscriptions/kill, test/startup/witness), or in a test that starts a program which dies there.
 */

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const isTest = (file: string) => /\.test\.ts$|\/testing/.test(file);

type Place = { readonly name: string; readonly file: string };

/** Names made of a piece that callers give: files of the log (bundles, tiles, checkpoint, key), and their folders. */
const made: readonly (readonly [name: RegExp, callers: RegExp])[] = [
  [/^`after-\$\{what\}-folder-synced`$/, /syncFolders\((?:[^()]|\([^()]*\))*?'([a-z-]+)'/g],
  [
    /^`after-\$\{what\}-[a-z]+`$/,
    /(?:putFile\((?:[^()]|\([^()]*\))*?|\bwhat: (?='\w+' as const))'([a-z-]+)'/g,
  ],
];

function placesIn(file: string, everything: string): readonly Place[] {
  const text = read(file);
  return [...text.matchAll(/\bfailPoint\(\s*([^)]+?)\s*\)/g)].flatMap(([, said = '']) => {
    const name = /^'([a-z-]+)'$/.exec(said)?.[1];
    if (name !== undefined) return [{ name, file }];
    if (/^[A-Z_]+$/.test(said)) {
      const value = new RegExp(`const ${said} = '([a-z-]+)'`).exec(text)?.[1];
      assert.ok(value !== undefined, `${file}: what is ${said}?`);
      return [{ name: value, file }];
    }
    if (said === 'name: string') return [];
    const callers = made.find(([pattern]) => pattern.test(said))?.[1];
    assert.ok(callers !== undefined, `${file}: which names can ${said} be?`);
    const values = new Set([...everything.matchAll(callers)].map(([, value = '']) => value));
    assert.ok(values.size > 0, `${file}: nobody gives a piece of ${said}`);
    return [...values].map((value) => ({ name: said.slice(1, -1).replace(/\$\{\w+\}/, value), file }));
  });
}

test('at every place where the program can be cut off, some test does cut it off', () => {
  const program = globSync('src/**/*.ts', { cwd: root }).filter((file) => !isTest(file));
  const everything = program.map(read).join('\n');
  const places = program.flatMap((file) => placesIn(file, everything));
  assert.ok(places.length > 30, `only ${places.length} places`);
  const matrix = new Set<string>([
    ...failPoints,
    ...firstStartFailPoints,
    ...repairFailPoints,
    ...unreadableFailPoints,
    ...fileFailPoints,
    ...journalFailPoints,
    ...digestFailPoints,
    ...mailFailPoints,
  ]);
  // A test that names a place and starts programs with it.
  const killers = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root })
    .filter((file) => !file.startsWith('test/fail-points'))
    .map(read)
    .filter((text) => /GONGKAI_FAIL_POINT|\bfailPoint: /.test(text));
  const isKilledAt = (name: string) =>
    matrix.has(name) || killers.some((text) => new RegExp(`['"]${name}(?::\\d+)?['"]`).test(text));
  assert.deepEqual(
    places.filter(({ name }) => !isKilledAt(name)),
    [],
  );
  const known = new Set(places.map(({ name }) => name));
  assert.deepEqual(
    [...matrix].filter((name) => !known.has(name)),
    [],
    'in a list, and nowhere in the program',
  );
});
