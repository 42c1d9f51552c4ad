import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, createCalendar, daysBetween, isWorkingDay } from '#platform/calendar';
import { reminderFor } from './reminders.ts';

/** No holidays but Friday 13 March; Saturday 14 March is worked instead. */
const calendar = createCalendar({
  days: [
    { date: '2026-03-13', kind: 'holiday', name: '停工' },
    { date: '2026-03-14', kind: 'makeupWorkday', name: '补班' },
  ],
  loadedYears: [2026],
});

// Reached on Monday 2 March, ten working days: due on Monday 16 March.
const table: readonly [string, number | null][] = [
  ['2026-03-02', null],
  ['2026-03-06', null],
  ['2026-03-08', null],
  // The working days before the 16th: 14, 12, 11, 10, 9.
  ['2026-03-09', 5],
  ['2026-03-13', 5],
  ['2026-03-14', 1],
  ['2026-03-15', 1],
  ['2026-03-16', 0],
  ['2026-03-17', -1],
  ['2026-04-30', -1],
];

for (const [today, expected] of table) {
  test(`reminder of a step due on 16 March, on ${today}: ${expected}`, () => {
    assert.equal(reminderFor(calendar, '2026-03-02', '2026-03-16', today), expected);
  });
}

test('a short step is not reminded of on the day it is reached', () => {
  assert.equal(reminderFor(calendar, '2026-03-03', '2026-03-04', '2026-03-03'), null);
  assert.equal(reminderFor(calendar, '2026-03-03', '2026-03-04', '2026-03-04'), 0);
  assert.equal(reminderFor(calendar, '2026-03-03', '2026-03-03', '2026-03-03'), null);
  assert.equal(reminderFor(calendar, '2026-03-03', '2026-03-03', '2026-03-04'), -1);
});

test('asked daily, each reminder comes once and in its order, however long the step', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.nat({ max: 300 }), (length, offset) => {
      const startedOn = addDays('2026-01-05', offset);
      let dueOn = addDays(startedOn, length);
      while (!isWorkingDay(calendar, dueOn)) dueOn = addDays(dueOn, 1);
      const given: number[] = [];
      for (let day = startedOn; daysBetween(day, dueOn) >= -3; day = addDays(day, 1)) {
        const mark = reminderFor(calendar, startedOn, dueOn, day);
        if (mark !== null && given.at(-1) !== mark) given.push(mark);
      }
      assert.deepEqual(
        given,
        given.toSorted((a, b) => b - a),
      );
      assert.equal(new Set(given).size, given.length);
      assert.equal(given.at(-1), -1);
    }),
    { numRuns: 400, seed: 3 },
  );
});
