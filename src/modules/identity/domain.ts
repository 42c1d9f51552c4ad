import { done, type Result, type Role, refuse } from '#kernel';
import { commonPasswords } from './common-passwords.ts';

/** 等保 2.0 level 3, identification: length and composition are ours, the list keeps out what attackers try first. */
export const PASSWORD_MIN_LENGTH = 10;
export const FAILURES_BEFORE_LOCK = 5;
/** First lock 15 minutes, doubling with each further row of failures, at most a day. */
export const LOCK_MINUTES = 15;
const LOCK_MINUTES_MAX = 24 * 60;

export type PasswordRefusal =
  | 'password-too-short'
  | 'password-like-account'
  | 'password-common'
  | 'password-repetitive';

/**
 * May this be a password? Length and a list of common ones; no rules about kinds of characters, which only make people
 * write passwords down.
 * @param taken words an attacker would try for this person (account, name, unit)
 */
export function checkPassword(password: string, taken: readonly string[]): Result<null, PasswordRefusal> {
  if ([...password].length < PASSWORD_MIN_LENGTH)
    return refuse('password-too-short', 400, { minimum: PASSWORD_MIN_LENGTH }, 'next');
  const plain = password.toLowerCase().normalize('NFKC');
  if (taken.some((word) => word.length >= 3 && plain.includes(word.toLowerCase())))
    return refuse('password-like-account', 400, {}, 'next');
  if (new Set(plain).size < 5) return refuse('password-repetitive', 400, {}, 'next');
  if (isCommon(plain)) return refuse('password-common', 400, {}, 'next');
  return done(null);
}

/** Common words with the usual decoration taken off: `Passw0rd!2024` is `password`. */
function isCommon(plain: string): boolean {
  const bare = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return [plain, bare, withLetters(bare), withLetters(plain)].some((one) => commonPasswords.has(one));
}

/** The usual replacements undone: `p4ssw0rd` is `password`. */
function withLetters(text: string): string {
  return text
    .replace(/0/g, 'o')
    .replace(/[1!|]/g, 'i')
    .replace(/3/g, 'e')
    .replace(/[4@]/g, 'a')
    .replace(/[5$]/g, 's');
}

export type LockState = { readonly failedAttempts: number; readonly lockedUntil: Date | null };

/** Is the account closed at this moment? */
export function isLocked(state: LockState, now: Date): boolean {
  return state.lockedUntil !== null && state.lockedUntil > now;
}

/** What a wrong password does to the account. */
export function afterFailure(state: LockState, now: Date): LockState {
  const failedAttempts = state.failedAttempts + 1;
  if (failedAttempts < FAILURES_BEFORE_LOCK) return { failedAttempts, lockedUntil: null };
  const minutes = Math.min(LOCK_MINUTES * 2 ** (failedAttempts - FAILURES_BEFORE_LOCK), LOCK_MINUTES_MAX);
  return { failedAttempts, lockedUntil: new Date(now.getTime() + minutes * 60_000) };
}

const administrators: readonly Role[] = [
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
];

/** Work on content and the power to grant or audit do not meet in one hand. */
const apart: readonly Role[] = ['securityAdministrator', 'auditAdministrator'];

export type GrantRefusal =
  | 'administrators-exclude'
  | 'administrator-and-business'
  | 'grant-to-self'
  | 'grant-held-already';

/**
 * May this role be given to somebody who already holds those? The three administrators exclude one another (三员分立),
 * and those who grant or audit do no business.
 * @param held roles held now, in any unit
 */
export function checkGrant(held: readonly Role[], role: Role, toSelf: boolean): Result<null, GrantRefusal> {
  if (toSelf) return refuse('grant-to-self', 403);
  const other = held.find((one) => one !== role && administrators.includes(one));
  if (other !== undefined && administrators.includes(role))
    return refuse('administrators-exclude', 409, { role: other });
  const clash = held.find((one) => (apart.includes(one) || apart.includes(role)) && one !== role);
  if (clash !== undefined) return refuse('administrator-and-business', 409, { role: clash });
  return done(null);
}

/** Grants that cannot be lent: granting and auditing stay with the person. */
export function mayDelegate(role: Role): boolean {
  return !apart.includes(role);
}

/** Only a path of this site may be where sign-in leads to. */
export function safeNext(next: string | undefined, fallback: string): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next) || /[\p{Cc}\\]/u.test(next)) return fallback;
  return next;
}
