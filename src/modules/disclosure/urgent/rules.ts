import type { UrgentState } from '../domain/index.ts';
import type { RevisionState } from '../words.ts';

/**
 * How an urgent publication (应急发布) stands, in the one word that lists, pages and inboxes flag it with:
 * waiting for its release, out and waiting to be reviewed, the same past its time, or objected to and to be mended.
 */
export const urgentFlags = ['awaitingRelease', 'awaitingReview', 'late', 'objected'] as const;
export type UrgentFlag = (typeof urgentFlags)[number];

/** States of a revision proposed urgently that is not out yet. */
const before: readonly RevisionState[] = ['inApproval', 'escalated', 'approved'];

/**
 * The flag of a revision, or null when there is none (any more): reviewed by all, superseded, returned, ordinary.
 * @param dueAt the earliest end of the reviews that still wait
 */
export function urgentFlagOf(
  urgent: UrgentState | null,
  state: RevisionState,
  dueAt: Date | null,
  now: Date,
): UrgentFlag | null {
  if (urgent === null) return null;
  if (before.includes(state)) return 'awaitingRelease';
  if (state !== 'published') return null;
  if (urgent.objected) return 'objected';
  if (urgent.waiting.length === 0) return null;
  return dueAt !== null && dueAt <= now ? 'late' : 'awaitingReview';
}
