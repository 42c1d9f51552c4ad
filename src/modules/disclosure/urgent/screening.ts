import { type Refusal, refuse } from '#kernel';
import { readDecisions } from '#modules/screening';
import type { Reader } from '#platform/database';
import type { LoadedCase } from '../store/load-case.ts';

/**
 * Before an urgent release nobody else looks at what screening found: a value that only its author let stand has not been
 * looked at by a second pair of eyes. The approver decides it anew (RULES §1: 应急处置; four eyes).
 * @returns refused with how many values an author alone decided to keep, or null
 */
export async function authorsDecisionProblem(
  db: Reader,
  { revision, case: c }: LoadedCase,
): Promise<Refusal<'urgent-finding-by-author'> | null> {
  if (c.urgent === null) return null;
  const authors = new Set<string>(
    c.hands
      .filter((hand) => hand.kind !== 'decider')
      .flatMap((hand) => [hand.person, hand.principal])
      .filter((one) => one !== null),
  );
  const decisions = await readDecisions(db, revision.id);
  const newest = new Map(decisions.map((one) => [one.fingerprint, one]));
  const left = [...newest.values()].filter((one) => one.decision !== 'mask' && authors.has(one.decided_by));
  return left.length === 0 ? null : refuse('urgent-finding-by-author', 409, { count: left.length });
}
