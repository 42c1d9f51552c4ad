/** Counts failures of one source within a sliding window, in this process: a brake, not the lock (that is in the database). */
export type Throttle = {
  readonly isOver: (source: string, now: Date) => boolean;
  readonly count: (source: string, now: Date) => void;
};

const SOURCES_MAX = 10_000;

export function throttle(limit: { readonly most: number; readonly perMinutes: number }): Throttle {
  const failures = new Map<string, number[]>();
  const recent = (source: string, now: Date) => {
    const since = now.getTime() - limit.perMinutes * 60_000;
    return (failures.get(source) ?? []).filter((at) => at > since);
  };
  return {
    isOver: (source, now) => recent(source, now).length >= limit.most,
    count: (source, now) => {
      if (failures.size >= SOURCES_MAX) failures.clear();
      failures.set(source, [...recent(source, now), now.getTime()]);
    },
  };
}
