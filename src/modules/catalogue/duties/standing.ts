import { addDays, type LocalDate } from '#platform/calendar';
import type { DutyStanding } from '../forms/duty.ts';
import type { DutyState } from '../forms/vocabulary.ts';

/** Days before the due day from which a duty counts as due soon. */
export const DUE_SOON_DAYS = 7;
/** Days after the due day from which a late duty counts as missed. */
export const MISSED_AFTER_DAYS = 30;

/**
 * How a duty stands today. Nothing of it is stored: lateness is a fact of the calendar, so it can be neither forgotten
 * nor set by hand. The same rule in SQL is in `standing-sql.ts`; a test compares the two.
 *
 * @param fulfilledOn the day it was published; publishing late stays late
 */
export function standingOf(
  duty: { readonly state: DutyState; readonly due: LocalDate; readonly fulfilledOn: LocalDate | null },
  today: LocalDate,
): DutyStanding {
  switch (duty.state) {
    case 'withheld':
      return 'withheld';
    case 'cancelled':
      return 'cancelled';
    case 'fulfilled':
    case 'fulfilledInPart':
      return duty.fulfilledOn !== null && duty.fulfilledOn > duty.due ? 'doneLate' : 'doneInTime';
    case 'open':
      if (today > addDays(duty.due, MISSED_AFTER_DAYS)) return 'missed';
      if (today > duty.due) return 'late';
      return today >= addDays(duty.due, -DUE_SOON_DAYS) ? 'dueSoon' : 'upcoming';
  }
}
