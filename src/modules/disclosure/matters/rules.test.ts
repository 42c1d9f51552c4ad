import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCalendar } from '#platform/calendar';
import {
  audiencesOf,
  placesOf,
  problemOfStage,
  type StageCase,
  type StageQuestion,
  type StageTerms,
  standingOf,
} from './rules.ts';
import { type Audience, audiences, type Stage, stages } from './words.ts';

const terms: StageTerms = {
  insideFirst: { amount: 7, unit: 'calendar_day' },
  insideBefore: { amount: 7, unit: 'calendar_day' },
  outsideBefore: { amount: 15, unit: 'calendar_day' },
};
const calendar = createCalendar({ days: [], loadedYears: [2026] });
const at = (day: string) => new Date(`${day}T10:00:00+08:00`);
const both = { inside: true, outside: true };

const out = (stage: Stage, audience: Audience, day: string): StageCase => ({
  stage,
  audience,
  progress: 'out',
  outSince: at(day),
  due: null,
});

function ask(
  stage: Stage,
  audience: Audience,
  day: string,
  cases: readonly StageCase[],
  more: Partial<StageQuestion> = {},
): string | null {
  const question = {
    matter: both,
    stage,
    audience,
    cases,
    goesOutAt: at(day),
    urgent: false,
    terms,
    calendar,
    ...more,
  };
  const problem = problemOfStage(question);
  if (problem === null) return null;
  return 'day' in problem ? `${problem.code} ${problem.day}` : problem.code;
}

const beforeBoth = [out('before', 'inside', '2026-03-02'), out('before', 'outside', '2026-03-09')];

const table: readonly [string, string | null, () => string | null][] = [
  ['before inside is free', null, () => ask('before', 'inside', '2026-03-02', [])],
  ['outside waits for inside', 'matter-inside-missing', () => ask('before', 'outside', '2026-03-09', [])],
  [
    'outside waits for the interval',
    'matter-inside-too-recent 2026-03-09',
    () => ask('before', 'outside', '2026-03-08', [out('before', 'inside', '2026-03-02')]),
  ],
  [
    'outside on the day',
    null,
    () => ask('before', 'outside', '2026-03-09', [out('before', 'inside', '2026-03-02')]),
  ],
  ['decision without before', 'matter-before-missing', () => ask('decision', 'inside', '2026-04-01', [])],
  [
    'decision with before inside only',
    'matter-before-missing',
    () => ask('decision', 'inside', '2026-04-01', [out('before', 'inside', '2026-03-02')]),
  ],
  [
    'decision before the days outside are over',
    'matter-before-too-recent 2026-03-24',
    () => ask('decision', 'inside', '2026-03-23', beforeBoth),
  ],
  ['decision on the day', null, () => ask('decision', 'inside', '2026-03-24', beforeBoth)],
  [
    'decision of a matter that is disclosed inside only',
    null,
    () =>
      ask('decision', 'inside', '2026-03-09', [beforeBoth[0] as StageCase], {
        matter: { inside: true, outside: false },
      }),
  ],
  [
    'result without decision',
    'matter-decision-missing',
    () => ask('result', 'inside', '2026-05-01', beforeBoth),
  ],
  [
    'result after the decision',
    null,
    () => ask('result', 'inside', '2026-05-01', [...beforeBoth, out('decision', 'inside', '2026-04-01')]),
  ],
  [
    'result outside after the decision inside only',
    'matter-decision-missing',
    () =>
      ask('result', 'outside', '2026-05-09', [
        out('decision', 'inside', '2026-04-01'),
        out('result', 'inside', '2026-05-01'),
      ]),
  ],
  [
    'urgent: decision without before',
    null,
    () => ask('decision', 'inside', '2026-03-02', [], { urgent: true }),
  ],
  [
    'urgent: outside right after inside',
    null,
    () =>
      ask('decision', 'outside', '2026-03-02', [out('decision', 'inside', '2026-03-02')], { urgent: true }),
  ],
  [
    'urgent: outside never before inside',
    'matter-inside-missing',
    () => ask('decision', 'outside', '2026-03-02', [], { urgent: true }),
  ],
];

for (const [name, expected, answer] of table) {
  test(`order of stages: ${name}`, () => assert.equal(answer(), expected));
}

const aDay = fc
  .integer({ min: 0, max: 60 })
  .map((days) => new Date(at('2026-03-01').getTime() + days * 86_400_000));
const aMatter = fc
  .record({ inside: fc.boolean(), outside: fc.boolean() })
  .filter((one) => one.inside || one.outside);

test('whatever is out when, nothing goes outside before it is out inside, and no decision before its time unless urgent', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      aMatter,
      fc.constantFrom(...stages),
      fc.constantFrom(...audiences),
      fc.boolean(),
      aDay,
      fc.array(fc.tuple(fc.constantFrom(...stages), fc.constantFrom(...audiences), aDay), { maxLength: 6 }),
      (matter, stage, audience, urgent, goesOutAt, outs) => {
        fc.pre(matter[audience]);
        const seen = new Map(outs.map(([s, a, day]) => [`${s}${a}`, { stage: s, audience: a, day }]));
        const cases = [...seen.values()].map(
          (one): StageCase => ({
            stage: one.stage,
            audience: one.audience,
            progress: 'out',
            outSince: one.day,
            due: null,
          }),
        );
        const problem = problemOfStage({
          matter,
          stage,
          audience,
          cases,
          goesOutAt,
          urgent,
          terms,
          calendar,
        });
        const since = (s: Stage, a: Audience) => seen.get(`${s}${a}`)?.day;
        if (problem !== null) {
          refused += 1;
          return;
        }
        if (audience === 'outside' && matter.inside) assert.ok(since(stage, 'inside') !== undefined);
        if (urgent) return;
        if (stage === 'decision') {
          for (const one of audiencesOf(matter)) {
            const day = since('before', one);
            assert.ok(day !== undefined);
            const least = one === 'inside' ? 7 : 15;
            assert.ok(goesOutAt.getTime() - day.getTime() >= least * 86_400_000);
          }
        }
        if (stage === 'result') assert.ok(since('decision', audience) !== undefined);
      },
    ),
    { numRuns: 3000, seed: 4 },
  );
  assert.ok(refused > 300, `only ${refused} were refused: the property no longer asks anything`);
});

test('a stage passed over is missing, one past its due day is late, one ahead is ahead', () => {
  const today = '2026-04-10';
  const standing = (cases: readonly StageCase[], stage: Stage, audience: Audience) =>
    standingOf(both, cases, stage, audience, today);
  const draft = (stage: Stage, due: string | null): StageCase => ({
    stage,
    audience: 'inside',
    progress: 'draft',
    outSince: null,
    due,
  });
  assert.equal(standing([], 'before', 'inside'), 'ahead');
  assert.equal(standing([out('decision', 'inside', '2026-04-01')], 'before', 'inside'), 'missing');
  assert.equal(standing([out('decision', 'inside', '2026-04-01')], 'before', 'outside'), 'missing');
  assert.equal(standing([out('decision', 'inside', '2026-04-01')], 'result', 'inside'), 'ahead');
  assert.equal(standing([draft('before', '2026-04-09')], 'before', 'inside'), 'late');
  assert.equal(standing([draft('before', '2026-04-10')], 'before', 'inside'), 'draft');
  assert.equal(standing([out('before', 'inside', '2026-04-20')], 'before', 'inside'), 'out');
  assert.equal(standing([draft('decision', null)], 'before', 'inside'), 'ahead');
  assert.deepEqual(
    placesOf({ inside: false, outside: true }).map((one) => one.stage),
    [...stages],
  );
});
