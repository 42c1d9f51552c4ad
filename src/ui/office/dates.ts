import type { Locale } from './locale.ts';

const zone = 'Asia/Shanghai';

/** A moment as `2026-03-01 09:05`, in the installation's zone. */
export function formatMoment(iso: string | null | undefined): string {
  if (iso === null || iso === undefined) return '—';
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  // sv-SE writes dates the ISO way in every browser
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    moment,
  );
}

/** The date of a moment, `2026-03-01`, in the installation's zone. */
export function dateOf(iso: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(iso));
}

/** Today's date in the installation's zone; only for showing, the server decides what is late. */
export function todayHere(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date());
}

/** Whole days from `from` to `to`, both `YYYY-MM-DD`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Date moved by whole days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** `2026年3月` or `March 2026` of a month `2026-03`. */
export function monthTitle(month: string, locale: Locale): string {
  const [year, number] = month.split('-');
  if (locale === 'zh-CN') return `${year}年${Number(number)}月`;
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** The weeks a month's sheet shows, Monday first, filled with days of the neighbour months. */
export function monthWeeks(month: string): readonly (readonly string[])[] {
  const first = `${month}-01`;
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const start = addDays(first, -weekday);
  const weeks: string[][] = [];
  for (let week = 0; week < 6; week += 1) {
    const days = Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day));
    if (week > 0 && days[0]?.slice(0, 7) !== month) break;
    weeks.push(days);
  }
  return weeks;
}

/** The month `delta` months away. */
export function shiftMonth(month: string, delta: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 1970, (number ?? 1) - 1 + delta, 1)).toISOString().slice(0, 7);
}

/** File size in words: `820 B`, `12.4 kB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
