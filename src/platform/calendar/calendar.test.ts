import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { createTranslator } from '#platform/i18n';
import { addWorkingDays, createCalendar, isWorkingDay, natureOf } from './calendar.ts';
import { dueBefore, dueDate, dueOn } from './due-date.ts';
import { explainSteps } from './explain.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  fromDayNumber,
  isLocalDate,
  localDateOf,
  toDayNumber,
  weekdayOf,
} from './local-date.ts';
import { messages } from './messages.ts';
import { readNotices, shippedNotices } from './notice.ts';

const shared = process.env.GONGKAI_SHARED ?? join(import.meta.dirname, '../../../../shared');
const data = join(shared, 'domain/data');
const years = shippedNotices();
const calendar = createCalendar({
  days: years.flatMap((y) => y.days),
  loadedYears: years.map((y) => y.year),
});

test('a term explains itself: received 13 February 2026, 20 working days across the Spring Festival', () => {
  const answer = dueDate(calendar, { received: '2026-02-13', amount: 20, unit: 'working_day' });
  assert.equal(answer.due, '2026-03-19');
  const sentence = explainSteps(answer.explanation, createTranslator([messages])('zh-CN'));
  assert.match(sentence, /春节放假9天不计（2026-02-15…2026-02-23）/);
  assert.match(sentence, /调休上班2天照计（2026-02-14, 2026-02-28）/);
  assert.match(sentence, /满20个工作日为2026-03-19。$/);
  const english = explainSteps(answer.explanation, createTranslator([messages])('en'));
  assert.doesNotMatch(english, /calendar\.step|\{/);
});

const facts: readonly (readonly [string, number, 'working_day' | 'calendar_day', string])[] = [
  ['2026-02-13', 1, 'working_day', '2026-02-14'],
  ['2025-09-26', 1, 'working_day', '2025-09-28'],
  ['2025-12-31', 20, 'working_day', '2026-01-29'],
  ['2026-07-04', 20, 'working_day', '2026-07-31'],
  ['2026-09-21', 10, 'calendar_day', '2026-10-08'],
  ['2026-01-15', 30, 'calendar_day', '2026-02-14'],
  ['2026-03-07', 7, 'calendar_day', '2026-03-16'],
];
for (const [received, amount, unit, due] of facts) {
  test(`${received} + ${amount} ${unit} = ${due}`, () => {
    assert.equal(dueDate(calendar, { received, amount, unit }).due, due);
  });
}

test('all vectors of workday_test_vectors.csv', (t) => {
  const file = join(data, 'workday_test_vectors.csv');
  if (!existsSync(file)) return t.skip(`shared data missing: ${file}`);
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  for (const row of rows) {
    const unit = row.unit === 'working_day' ? 'working_day' : 'calendar_day';
    const answer = dueDate(calendar, {
      received: row.received_date ?? '',
      amount: Number(row.days),
      unit,
    });
    const label = `${row.received_date} + ${row.days} ${unit}: ${row.note}`;
    assert.equal(answer.due, row.due_date, label);
    assert.equal('一二三四五六日'[weekdayOf(answer.due) - 1], row.due_weekday?.slice(1), label);
    assert.equal(answer.warnings[0]?.code ?? '', row.warning, label);
    const nominal = /原末日(\d{4}-\d{2}-\d{2})/.exec(row.note ?? '')?.[1];
    if (nominal !== undefined) assert.equal(answer.nominal, nominal, label);
  }
  t.diagnostic(`${rows.length} of ${rows.length} vectors pass`);
  assert.ok(rows.length >= 31);
});

test('the shipped notices are the days of holidays_cn_2019_2026.csv, no more and no less', (t) => {
  const file = join(data, 'holidays_cn_2019_2026.csv');
  if (!existsSync(file)) return t.skip(`shared data missing: ${file}`);
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  const theirs = rows.map((r) => `${r.date} ${r.kind === 'holiday' ? 'holiday' : 'makeupWorkday'} ${r.name}`);
  const ours = years.flatMap((y) => y.days.map((d) => `${d.date} ${d.kind} ${d.name}`));
  assert.deepEqual(ours.toSorted(), theirs.toSorted());
  assert.equal(ours.length, 286);
});

const someDay = fc
  .integer({ min: toDayNumber('2019-01-01'), max: toDayNumber('2026-12-31') })
  .map(fromDayNumber);
const someUnit = fc.constantFrom('working_day' as const, 'calendar_day' as const, 'month' as const);

test('a due day is a working day, not before the event, later for more, and always explained', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 90 }), someUnit, (received, amount, unit) => {
      const answer = dueDate(calendar, { received, amount, unit });
      const more = dueDate(calendar, { received, amount: amount + 1, unit });
      assert.ok(isWorkingDay(calendar, answer.due));
      assert.ok(answer.due > received && answer.due >= answer.nominal);
      assert.ok(more.due >= answer.due);
      assert.ok(answer.explanation.some((s) => Object.values(s.params).includes(answer.due)));
    }),
  );
});

