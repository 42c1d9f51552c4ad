import { addWorkingDays, type Calendar, natureOf, nearestWorkingDay, unloadedYears } from './calendar.ts';
import { addDays, addMonths, type LocalDate } from './local-date.ts';

export type TermUnit = 'working_day' | 'calendar_day' | 'month';

/** One reason of a date, as data: `calendar.step.<code>` is its sentence. */
export type Step = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

export type Warning = { readonly code: 'YEAR_NOT_LOADED'; readonly year: number };

export type Due = {
  /** The last day on which acting is still in time. */
  readonly due: LocalDate;
  /** Where the count alone ended, before a rest day moved it. */
  readonly nominal: LocalDate;
  readonly warnings: readonly Warning[];
  readonly explanation: readonly Step[];
};

/**
 * When a term ends that runs forward from an event.
 *
 * @param term.received the day of the event; not counted, counting starts the next day (民法典 art. 201)
 * @param term.amount whole units, ≥ 0; 0 means the same day
 * @param term.unit months end on the corresponding day, or the month's last (art. 202)
 * @returns a term in calendar days or months that ends on a rest day ends on the next working day (art. 203)
 */
export function dueDate(
  calendar: Calendar,
  term: { readonly received: LocalDate; readonly amount: number; readonly unit: TermUnit },
): Due {
  const { received, amount, unit } = term;
  const nominal = endOfTerm(calendar, received, amount, unit);
  const counted: Step[] =
    amount === 0
      ? [{ code: 'sameDay', params: { date: received } }]
      : [
          { code: 'notCounted', params: { date: received } },
          { code: 'countedFrom', params: { date: addDays(received, 1) } },
          ...(unit === 'working_day' ? skipped(calendar, addDays(received, 1), nominal) : []),
          { code: `ended.${unit}`, params: { amount, date: nominal } },
        ];
  return settle(calendar, received, nominal, counted, 1);
}

/**
 * The last day by which something must be done before an event (选举日的20日前, 决策前7天).
 * A rest day moves it to the working day *before*, because moving it later would shorten the people's time.
 * @returns with amount 0 the day before the event
 */
export function dueBefore(
  calendar: Calendar,
  term: { readonly event: LocalDate; readonly amount: number; readonly unit: TermUnit },
): Due {
  const { event, unit } = term;
  const amount = Math.max(term.amount, 1);
  const nominal = endOfTerm(calendar, event, -amount, unit);
  return settle(
    calendar,
    event,
    nominal,
    [{ code: `before.${unit}`, params: { amount, event, date: nominal } }],
    -1,
  );
}

/** A term that ends on a fixed day of the calendar (每年1月31日前, 首个月20日); a rest day moves it on (art. 203). */
export function dueOn(calendar: Calendar, date: LocalDate, reason: readonly Step[] = []): Due {
  return settle(calendar, date, date, [...reason, { code: 'fixedDay', params: { date } }], 1);
}

function endOfTerm(calendar: Calendar, from: LocalDate, amount: number, unit: TermUnit): LocalDate {
  switch (unit) {
    case 'working_day':
      return addWorkingDays(calendar, from, amount);
    case 'calendar_day':
      return addDays(from, amount);
    case 'month':
      return addMonths(from, amount);
  }
}

function settle(
  calendar: Calendar,
  from: LocalDate,
  nominal: LocalDate,
  counted: readonly Step[],
  direction: 1 | -1,
): Due {
  const due = nearestWorkingDay(calendar, nominal, direction);
  const years = unloadedYears(calendar, from, due);
  return {
    due,
    nominal,
    warnings: years.map((year) => ({ code: 'YEAR_NOT_LOADED', year })),
    explanation: [
      ...counted,
      ...(due === nominal ? [] : [moved(calendar, nominal, due, direction)]),
      ...years.map((year) => ({ code: 'yearNotLoaded', params: { year } })),
    ],
  };
}

function moved(calendar: Calendar, from: LocalDate, to: LocalDate, direction: 1 | -1): Step {
  const nature = natureOf(calendar, from);
  const way = direction === 1 ? 'movedOn' : 'movedBack';
  return nature.kind === 'holiday'
    ? { code: `${way}.holiday`, params: { from, to, name: nature.name } }
    : { code: `${way}.weekend`, params: { from, to } };
}

/** Which days of the span were not counted and why, and which rest days were worked instead. */
function skipped(calendar: Calendar, from: LocalDate, to: LocalDate): Step[] {
  const weekends: LocalDate[] = [];
  const holidays = new Map<string, LocalDate[]>();
  const worked: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const nature = natureOf(calendar, day);
    if (nature.kind === 'weekend') weekends.push(day);
    if (nature.kind === 'holiday') holidays.set(nature.name, [...(holidays.get(nature.name) ?? []), day]);
    if (nature.kind === 'makeupWorkday') worked.push(day);
  }
  return [
    ...step('skipped.weekend', weekends, {}),
    ...[...holidays].flatMap(([name, days]) => step('skipped.holiday', days, { name })),
    ...step('counted.makeup', worked, {}),
  ];
}

function step(code: string, days: readonly LocalDate[], params: Readonly<Record<string, string>>): Step[] {
  return days.length === 0 ? [] : [{ code, params: { ...params, count: days.length, dates: runs(days) } }];
}

/** Consecutive days are written as one run: `2026-02-15…2026-02-23`. */
function runs(days: readonly LocalDate[]): string {
  const spans: { from: LocalDate; to: LocalDate }[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last !== undefined && addDays(last.to, 1) === day) last.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans.map(({ from, to }) => (from === to ? from : `${from}…${to}`)).join(', ');
}
