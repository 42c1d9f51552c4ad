/** A date without time, `YYYY-MM-DD`, in the installation's zone. */
export type Day = string;

/** @returns the day `count` days after `day` (before, when negative) */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of a month `count` months on; the last day of that month when it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(Number(day.slice(8)), last))).toISOString().slice(0, 10);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Saturday and Sunday only: enough for believable signing days; due dates come from the real calendar. */
export function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** This day, or the Monday after it. */
export function toWeekday(day: Day): Day {
  let found = day;
  while (isWeekend(found)) found = addDays(found, 1);
  return found;
}

/** A moment of that day in Asia/Shanghai, as an instant. */
export function at(day: Day, hour: number, minute: number): Date {
  const two = (n: number): string => String(n).padStart(2, '0');
  return new Date(`${day}T${two(hour)}:${two(minute)}:00+08:00`);
}

/** `2026年1月5日`: as official documents write dates. */
export function written(day: Day): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

/** `1月5日`. */
export function writtenShort(day: Day): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

export type Period = { readonly key: string; readonly label: string; readonly from: Day; readonly to: Day };
export type PeriodKind = 'month' | 'quarter' | 'halfYear' | 'year';

const monthsOf: Record<PeriodKind, number> = { month: 1, quarter: 3, halfYear: 6, year: 12 };

/** The whole calendar periods that ended between two days, oldest first. */
export function periodsEnded(kind: PeriodKind, after: Day, upTo: Day): Period[] {
  const size = monthsOf[kind];
  const found: Period[] = [];
  const first = Number(after.slice(0, 4)) * 12 + Math.floor((Number(after.slice(5, 7)) - 1) / size) * size;
  for (let month = first; ; month += size) {
    const from = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    const to = addDays(addMonths(from, size), -1);
    if (to >= upTo) return found;
    if (to >= after) found.push({ key: periodKey(kind, from), label: periodLabel(kind, from), from, to });
  }
}

function periodKey(kind: PeriodKind, from: Day): string {
  const month = Number(from.slice(5, 7));
  const year = from.slice(0, 4);
  if (kind === 'month') return from.slice(0, 7);
  if (kind === 'quarter') return `${year}-Q${(month + 2) / 3}`;
  return kind === 'halfYear' ? `${year}-H${month === 1 ? 1 : 2}` : year;
}

function periodLabel(kind: PeriodKind, from: Day): string {
  const month = Number(from.slice(5, 7));
  const year = `${from.slice(0, 4)}年`;
  if (kind === 'month') return `${year}${month}月`;
  if (kind === 'quarter') return `${year}第${'一二三四'[(month - 1) / 3] ?? ''}季度`;
  return kind === 'halfYear' ? `${year}${month === 1 ? '上' : '下'}半年` : `${year}度`;
}
