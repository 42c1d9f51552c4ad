/**
 * A day without a time or a zone, `YYYY-MM-DD`. Arithmetic goes through day numbers in UTC, so no machine's zone
 * and no summer time can shift it.
 */
export type LocalDate = string;

const dayMs = 86_400_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Is this text a real day of the calendar (2026-02-30 is not)? */
export function isLocalDate(text: string): text is LocalDate {
  const match = pattern.exec(text);
  if (match === null) return false;
  const day = Number(match[3]);
  return day >= 1 && fromDayNumber(Date.UTC(Number(match[1]), Number(match[2]) - 1, day) / dayMs) === text;
}

/** @throws RangeError when the text is not a day; input is checked before it comes here */
export function toDayNumber(date: LocalDate): number {
  const match = pattern.exec(date);
  if (match === null) throw new RangeError(`not a date: ${date}`);
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / dayMs;
}

export function fromDayNumber(day: number): LocalDate {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/**
 * The corresponding day `months` later, or the last day of that month when it has none (民法典 art. 202).
 * `2026-01-31` + 1 → `2026-02-28`.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return localDate(year, month, Math.min(dayOf(date), lastDayOfMonth(year, month)));
}

/** @param month 1–12 @param day 1–31; must exist */
export function localDate(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** 1–12 */
export function monthOf(date: LocalDate): number {
  return Number(date.slice(5, 7));
}

export function dayOf(date: LocalDate): number {
  return Number(date.slice(8, 10));
}

export function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1 Monday … 7 Sunday */
export function weekdayOf(date: LocalDate): number {
  return ((toDayNumber(date) + 3) % 7) + 1;
}

/** The day it is at that moment in a zone; the only place where a moment becomes a day. */
export function localDateOf(moment: Date, zone = 'Asia/Shanghai'): LocalDate {
  const known = formats.get(zone);
  const format = known ?? dayFormat(zone);
  if (known === undefined) formats.set(zone, format);
  return format.format(moment);
}

/** Making a format costs a hundred times what using it does; few zones are ever asked for. */
const formats = new Map<string, Intl.DateTimeFormat>();

const dayFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

export function laterOf(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? b : a;
}

export function earlierOf(a: LocalDate, b: LocalDate): LocalDate {
  return laterOf(a, b) === a ? b : a;
}
