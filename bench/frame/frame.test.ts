import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { alternate, median, type Pair } from './alternate.ts';
import { atLeast, atMost, type Finding, told } from './measure.ts';
import { keepReport, newestKept } from './report.ts';
import { figure, tableOf } from './table.ts';
import { markText, verdictOf } from './verdict.ts';

/** A clock that only our own work moves: what it takes is what we say. */
function scripted(oursTakes: (round: number) => number, referenceTakes: (round: number) => number) {
  let now = 0;
  const log: string[] = [];
  const work = (name: string, takes: (round: number) => number, calls: number) => async (call: number) => {
    log.push(name);
    now += takes(Math.floor(call / calls));
  };
  const pair = (rounds: number, calls: number): Pair => ({
    id: 'T1',
    what: 'ours',
    against: 'theirs',
    mark: atMost(4),
    rounds,
    calls,
    ours: work('ours', oursTakes, calls),
    reference: work('reference', referenceTakes, calls),
  });
  return { pair, log, clock: () => now };
}

test('time is a call’s, ratio is ours to the reference', async () => {
  const script = scripted(
    () => 6,
    () => 2,
  );
  const found = await alternate(script.pair(5, 10), script.clock);
  assert.deepEqual([found.ours, found.reference, found.ratio, found.unit], [6, 2, 3, 'ms']);
});

test('a machine that slows down for both changes the times and not the ratio', async () => {
  const script = scripted(
    (round) => 10 * (round + 1) ** 2,
    (round) => 5 * (round + 1) ** 2,
  );
  const found = await alternate(script.pair(9, 1), script.clock);
  assert.equal(found.ratio, 2);
});

test('a reference that is called more often in a round still counts by the call', async () => {
  const script = scripted(
    () => 30,
    () => 3,
  );
  const found = await alternate({ ...script.pair(3, 1), referenceCalls: 10 }, script.clock);
  assert.deepEqual([found.ours, found.reference, found.ratio], [30, 3, 10]);
  assert.equal(script.log.filter((name) => name === 'reference').length, 5 * 10);
});

test('rounds before the count are thrown away: a slow first call is not ours', async () => {
  const script = scripted(
    (round) => (round < 2 ? 1000 : 1),
    () => 1,
  );
  assert.equal((await alternate(script.pair(4, 1), script.clock)).ratio, 1);
});

test('both are called equally often, in turn, each first in every other round', async () => {
  const script = scripted(
    () => 1,
    () => 1,
  );
  await alternate(script.pair(4, 1), script.clock);
  assert.equal(script.log.map((name) => name[0]).join(''), ['or', 'ro', 'or', 'ro', 'or', 'ro'].join(''));
});

test('the median stands in the middle and is one of the values or between two', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.throws(() => median([]), RangeError);
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
      const middle = median(values);
      assert.ok(values.filter((value) => value <= middle).length * 2 >= values.length);
      assert.ok(values.filter((value) => value >= middle).length * 2 >= values.length);
    }),
  );
});

test('verdicts: the bound itself is met, beyond it is not, nothing measured never is', () => {
  const cases = [
    [atMost(5), 5, 'met'],
    [atMost(5), 5.001, 'not met'],
    [atMost(5), Number.NaN, 'not met'],
    [atLeast(0.5), 0.5, 'met'],
    [atLeast(0.5), 0.499, 'not met'],
    [atLeast(0.5), Number.POSITIVE_INFINITY, 'not met'],
    [told, 1e9, 'told'],
  ] as const;
  for (const [mark, ratio, verdict] of cases) assert.equal(verdictOf({ mark, ratio }), verdict);
  assert.deepEqual([atMost(5), atLeast(0.5), told].map(markText), ['≤ 5 ×', '≥ 0.5 ×', 'told']);
});

test('one table: a line a finding, columns in line, figures with three places', () => {
  const finding: Finding = {
    id: 'I1',
    what: '每日检查',
    against: 'count(*)',
    unit: 'ms',
    ours: 123.456,
    reference: 0.98765,
    ratio: 125,
    mark: atMost(20),
  };
  const lines = tableOf([finding, { ...finding, id: 'I1b', ours: 12_345.6, ratio: 2 }]).split('\n');
  assert.equal(lines.length, 4);
  assert.match(lines[2] ?? '', /I1 .*每日检查.*123 ms.*0\.988 ms.*125 ×.*≤ 20 ×.*not met/);
  assert.match(lines[3] ?? '', /12,346 ms.* met /);
  const bars = (line: string) =>
    [...line.replace(/[\u2e80-\uffef]/gu, '..')].flatMap((c, at) => (c === '|' ? [at] : []));
  for (const line of lines) assert.deepEqual(bars(line), bars(lines[0] ?? ''));
  assert.equal(figure(Number.NaN), '—');
});

test('of what was kept, the newest full run of each measure counts', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-kept-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  assert.deepEqual(newestKept(join(folder, 'none')), []);
  const kept = (day: number, quick: boolean, ...ratios: readonly (readonly [string, number])[]) =>
    keepReport(
      folder,
      new Date(Date.UTC(2026, 0, day)),
      ratios.map(([id, ratio]) => ({ id, ratio, ...one })),
      { quick, groups: [], database: '', seconds: 1 },
    );
  const one = { what: '', against: '', unit: 'MB', ours: 1, reference: 1, mark: told } as const;
  kept(2, false, ['R1', 2]);
  kept(1, false, ['R1', 1], ['O1', 1]);
  kept(3, true, ['R1', 3]);
  assert.deepEqual(
    newestKept(folder).map(({ id, ratio }) => [id, ratio]),
    [
      ['R1', 2],
      ['O1', 1],
    ],
  );
});
