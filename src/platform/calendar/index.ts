export {
  addWorkingDays,
  type Calendar,
  createCalendar,
  type DayKind,
  type DayNature,
  isWorkingDay,
  natureOf,
  nearestWorkingDay,
  type SpecialDay,
  unloadedYears,
} from './calendar.ts';
export { type Due, dueBefore, dueDate, dueOn, type Step, type TermUnit, type Warning } from './due-date.ts';
export { explainSteps } from './explain.ts';
export {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  earlierOf,
  fromDayNumber,
  isLocalDate,
  type LocalDate,
  lastDayOfMonth,
  laterOf,
  localDate,
  localDateOf,
  localDateOf as localDateAt,
  monthOf,
  toDayNumber,
  weekdayOf,
  yearOf,
} from './local-date.ts';
export { messages as calendarMessages } from './messages.ts';
export { type CalendarYear, type NoticeRefusal, readNotices, shippedNotices } from './notice.ts';
export {
  CALENDAR_CHANGED,
  type CalendarTables,
  loadCalendar,
  loadNotices,
  uploadCalendarYear,
} from './store.ts';
