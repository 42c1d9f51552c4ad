import { done, type Result } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { type Reader, tables } from '#platform/database';
import { recordFact } from '#platform/outbox';
import { type Calendar, createCalendar, type DayKind } from './calendar.ts';
import { type CalendarYear, type NoticeRefusal, readNotices, shippedNotices } from './notice.ts';

export type CalendarTables = {
  'platform.calendar_year': { year: number; source: string; loaded_at: Date };
  'platform.calendar_day': { date: string; year: number; kind: DayKind; name: string; source: string };
};

/** Something about working days is different now; whoever computed dates computes them again. */
export const CALENDAR_CHANGED = 'calendar.changed';

/** The notices in force: those shipped with this version, and in their place those the office has uploaded. */
export async function loadNotices(db: Reader): Promise<CalendarYear[]> {
  const query = tables<CalendarTables>(db);
  const years = await query.selectFrom('platform.calendar_year').selectAll().orderBy('year').execute();
  const days = await query.selectFrom('platform.calendar_day').selectAll().orderBy('date').execute();
  const byYear = Map.groupBy(days, (day) => day.year);
  const uploaded = new Set(years.map(({ year }) => year));
  return [
    ...shippedNotices().filter(({ year }) => !uploaded.has(year)),
    ...years.map(({ year, source }) => ({ year, source, days: byYear.get(year) ?? [] })),
  ].toSorted((a, b) => a.year - b.year);
}

export async function loadCalendar(db: Reader): Promise<Calendar> {
  const notices = await loadNotices(db);
  return createCalendar({
    days: notices.flatMap(({ days }) => days),
    loadedYears: notices.map(({ year }) => year),
  });
}

/**
 * Takes a notice of one or more years in place of what was known of them, and tells the rooms so that open dates are
 * computed again. The same file a second time changes nothing and tells nobody.
 */
export async function uploadCalendarYear(
  ctx: CommandContext,
  csv: string,
): Promise<
  Result<{ readonly years: readonly number[]; readonly changed: readonly number[] }, NoticeRefusal>
> {
  const read = readNotices(csv);
  if (!read.ok) return read;
  const known = new Map((await loadNotices(ctx.tx)).map((notice) => [notice.year, fingerprint(notice)]));
  const changed = read.value.filter((notice) => known.get(notice.year) !== fingerprint(notice));
  for (const notice of changed) await replaceYear(ctx, notice);
  const years = changed.map(({ year }) => year);
  if (years.length > 0) {
    await recordFact(ctx, {
      kind: CALENDAR_CHANGED,
      version: 1,
      unit: null,
      subject: years.join(','),
      data: { years },
    });
  }
  await recordAudit(ctx, {
    action: 'calendar.upload',
    subjectKind: 'calendar',
    subject: years.join(','),
    data: { years },
  });
  return done({ years: read.value.map(({ year }) => year), changed: years });
}

function fingerprint(notice: CalendarYear): string {
  return notice.days
    .map(({ date, kind, name }) => `${date} ${kind} ${name}`)
    .toSorted()
    .join('\n');
}

async function replaceYear(ctx: CommandContext, notice: CalendarYear): Promise<void> {
  const query = tables<CalendarTables>(ctx.tx);
  const { year, source, days } = notice;
  const dates = days.map(({ date }) => date);
  await query.deleteFrom('platform.calendar_day').where('year', '=', year).execute();
  await query.deleteFrom('platform.calendar_day').where('date', 'in', dates).execute();
  await query
    .insertInto('platform.calendar_year')
    .values({ year, source, loaded_at: ctx.now })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ source, loaded_at: ctx.now }))
    .execute();
  await query
    .insertInto('platform.calendar_day')
    .values(days.map((day) => ({ ...day, year, source })))
    .execute();
}
