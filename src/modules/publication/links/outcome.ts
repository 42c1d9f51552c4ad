import type { OutsideAnswer } from '#platform/outside';
import type { LinkState } from './words.ts';

/** What one look found: it answers, it moved for good, it is not there, or nobody can say today. */
export type Look = {
  readonly found: 'ok' | 'moved' | 'gone' | 'failing' | 'unclear';
  readonly status: number | null;
  readonly reason: string | null;
  readonly location: string | null;
};

/** Different days on which an address has to be gone, or to fail, before it is called dead. */
const DAYS_GONE = 3;
const DAYS_FAILING = 7;
const DAY_MS = 86_400_000;

/**
 * Reads an answer. 404 and 410 and a name that does not exist say that it is gone; what asks for a sign-in, for patience or not
 * to be a program (401, 403, 429, 451) says nothing about readers; the rest is a failure that may pass.
 */
export function readAnswer(answer: OutsideAnswer): Look {
  if (answer.status === null) {
    const { reason } = answer;
    const found = reason === 'no-name' ? 'gone' : reason === 'closed' ? 'unclear' : 'failing';
    return { found, status: null, reason, location: null };
  }
  const { status, location } = answer;
  const look = { status, reason: null, location: null };
  if (status >= 200 && status < 300) return { ...look, found: 'ok' };
  if (status >= 300 && status < 400) {
    // For now is for now: only what moved for good is worth a change of the page.
    const isForGood = status === 301 || status === 308;
    return { ...look, found: isForGood ? 'moved' : 'ok', location };
  }
  if (status === 404 || status === 410) return { ...look, found: 'gone' };
  return { ...look, found: status >= 500 ? 'failing' : 'unclear' };
}

export type Standing = {
  readonly state: LinkState;
  readonly failedDays: number;
  readonly failedOn: string | null;
  readonly failingSince: Date | null;
};

/**
 * How an address stands after a look, and when it is looked at again: failures count once a day, an answer forgets them.
 * @param today in the installation's time zone
 */
export function judge(
  before: Standing,
  look: Look,
  today: string,
  now: Date,
): Standing & { readonly nextAt: Date } {
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
  if (look.found === 'ok' || look.found === 'moved')
    return {
      state: look.found === 'ok' ? 'ok' : 'redirected',
      failedDays: 0,
      failedOn: null,
      failingSince: null,
      nextAt: inDays(7),
    };
  if (look.found === 'unclear')
    return { ...before, state: before.state === 'dead' ? 'dead' : 'unreachable', nextAt: inDays(7) };
  const failedDays = before.failedOn === today ? before.failedDays : before.failedDays + 1;
  const isDead = failedDays >= (look.found === 'gone' ? DAYS_GONE : DAYS_FAILING);
  return {
    state: isDead || before.state === 'dead' ? 'dead' : 'unreachable',
    failedDays,
    failedOn: today,
    failingSince: before.failingSince ?? now,
    nextAt: inDays(isDead ? 7 : 1),
  };
}
