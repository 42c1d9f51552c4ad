/** What became of handing one mail over. */
export type MailOutcome =
  | { readonly is: 'sent' }
  /** The mailbox does not exist or will not have it: trying again would be a nuisance. */
  | { readonly is: 'refused'; readonly reason: string }
  /** Not now: greylisting, a full queue, a server away, a password that is wrong until somebody mends it. */
  | { readonly is: 'later'; readonly reason: string };

type SmtpError = { readonly code?: unknown; readonly responseCode?: unknown; readonly command?: unknown };

/**
 * Reads what the client says of a failure. Permanent is only what a server says of this recipient or this message with a
 * 5yz reply (RFC 5321 §4.2.1) to RCPT or DATA: whatever it says of us (sign-in, sender, greeting) is for the operator to mend,
 * and no subscriber shall lose a mail by it.
 */
export function outcomeOfError(error: unknown): MailOutcome {
  const { code, responseCode, command }: SmtpError = typeof error === 'object' && error !== null ? error : {};
  if (typeof responseCode === 'number') {
    const reason = `smtp-${responseCode}`;
    const ofThisMail = command === 'RCPT TO' || command === 'DATA';
    return responseCode >= 500 && responseCode < 600 && ofThisMail
      ? { is: 'refused', reason }
      : { is: 'later', reason };
  }
  return { is: 'later', reason: typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'fault' };
}

/** Minutes until the next attempt, after the first, second, … failure: greylisting wants some five minutes, an outage days. */
const WAITS = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 1440] as const;

/** After so many attempts (more than three days) a mail is given up. */
export const MOST_ATTEMPTS = WAITS.length + 1;

/**
 * When a mail that failed is tried again.
 * @param attempts how many there were
 * @returns the moment, or null when it is given up
 */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const minutes = WAITS[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000);
}
