import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  calendarMessages,
  createCalendar as calendarOf,
  createCalendar,
  explainSteps,
  isWorkingDay,
  shippedNotices,
} from '#platform/calendar';
import { createTranslator } from '#platform/i18n';
import { messages } from '../messages.ts';
import { parseTimeLimit, type Trigger } from '../time-limit/index.ts';
import { compareDuties, DROPPED, type StoredDuty } from './compare.ts';
import { planDuties } from './plan.ts';
import { standingOf } from './standing.ts';
import {
  type DutyRow,
  type HappenedEvent,
  initialDefaults,
  type PlanInput,
  type PlannedDuty,
} from './types.ts';

const notices = shippedNotices();
const calendar = createCalendar({
  days: notices.flatMap(({ days }) => days),
  loadedYears: notices.map(({ year }) => year),
});
const translate = createTranslator([calendarMessages, messages]);

const row = (limit: string, extra: Partial<DutyRow> = {}): DutyRow => ({
  itemKey: 'row',
  timeKind: 'prompt',
  clauses: parseTimeLimit(limit).clauses,
  stages: [],
  since: '2026-01-01',
  ...extra,
});
const event = (trigger: Trigger, happenedOn: string, extra: Partial<HappenedEvent> = {}): HappenedEvent => ({
  id: 'e1',
  itemKey: 'row',
  trigger,
  happenedOn,
  title: '某项目',
  stage: null,
  ...extra,
});
const plan = (input: Partial<PlanInput> & Pick<PlanInput, 'row'>): PlannedDuty[] =>
  planDuties({
    calendar,
    inForceFrom: '2026-01-01',
    horizon: '2026-12-31',
    events: [],
    defaults: initialDefaults,
    ...input,
  });
const dates = (duties: readonly PlannedDuty[]) => duties.map(({ period, due }) => `${period} ${due}`);

const cases: readonly (readonly [string, readonly string[]])[] = [
  [
    '每季度公布一次',
    ['2026-Q1 2026-03-31', '2026-Q2 2026-06-30', '2026-Q3 2026-09-30', '2026-Q4 2026-12-31'],
  ],
  [
    '每季度的首个月20日',
    ['2026-Q1 2026-01-20', '2026-Q2 2026-04-20', '2026-Q3 2026-07-20', '2026-Q4 2026-10-20'],
  ],
  ['每半年公开一次', ['2026-H1 2026-06-30', '2026-H2 2026-12-31']],
  ['每年1月31日前', ['2026 2026-02-02']],
  ['每年3月31日前', ['2026 2026-03-31']],
  ['定期公开', ['2026-Q1 2026-03-31', '2026-Q2 2026-06-30', '2026-Q3 2026-09-30', '2026-Q4 2026-12-31']],
  ['长期公开', ['standing 2026-01-29']],
];
for (const [limit, want] of cases) {
  test(`a year of “${limit}”`, () => assert.deepEqual(dates(plan({ row: row(limit) })), want));
}

test('every month and every fortnight give a duty for each', () => {
  const months = plan({ row: row('每月公开一次') });
  assert.deepEqual([months.length, months[0]?.due, months[1]?.due], [12, '2026-02-02', '2026-02-28']);
  const fortnights = plan({ row: row('每2周更新') });
  assert.deepEqual(
    [fortnights.length, fortnights[0]?.period, fortnights[0]?.due],
    [27, '2026-D14-1', '2026-01-14'],
  );
});

test('two clauses of one row are both owed, in one period too', () => {
  const duties = plan({ row: row('每季度的首个月20日(财务往来较多的,每季度公布一次)') });
  assert.deepEqual(dates(duties).slice(0, 5), [
    '2026-Q1 2026-01-20',
    '2026-Q2 2026-04-20',
    '2026-Q3 2026-07-20',
    '2026-Q4 2026-10-20',
    '2026-Q1#2 2026-03-31',
  ]);
});

test('a row in force from the middle of the year owes nothing that was due before', () => {
  const duties = plan({ row: row('每季度的首个月20日'), inForceFrom: '2026-05-10' });
  assert.deepEqual(dates(duties), ['2026-Q3 2026-07-20', '2026-Q4 2026-10-20']);
});

