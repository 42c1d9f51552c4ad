import { addDays, type LocalDate, weekdayOf, yearOf } from './local-date.ts';

export type DayKind = 'holiday' | 'makeupWorkday';

/** A day that differs from its weekday: off by the State Council's notice, or worked in exchange (调休). */
export type SpecialDay = { readonly date: LocalDate; readonly kind: DayKind; readonly name: string };

export type Calendar = {
  readonly special: ReadonlyMap<LocalDate, SpecialDay>;
  /** Years whose notice has been loaded; outside them only Saturdays and Sundays are known. */
  readonly loadedYears: ReadonlySet<number>;
};

export type DayNature =
  | { readonly working: true; readonly kind: 'workday' | 'makeupWorkday'; readonly name: string }
  | { readonly working: false; readonly kind: 'weekend' | 'holiday'; readonly name: string };

export function createCalendar(input: {
  readonly days: readonly SpecialDay[];
  readonly loadedYears: readonly number[];
}): Calendar {
  return {
    special: new Map(input.days.map((day) => [day.date, day])),
    loadedYears: new Set(input.loadedYears),
  };
}

/** What kind of day it is, and by which notice's name. */
export function natureOf(calendar: Calendar, date: LocalDate): DayNature {
  const special = calendar.special.get(date);
  if (special?.kind === 'holiday') return { working: false, kind: 'holiday', name: special.name };
  if (special?.kind === 'makeupWorkday') return { working: true, kind: 'makeupWorkday', name: special.name };
  return weekdayOf(date) >= 6
    ? { working: false, kind: 'weekend', name: '' }
    : { working: true, kind: 'workday', name: '' };
}

export function isWorkingDay(calendar: Calendar, date: LocalDate): boolean {
  return natureOf(calendar, date).working;
}

/**
 * The n-th working day after `date` (n > 0) or before it (n < 0); `date` itself is never counted (民法典 art. 201).
 * With 0 the same day, working or not.
 */
export function addWorkingDays(calendar: Calendar, date: LocalDate, amount: number): LocalDate {
  const step = amount < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(amount); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** The day itself when worked, else the nearest working day after (`1`) or before (`-1`) it. */
export function nearestWorkingDay(calendar: Calendar, date: LocalDate, direction: 1 | -1): LocalDate {
  let day = date;
  while (!isWorkingDay(calendar, day)) day = addDays(day, direction);
  return day;
}

/** Years between two days (either order) whose notice is not loaded. */
export function unloadedYears(calendar: Calendar, a: LocalDate, b: LocalDate): number[] {
  const first = Math.min(yearOf(a), yearOf(b));
  const last = Math.max(yearOf(a), yearOf(b));
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return years.filter((year) => !calendar.loadedYears.has(year));
}
