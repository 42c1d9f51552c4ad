/** How long after its moment a publication still counts as on time. Data of the installation later; a day by default. */
export const defaultWindowHours = 24;

export type PlanTimes = { readonly publishAt: Date; readonly windowEndsAt: Date };

/**
 * When an approved revision is due to become visible.
 * @param wanted the approved moment, null for at once; a moment already past means at once
 */
export function planTimes(wanted: Date | null, now: Date, windowHours = defaultWindowHours): PlanTimes {
  const publishAt = wanted !== null && wanted > now ? wanted : now;
  return { publishAt, windowEndsAt: new Date(publishAt.getTime() + windowHours * 3_600_000) };
}

/** A plan that waits, or was carried out, past its window is a finding (DIS-6). */
export function isMissed(plan: PlanTimes, at: Date): boolean {
  return at > plan.windowEndsAt;
}
