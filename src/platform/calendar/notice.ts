import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { done, type Result, refuse } from '#kernel';
import type { DayKind, SpecialDay } from './calendar.ts';
import { addDays, daysBetween, isLocalDate } from './local-date.ts';

/** One year's holiday notice (部分节假日安排的通知), as uploaded or as shipped. */
export type CalendarYear = {
  readonly year: number;
  readonly source: string;
  readonly days: readonly SpecialDay[];
};

export type NoticeRefusal = 'calendar-file-unreadable' | 'calendar-row-wrong' | 'calendar-empty';

const columns = ['year', 'from', 'to', 'kind', 'name', 'source'] as const;
type Row = Readonly<Record<(typeof columns)[number], string>>;

/**
 * Reads notices: header `year,from,to,kind,name,source`, one row per run of days, kind `holiday` or `makeupWorkday`,
 * the source named at least on the first row of each year.
 * @returns the years in the file, or the first row that is wrong (numbered as in the file, header = 1)
 */
export function readNotices(csv: string): Result<CalendarYear[], NoticeRefusal> {
  let rows: Row[];
  try {
    rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch {
    return refuse('calendar-file-unreadable', 400, { expected: columns.join(',') });
  }
  const years = new Map<number, { source: string; days: SpecialDay[] }>();
  for (const [index, row] of rows.entries()) {
    const problem = problemOf(row);
    if (problem !== null) return refuse('calendar-row-wrong', 400, { row: index + 2, column: problem });
    const year = years.get(Number(row.year)) ?? { source: '', days: [] };
    year.source ||= row.source;
    year.days.push(...daysOf(row));
    years.set(Number(row.year), year);
  }
  if (years.size === 0) return refuse('calendar-empty', 400);
  const unnamed = [...years].find(([, { source }]) => source === '');
  if (unnamed !== undefined) return refuse('calendar-row-wrong', 400, { row: 2, column: 'source' });
  return done([...years].map(([year, { source, days }]) => ({ year, source, days })));
}

let shipped: readonly CalendarYear[] | undefined;

/** The State Council's notices known when this version was made; read once a process. */
export function shippedNotices(): readonly CalendarYear[] {
  shipped ??= readShipped();
  return shipped;
}

function readShipped(): readonly CalendarYear[] {
  const read = readNotices(readFileSync(new URL('./state-council.csv', import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(`shipped calendar is broken: ${read.code} ${JSON.stringify(read.params)}`);
  return read.value;
}

/** Name of the column that is wrong, or null. A run may not be longer than a month: a typing error would empty a year. */
function problemOf(row: Row): (typeof columns)[number] | null {
  if (!/^\d{4}$/.test(row.year ?? '')) return 'year';
  if (!isLocalDate(row.from ?? '')) return 'from';
  if (!isLocalDate(row.to ?? '')) return 'to';
  const length = daysBetween(row.from, row.to);
  if (length < 0 || length > 31) return 'to';
  // A notice reaches at most into the last days of the year before and the first of the next.
  if (Math.abs(Number(row.from.slice(0, 4)) - Number(row.year)) > 1) return 'from';
  if (row.kind !== 'holiday' && row.kind !== 'makeupWorkday') return 'kind';
  if ((row.name ?? '') === '') return 'name';
  return null;
}

function daysOf(row: Row): SpecialDay[] {
  const kind: DayKind = row.kind === 'makeupWorkday' ? 'makeupWorkday' : 'holiday';
  return Array.from({ length: daysBetween(row.from, row.to) + 1 }, (_, index) => ({
    date: addDays(row.from, index),
    kind,
    name: row.name,
  }));
}
