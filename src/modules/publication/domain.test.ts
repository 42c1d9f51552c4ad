import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  decidePublication,
  formIndexNumber,
  isIndexPattern,
  isMissed,
  planTimes,
  validityOn,
} from './domain.ts';
import { readCursor, writeCursor } from './queries/cursor.ts';
import { readSlug, slugOf } from './slug.ts';
import { purposes } from './words.ts';

test('every purpose on every standing of a dossier: what happens, or why not', () => {
  const live = { state: 'live', version: 3 } as const;
  const gone = { state: 'withdrawn', version: 3 } as const;
  const outcome = (purpose: (typeof purposes)[number], standing: typeof live | typeof gone | null) => {
    const result = decidePublication(purpose, standing);
    return result.ok ? result.value.kind : result.code;
  };
  const table = purposes.map((purpose) => [
    purpose,
    outcome(purpose, null),
    outcome(purpose, live),
    outcome(purpose, gone),
  ]);
  assert.deepEqual(table, [
    ['publish', 'create', 'item-already-public', 'item-withdrawn'],
    ['correct', 'item-not-public', 'addVersion', 'item-withdrawn'],
    ['clarify', 'item-not-public', 'addVersion', 'item-withdrawn'],
    ['withdraw', 'item-not-public', 'withdraw', 'item-withdrawn'],
    ['changeValidity', 'item-not-public', 'addVersion', 'item-withdrawn'],
  ]);
  assert.deepEqual(decidePublication('correct', live), {
    ok: true,
    value: { kind: 'addVersion', version: 4 },
  });
});

test('validity lapses on the day after the last day, and never overrides a repeal', () => {
  assert.equal(validityOn('2026-03-01', 'valid', '2026-03-01'), 'valid');
  assert.equal(validityOn('2026-03-02', 'valid', '2026-03-01'), 'invalid');
  assert.equal(validityOn('2026-03-02', 'repealed', '2026-03-01'), 'repealed');
  assert.equal(validityOn('2026-03-02', 'valid', null), 'valid');
});

test('index numbers look as seen on real pages, and differ whenever authority, year or serial differ', () => {
  const rule = '{authority}/{year}-{serial:5}';
  assert.equal(
    formIndexNumber(rule, { authority: '11441700007280420Y', year: 2021, serial: 50 }),
    '11441700007280420Y/2021-00050',
  );
  const parts = fc.record({
    authority: fc.stringMatching(/^[0-9A-Z]{1,18}$/),
    year: fc.integer({ min: 2000, max: 2199 }),
    serial: fc.integer({ min: 1, max: 999_999 }),
  });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const same = a.authority === b.authority && a.year === b.year && a.serial === b.serial;
      assert.equal(formIndexNumber(rule, a) === formIndexNumber(rule, b), same);
    }),
  );
});

test('a pattern needs each part once and no other brace', () => {
  for (const good of [
    '{authority}/{year}-{serial:5}',
    '{year}{serial}·{authority}',
    '公开-{authority}-{year}-{serial:03}',
  ]) {
    assert.ok(isIndexPattern(good), good);
  }
  const bad = [
    '',
    '{serial}',
    '{authority}{year}',
    '{authority}{year}{serial}{serial}',
    '{authority}{year}{serial:5',
    '{authority}{year}{serial}{x}',
    '{{authority}{year}{serial}',
    `{authority}{year}{serial}${'x'.repeat(80)}`,
  ];
  for (const one of bad) assert.ok(!isIndexPattern(one), one);
});

test('slugs: the same for the same dossier, eight characters that survive being read out and typed', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(3), (disclosure, attempt) => {
      const slug = slugOf(disclosure, attempt);
      assert.match(slug, /^[0-9a-hjkmnp-tv-z]{8}$/);
      assert.equal(slugOf(disclosure, attempt), slug);
      assert.notEqual(slugOf(disclosure, attempt + 1), slug);
      const typed = `${slug.slice(0, 4)}-${slug.slice(4)}`
        .replaceAll('0', 'O')
        .replaceAll('1', 'l')
        .toUpperCase();
      assert.equal(readSlug(typed), slug);
    }),
  );
  for (const wrong of ['', 'abc', 'abcdefghj', 'uuuuuuuu', '../../etc', '7k2m9q4%'])
    assert.equal(readSlug(wrong), null, wrong);
});

test('cursors come back as they were; anything else is no cursor', () => {
  const moments = fc.date({ min: new Date('1971-01-01'), max: new Date('9000-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, fc.uuid(), (at, id) => {
      assert.deepEqual(readCursor(writeCursor({ at, id })), { at, id });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readCursor(text);
      assert.ok(read === null || writeCursor(read) === text);
    }),
  );
  assert.equal(readCursor(`zzzzzzzzzz.${'0'.repeat(32)}`), null);
});

test('a plan: at once or at its moment; late only after its window', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const later = new Date('2026-03-05T01:00:00Z');
  assert.deepEqual(planTimes(null, now, 24).publishAt, now);
  assert.deepEqual(planTimes(new Date('2026-02-01T00:00:00Z'), now).publishAt, now);
  const plan = planTimes(later, now, 24);
  assert.deepEqual(plan, { publishAt: later, windowEndsAt: new Date('2026-03-06T01:00:00Z') });
  assert.equal(isMissed(plan, plan.windowEndsAt), false);
  assert.equal(isMissed(plan, new Date(plan.windowEndsAt.getTime() + 1)), true);
});
