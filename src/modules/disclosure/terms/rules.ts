import { addDays, type Calendar, dueDate, type LocalDate, localDateAt, type Step } from '#platform/calendar';

/** What a unit may set of this room in days: see `terms.key.<key>` for the words. */
export const termKeys = [
  'afterReview',
  'withholdingReview',
  'insideFirst',
  'insideBefore',
  'outsideBefore',
] as const;
export type TermKey = (typeof termKeys)[number];

export const termUnits = ['hour', 'working_day', 'calendar_day', 'month'] as const;
export type TermUnit = (typeof termUnits)[number];

export type Term = { readonly amount: number; readonly unit: TermUnit };

/** Units in which each may be counted: only a review afterwards is short enough for hours. */
export const unitsOfKey: Readonly<Record<TermKey, readonly TermUnit[]>> = {
  afterReview: ['hour', 'working_day', 'calendar_day'],
  withholdingReview: ['calendar_day', 'month'],
  insideFirst: ['working_day', 'calendar_day'],
  insideBefore: ['working_day', 'calendar_day'],
  outsideBefore: ['working_day', 'calendar_day'],
};

/** The end of a term as a moment, with the reasons of its date; hours need none. */
export type TermEnd = { readonly at: Date; readonly steps: readonly Step[] };

/** Midnight at the end of a day, in the installation's zone. */
export function endOfDay(day: LocalDate): Date {
  return new Date(`${addDays(day, 1)}T00:00:00+08:00`);
}

/**
 * When a term that began at `from` is over. Days end with the day, hours to the minute. The first day does not count.
 * @returns the first moment that is too late
 */
export function endOfTerm(calendar: Calendar, from: Date, { amount, unit }: Term): TermEnd {
  if (unit === 'hour') return { at: new Date(from.getTime() + amount * 3_600_000), steps: [] };
  const { due, explanation } = dueDate(calendar, { received: localDateAt(from), amount, unit });
  return { at: endOfDay(due), steps: explanation };
}

/** The day on which a term that began on `from` has run out: the same hour count, as a date. */
export function dayAfterTerm(calendar: Calendar, from: Date, { amount, unit }: Term): LocalDate {
  const day = localDateAt(from);
  if (unit === 'hour') return localDateAt(new Date(from.getTime() + amount * 3_600_000));
  return dueDate(calendar, { received: day, amount, unit }).nominal;
}
