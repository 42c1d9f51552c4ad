import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dateOf, daysBetween, formatMoment, monthWeeks, shiftMonth } from './dates.ts';

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const month = day.map((date) => date.slice(0, 7));

test('a month’s sheet: whole weeks from Monday to Sunday, every day of the month once and in order', () => {
  fc.assert(
    fc.property(month, (one) => {
      const weeks = monthWeeks(one);
      const days = weeks.flat();
      assert.ok(weeks.every((week) => week.length === 7));
      assert.equal(new Date(`${days[0]}T00:00:00Z`).getUTCDay(), 1);
      days.forEach((date, index) => {
        if (index > 0) assert.equal(daysBetween(days[index - 1] ?? '', date), 1);
      });
      const last = addDays(`${shiftMonth(one, 1)}-01`, -1);
      assert.deepEqual(days.filter((date) => date.startsWith(one)).length, Number(last.slice(8)));
      assert.ok(
        weeks.at(-1)?.some((date) => date.startsWith(one)),
        'no week without a day of the month',
      );
    }),
  );
});

test('days are added and counted the same way, over month ends and leap days', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
      assert.equal(daysBetween(from, addDays(from, days)), days);
    }),
  );
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
});

test('months go forward and back', () => {
  assert.equal(shiftMonth('2026-12', 1), '2027-01');
  assert.equal(shiftMonth('2026-01', -1), '2025-12');
});

test('moments are shown by the clock of the installation, not of the browser', () => {
  assert.equal(formatMoment('2026-02-28T16:30:00Z'), '2026-03-01 00:30');
  assert.equal(dateOf('2026-02-28T16:30:00Z'), '2026-03-01');
  assert.equal(formatMoment(null), '—');
  assert.equal(formatMoment('not a moment'), 'not a moment');
});
