import { addDays, at, type Day, daysBetween, isWeekend } from '../demo/world/dates.ts';

/** The hands of one publication at their hours: drafted and proposed in the morning, reviewed, approved, out. */
export type Moments = {
  readonly create: Date;
  readonly propose: Date;
  readonly review: Date;
  readonly secrecy: Date;
  readonly approve: Date;
  readonly publish: Date;
};

/**
 * When the documents of a corpus were published in the district's year: spread over its working days in the order of the
 * index, and never before the text itself existed.
 * @param from first day, `to` last day of the history
 */
export function momentsOf(
  position: number,
  count: number,
  documentDate: Day | null,
  from: Day,
  to: Day,
): Moments {
  const share = count <= 1 ? 0 : position / (count - 1);
  let day = addDays(from, Math.floor(share * daysBetween(from, to)));
  // A text from after the history stays at its end, and is refused there: nothing is published in the future.
  if (documentDate !== null && documentDate >= day) day = documentDate < to ? addDays(documentDate, 1) : to;
  // A weekend's document goes out on the Friday before, unless it was made on it.
  while (isWeekend(day) && (documentDate === null || addDays(day, -1) > documentDate)) day = addDays(day, -1);
  const minute = (position * 7) % 60;
  return {
    create: at(day, 9, minute),
    propose: at(day, 10, minute),
    review: at(day, 11, minute),
    secrecy: at(day, 14, minute),
    approve: at(day, 16, minute),
    publish: new Date(at(day, 16, minute).getTime() + 60_000),
  };
}