test('an event starts the clock of the clauses that name it, and of no other', () => {
  const limits = row(
    '信息形成20个工作日内公开;其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示',
  );
  assert.deepEqual(dates(plan({ row: limits, events: [event('ADMIN_DECISION', '2026-02-13')] })), [
    'event:e1 2026-03-02',
  ]);
  assert.deepEqual(dates(plan({ row: limits, events: [event('INFO_FORMED', '2026-02-13')] })), [
    'event:e1 2026-03-19',
  ]);
  assert.deepEqual(plan({ row: limits, events: [event('MEETING_DAY', '2026-02-13')] }), []);
});

test('before an election, twenty days and never fewer', () => {
  const duties = plan({ row: row('选举日的20日前公布'), events: [event('ELECTION_DAY', '2026-03-21')] });
  assert.deepEqual(dates(duties), ['event:e1 2026-02-28']);
});

test('three stages of a major matter', () => {
  const major = row('', { timeKind: 'staged', stages: ['before', 'decision', 'result'] });
  const events = [
    event('STAGE', '2026-06-30', { id: 'a', stage: 'before' }),
    event('STAGE', '2026-06-30', { id: 'b', stage: 'decision' }),
    event('STAGE', '2026-09-01', { id: 'c', stage: 'result' }),
  ];
  assert.deepEqual(dates(plan({ row: major, events })), [
    'event:a 2026-06-23',
    'event:b 2026-07-14',
    'event:c 2026-09-15',
  ]);
});

test('a word without a number uses the default and says so', () => {
  const [duty] = plan({ row: row('及时公开'), events: [event('INFO_FORMED', '2026-03-02')] });
  assert.equal(duty?.due, '2026-03-16');
  const sentence = explainSteps(duty?.explanation ?? [], translate('zh-CN'));
  assert.match(sentence, /默认/);
  const own = { ...initialDefaults, promptly: { amount: 3, unit: 'working_day' as const } };
  assert.equal(
    plan({ row: row('及时公开'), events: [event('INFO_FORMED', '2026-03-02')], defaults: own })[0]?.due,
    '2026-03-05',
  );
});

test('a standing row is due once, then reviewed, and a later version does not postpone it', () => {
  const limits = row('长期公开', { since: '2025-01-02' });
  assert.deepEqual(dates(plan({ row: limits })), ['standing 2025-02-06', 'review:2026-02 2026-02-06']);
});

test('how long it stays up goes with the duty', () => {
  const [duty] = plan({ row: row('每季度公布一次;公布的期限不得少于十五日') });
  assert.deepEqual(duty?.posting, [{ operator: 'posting_at_least', amount: 15, unit: 'calendar_day' }]);
});

const printed = [
  '每月公开一次',
  '每季度的首个月20日',
  '每年1月31日前',
  '每2周更新',
  '长期公开(动态调整)',
  '及时公开',
  '信息形成之日起20个工作日内',
  '选举日的20日前公布',
  '定期公开',
  '逐段公开',
  '按季度公布的在下一季度第一个月15日前',
  '实时公开',
  '',
] as const;
const someDay = fc
  .integer({ min: 0, max: 1460 })
  .map((n) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10));
const someTrigger = fc.constantFrom<Trigger>('INFO_FORMED', 'ELECTION_DAY', 'PROGRESS', 'ON_CHANGE');
const someInput = fc
  .record({
    limits: fc.array(fc.constantFrom(...printed), { minLength: 1, maxLength: 3 }),
    timeKind: fc.constantFrom('prompt' as const, 'periodic' as const, 'standing' as const, 'staged' as const),
    from: someDay,
    events: fc.array(fc.record({ trigger: someTrigger, on: someDay }), { maxLength: 4 }),
  })
  .map(
    ({ limits, timeKind, from, events }): PlanInput => ({
      row: row(limits.join('；'), { timeKind, since: from }),
      calendar,
      inForceFrom: from,
      horizon: `${from.slice(0, 4)}-12-31`,
      events: events.map(({ trigger, on }, index) => event(trigger, on, { id: `e${index}` })),
      defaults: initialDefaults,
    }),
  );

