import {
  addDays,
  earlierOf,
  fromDayNumber,
  type LocalDate,
  lastDayOfMonth,
  localDate,
  monthOf,
  toDayNumber,
  yearOf,
} from '#platform/calendar';

/** A stretch of the calendar in which something is owed once. The label is stable: it names the stretch, not the run. */
export type Period = { readonly label: string; readonly from: LocalDate; readonly to: LocalDate };

/**
 * Periods of `months` months that touch the span. They are laid from January of year 0, so quarters and halves fall on
 * the calendar's own and every run finds the same ones.
 */
export function monthPeriods(months: number, from: LocalDate, to: LocalDate): Period[] {
  const first = Math.floor(monthIndex(from) / months);
  const last = Math.floor(monthIndex(to) / months);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) =>
    monthPeriod((first + offset) * months, months),
  );
}

/** Periods of `days` days that touch the span, laid from 1 January of each year; the last one of a year is cut short. */
export function dayPeriods(days: number, from: LocalDate, to: LocalDate): Period[] {
  const periods: Period[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    const end = localDate(year, 12, 31);
    const start = toDayNumber(localDate(year, 1, 1));
    for (let number = 0; start + number * days <= toDayNumber(end); number += 1) {
      const begins = fromDayNumber(start + number * days);
      const lastDay = addDays(begins, days - 1);
      const ends = earlierOf(lastDay, end);
      if (ends >= from && begins <= to)
        periods.push({ label: `${year}-D${days}-${number + 1}`, from: begins, to: ends });
    }
  }
  return periods;
}

function monthIndex(date: LocalDate): number {
  return yearOf(date) * 12 + monthOf(date) - 1;
}

function monthPeriod(index: number, months: number): Period {
  const from = localDate(Math.floor(index / 12), (index % 12) + 1, 1);
  const last = index + months - 1;
  const year = Math.floor(last / 12);
  const month = (last % 12) + 1;
  return { label: labelOf(from, months), from, to: localDate(year, month, lastDayOfMonth(year, month)) };
}

function labelOf(from: LocalDate, months: number): string {
  const year = yearOf(from);
  if (months === 1) return from.slice(0, 7);
  if (months === 3) return `${year}-Q${(monthOf(from) + 2) / 3}`;
  if (months === 6) return `${year}-H${monthOf(from) === 1 ? 1 : 2}`;
  if (months === 12) return String(year);
  return `${from.slice(0, 7)}+${months}M`;
}

/** That day of the month, or the month's last when it is shorter. */
export function dayInMonth(anyDay: LocalDate, day: number): LocalDate {
  const year = yearOf(anyDay);
  const month = monthOf(anyDay);
  return localDate(year, month, Math.min(day, lastDayOfMonth(year, month)));
}

/** The first day after the period. */
export function afterPeriod(period: Period): LocalDate {
  return addDays(period.to, 1);
}