test('working days counted one by one agree with counting the span', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 60 }), (from, amount) => {
      const end = addWorkingDays(calendar, from, amount);
      const span = Array.from({ length: daysBetween(from, end) }, (_, i) => addDays(from, i + 1));
      assert.equal(span.filter((day) => isWorkingDay(calendar, day)).length, amount);
    }),
  );
});

test('before an event a rest day moves back, so that the people never have less time', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 40 }), (event, amount) => {
      const answer = dueBefore(calendar, { event, amount, unit: 'calendar_day' });
      assert.ok(isWorkingDay(calendar, answer.due));
      assert.ok(daysBetween(answer.due, event) >= amount);
    }),
  );
  assert.equal(
    dueBefore(calendar, { event: '2026-03-21', amount: 20, unit: 'calendar_day' }).due,
    '2026-02-28',
  );
});

test('a fixed day on a rest day moves on and says why', () => {
  const answer = dueOn(calendar, '2026-01-31');
  assert.equal(answer.due, '2026-02-02');
  assert.deepEqual(answer.explanation.at(-1), {
    code: 'movedOn.weekend',
    params: { from: '2026-01-31', to: '2026-02-02' },
  });
});

test('a year without a notice knows weekends only, and warns', () => {
  assert.deepEqual(natureOf(calendar, '2027-10-01'), { working: true, kind: 'workday', name: '' });
  assert.deepEqual(dueDate(calendar, { received: '2027-03-01', amount: 5, unit: 'working_day' }).warnings, [
    { code: 'YEAR_NOT_LOADED', year: 2027 },
  ]);
});

test('months end on the corresponding day or the last of the month', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29');
  assert.equal(addMonths('2026-11-30', 3), '2027-02-28');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
});

test('days are real days', () => {
  assert.ok(isLocalDate('2024-02-29'));
  for (const wrong of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '',
    '2026-01-01T00:00',
  ]) {
    assert.equal(isLocalDate(wrong), false, wrong);
  }
  assert.equal(localDateOf(new Date('2026-06-30T16:30:00Z')), '2026-07-01');
  assert.equal(weekdayOf('2026-02-14'), 6);
});

const header = 'year,from,to,kind,name,source\n';
const wrongFiles: readonly (readonly [string, string, string])[] = [
  ['2027,2027-01-01,2027-13-03,holiday,元旦,x', 'calendar-row-wrong', 'to'],
  ['2027,2027-01-03,2027-01-01,holiday,元旦,x', 'calendar-row-wrong', 'to'],
  ['2027,2027-01-01,2027-12-31,holiday,元旦,x', 'calendar-row-wrong', 'to'],
  ['2027,2020-01-01,2020-01-01,holiday,元旦,x', 'calendar-row-wrong', 'from'],
  ['2027,2027-01-01,2027-01-03,rest,元旦,x', 'calendar-row-wrong', 'kind'],
  ['2027,2027-01-01,2027-01-03,holiday,元旦,', 'calendar-row-wrong', 'source'],
];
for (const [line, code, column] of wrongFiles) {
  test(`a wrong notice is refused: ${line}`, () => {
    const read = readNotices(header + line);
    assert.ok(!read.ok);
    assert.equal(read.code, code);
    assert.equal(read.params.column, column);
  });
}
test('an empty or broken notice is refused', () => {
  const empty = readNotices(header);
  assert.equal(!empty.ok && empty.code, 'calendar-empty');
  const broken = readNotices('"year,from\n1');
  assert.equal(!broken.ok && broken.code, 'calendar-file-unreadable');
});
