import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { addDays, type LocalDate } from '#platform/calendar';
import { DUE_SOON_DAYS, MISSED_AFTER_DAYS } from '../duties/index.ts';
import type { DutyStanding } from '../forms/duty.ts';

/** `standingOf` as a condition on columns of `d`; a test compares the two on every kind of duty. */
export function standingIs(standing: DutyStanding, today: LocalDate): RawBuilder<SqlBool> {
  const missedBefore = addDays(today, -MISSED_AFTER_DAYS);
  const soonUntil = addDays(today, DUE_SOON_DAYS);
  switch (standing) {
    case 'upcoming':
      return sql<SqlBool>`(d.state = 'open' and d.due_on > ${soonUntil}::date)`;
    case 'dueSoon':
      return sql<SqlBool>`(d.state = 'open' and d.due_on between ${today}::date and ${soonUntil}::date)`;
    case 'late':
      return sql<SqlBool>`(d.state = 'open' and d.due_on < ${today}::date and d.due_on >= ${missedBefore}::date)`;
    case 'missed':
      return sql<SqlBool>`(d.state = 'open' and d.due_on < ${missedBefore}::date)`;
    case 'doneInTime':
      return sql<SqlBool>`(d.state in ('fulfilled', 'fulfilledInPart') and d.fulfilled_on <= d.due_on)`;
    case 'doneLate':
      return sql<SqlBool>`(d.state in ('fulfilled', 'fulfilledInPart') and d.fulfilled_on > d.due_on)`;
    case 'withheld':
    case 'cancelled':
      return sql<SqlBool>`(d.state = ${standing})`;
  }
}
