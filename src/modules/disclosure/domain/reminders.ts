import { addWorkingDays, type Calendar, type LocalDate } from '#platform/calendar';

/** Working days before the date of a step at which those who may act are reminded. */
export const reminderDays = [5, 1, 0] as const;

/** Which reminder: so many working days before the date, or −1 when it has passed. */
export type ReminderMark = (typeof reminderDays)[number] | -1;

/**
 * The reminder that is due on this day, or null. Each has its own day; one whose day lies on or before the first of the step
 * does not exist, for the step itself was announced then. Of several whose day has come only the nearest to the date is
 * given, so that a system that stood still does not tell yesterday's news.
 * @param startedOn the day on which the step was reached
 * @param dueOn the last day of the step, a working day
 */
export function reminderFor(
  calendar: Calendar,
  startedOn: LocalDate,
  dueOn: LocalDate,
  today: LocalDate,
): ReminderMark | null {
  if (today > dueOn) return -1;
  const reached = reminderDays.filter((days) => {
    const day = days === 0 ? dueOn : addWorkingDays(calendar, dueOn, -days);
    return day > startedOn && day <= today;
  });
  return reached.at(-1) ?? null;
}
