/** China has one zone and no summer time. */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Milliseconds of the next midnight in China: what says “today” says something else from then on. */
export function endOfDay(now: Date): number {
  return (Math.floor((now.getTime() + OFFSET_MS) / DAY_MS) + 1) * DAY_MS - OFFSET_MS;
}