test('every duty has its own key, is due on a working day and explains itself in both languages', () => {
  fc.assert(
    fc.property(someInput, (input) => {
      const duties = planDuties(input);
      assert.equal(new Set(duties.map(({ period }) => period)).size, duties.length);
      for (const duty of duties) {
        assert.ok(isWorkingDay(calendar, duty.due), duty.due);
        assert.ok(duty.opensOn <= duty.due);
        for (const locale of ['zh-CN', 'en'] as const) {
          const sentence = explainSteps(duty.explanation, translate(locale));
          assert.ok(sentence.includes(duty.due), sentence);
          assert.doesNotMatch(sentence, /\.step\.|\{\w+\}/, sentence);
        }
      }
    }),
  );
});

test('after an event nothing is due before it, and more days are never earlier', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 60 }), (on, amount) => {
      const due = (n: number) =>
        plan({ row: row(`信息形成之日起${n}个工作日内`), events: [event('INFO_FORMED', on)] })[0]?.due ?? '';
      assert.ok(due(amount) > on);
      assert.ok(due(amount + 1) > due(amount));
    }),
  );
});

const stored = (duties: readonly PlannedDuty[]): StoredDuty[] =>
  duties.map((duty, index) => ({ ...duty, id: String(index), state: 'open' as const, cancelCode: null }));

test('planning twice changes nothing', () => {
  fc.assert(
    fc.property(someInput, (input) => {
      const changes = compareDuties(stored(planDuties(input)), planDuties(input), input.inForceFrom);
      assert.deepEqual(changes, { create: [], redate: [], revive: [], drop: [] });
    }),
  );
});

test('a calendar loaded later re-dates open duties and leaves settled ones', () => {
  const input = { row: row('每月公开一次'), inForceFrom: '2027-01-01', horizon: '2027-12-31' };
  const before = stored(plan(input));
  const loaded = calendarOf({
    days: [...calendar.special.values(), { date: '2027-04-30', kind: 'holiday', name: '劳动节' }],
    loadedYears: [...calendar.loadedYears, 2027],
  });
  assert.deepEqual(plan(input)[3]?.warnings, [{ code: 'YEAR_NOT_LOADED', year: 2027 }]);
  const again = plan({ ...input, calendar: loaded });
  const open = compareDuties(before, again, '2027-01-01');
  assert.deepEqual(
    open.redate.map(({ duty, plan: to }) => `${duty.due} ${to.due}`),
    ['2027-04-30 2027-05-03'],
  );
  const settled = before.map((duty) => ({ ...duty, state: 'fulfilled' as const }));
  assert.deepEqual(compareDuties(settled, again, '2027-01-01').redate, []);
});

test('a new version drops what it no longer owes, keeps what was due before, and revives what comes back', () => {
  const quarters = stored(plan({ row: row('每季度公布一次') }));
  const monthly = plan({ row: row('每月公开一次'), inForceFrom: '2026-05-10' });
  const changes = compareDuties(quarters, monthly, '2026-05-10');
  assert.deepEqual(
    changes.drop.map(({ period }) => period),
    ['2026-Q2', '2026-Q3', '2026-Q4'],
  );
  assert.equal(changes.create.length, 8);
  const dropped = quarters.map((duty) => ({ ...duty, state: 'cancelled' as const, cancelCode: DROPPED }));
  const back = compareDuties(dropped, plan({ row: row('每季度公布一次') }), '2026-01-01');
  assert.equal(back.revive.length, 4);
});

test('lateness follows from the day alone, and publishing late stays late', () => {
  const open = { state: 'open' as const, due: '2026-03-31', fulfilledOn: null };
  const told = ['2026-03-23', '2026-03-24', '2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01'].map(
    (day) => standingOf(open, day),
  );
  assert.deepEqual(told, ['upcoming', 'dueSoon', 'dueSoon', 'late', 'late', 'missed']);
  assert.equal(
    standingOf({ ...open, state: 'fulfilled', fulfilledOn: '2026-03-31' }, '2026-06-01'),
    'doneInTime',
  );
  assert.equal(
    standingOf({ ...open, state: 'fulfilledInPart', fulfilledOn: '2026-04-01' }, '2026-06-01'),
    'doneLate',
  );
});
