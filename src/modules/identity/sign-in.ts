import { v7 } from 'uuid';
import { done, type PersonId, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import { type CommandContext, inTransaction, type Origin, systemActor } from '#platform/command';
import type { Database } from '#platform/database';
import { library } from '#platform/libraries';
import { afterFailure, isLocked } from './domain.ts';
import { hashToken, newToken, unseal, verifyPassword } from './secrets.ts';
import { findPersonByAccount, identityTables, lockPerson } from './store.ts';

/** How long a session lives at most, and how long the second factor may take. */
const SESSION_HOURS = 12;
const CHALLENGE_MINUTES = 5;
const CODE_ATTEMPTS = 5;

export type Device = { readonly origin: Origin; readonly userAgent: string | null };

/** Signed in, or one step before it. */
export type SignedIn =
  | { readonly step: 'session'; readonly token: string; readonly person: PersonId }
  | { readonly step: 'code'; readonly token: string };

/** A seam for further ways in (single sign-on, passkeys): each proves who somebody is and ends in `openSession`. */
export type SignInMethod<Proof> = (
  database: Database,
  proof: Proof,
  device: Device,
  now: Date,
) => Promise<Result<SignedIn, 'sign-in-failed'>>;

/**
 * Sign-in by account and password. An unknown account, a wrong password, a locked or disabled account all get the same
 * answer after the same work; each is in the audit log.
 */
export const signInByPassword: SignInMethod<{ readonly account: string; readonly password: string }> = async (
  database,
  { account, password },
  device,
  now,
) => {
  const found = await findPersonByAccount(database.reader, account);
  const usable = found !== undefined && found.state === 'active' ? found.password_hash : null;
  const fits = await verifyPassword(usable, password);
  const outcome = await inTransaction(
    database,
    { actor: systemActor, now, origin: device.origin },
    async (ctx) => {
      const person = found === undefined ? undefined : await lockPerson(ctx.tx, found.id);
      if (person === undefined) {
        await recordAudit(ctx, {
          action: 'identity.sign-in-failed',
          outcome: 'refused',
          data: { account: account.slice(0, 40), why: 'unknown' },
        });
        return done(null);
      }
      const state = { failedAttempts: person.failed_attempts, lockedUntil: person.locked_until };
      if (isLocked(state, now) || !fits) {
        await failAttempt(
          ctx,
          person.id,
          isLocked(state, now) ? state : afterFailure(state, now),
          isLocked(state, now),
        );
        return done(null);
      }
      await clearFailures(ctx, person.id);
      if (person.totp_confirmed_at !== null) return done(await openChallenge(ctx, person.id));
      return done(await openSession(ctx, person.id, device, false));
    },
  );
  if (!outcome.ok || outcome.value === null) return refuse('sign-in-failed', 401, {}, 'password');
  return done(outcome.value);
};

async function failAttempt(
  ctx: CommandContext,
  person: string,
  state: { failedAttempts: number; lockedUntil: Date | null },
  wasLocked: boolean,
): Promise<void> {
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ failed_attempts: state.failedAttempts, locked_until: state.lockedUntil })
    .where('id', '=', person)
    .execute();
  const why = wasLocked ? 'locked' : state.lockedUntil === null ? 'wrong' : 'now-locked';
  await recordAudit(ctx, {
    action: 'identity.sign-in-failed',
    outcome: 'refused',
    subjectKind: 'person',
    subject: person,
    data: { why },
  });
}

async function clearFailures(ctx: CommandContext, person: string): Promise<void> {
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ failed_attempts: 0, locked_until: null })
    .where('id', '=', person)
    .execute();
}

async function openChallenge(ctx: CommandContext, person: string): Promise<SignedIn> {
  const { token, hash } = newToken();
  await identityTables(ctx.tx)
    .insertInto('identity.sign_in_challenge')
    .values({
      token_hash: hash,
      person,
      expires_at: new Date(ctx.now.getTime() + CHALLENGE_MINUTES * 60_000),
    })
    .execute();
  await recordAudit(ctx, { action: 'identity.password-accepted', subjectKind: 'person', subject: person });
  return { step: 'code', token };
}

/** Opens a session for somebody whose identity is proved. */
export async function openSession(
  ctx: CommandContext,
  person: string,
  device: Device,
  secondFactor: boolean,
): Promise<SignedIn> {
  const { token, hash } = newToken();
  const id = v7();
  await identityTables(ctx.tx)
    .insertInto('identity.session')
    .values({
      id,
      token_hash: hash,
      person,
      created_at: ctx.now,
      last_seen_at: ctx.now,
      expires_at: new Date(ctx.now.getTime() + SESSION_HOURS * 3_600_000),
      second_factor: secondFactor,
      ip: device.origin.ip,
      user_agent: device.userAgent?.slice(0, 200) ?? null,
      revoked_at: null,
    })
    .execute();
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ last_sign_in_at: ctx.now })
    .where('id', '=', person)
    .execute();
  await recordAudit(ctx, {
    action: 'identity.sign-in',
    subjectKind: 'person',
    subject: person,
    data: { session: id },
  });
  return { step: 'session', token, person: person as PersonId };
}

/**
 * The second step: a one-time code (RFC 6238, 30 seconds, one step of drift either way, each code good once).
 * Five wrong codes end the challenge; then the password must be given again.
 */
export async function signInByCode(
  database: Database,
  key: Buffer,
  proof: { readonly challenge: string; readonly code: string },
  device: Device,
  now: Date,
): Promise<Result<SignedIn, 'code-failed' | 'challenge-over'>> {
  const outcome = await inTransaction(
    database,
    { actor: systemActor, now, origin: device.origin },
    async (ctx) => {
      const challenge = await identityTables(ctx.tx)
        .selectFrom('identity.sign_in_challenge')
        .selectAll()
        .where('token_hash', '=', hashToken(proof.challenge))
        .forUpdate()
        .executeTakeFirst();
      if (challenge === undefined || challenge.expires_at <= now || challenge.attempts >= CODE_ATTEMPTS)
        return refuse('challenge-over', 401);
      const person = await lockPerson(ctx.tx, challenge.person);
      if (person === undefined || person.state !== 'active' || person.totp_secret === null)
        return refuse('challenge-over', 401);
      const step = acceptedStep(unseal(key, person.totp_secret), proof.code, now, person.totp_last_step);
      const challenges = identityTables(ctx.tx);
      if (step === null) {
        await challenges
          .updateTable('identity.sign_in_challenge')
          .set({ attempts: challenge.attempts + 1 })
          .where('token_hash', '=', challenge.token_hash)
          .execute();
        await recordAudit(ctx, { action: 'identity.code-failed', subjectKind: 'person', subject: person.id });
        return done(null);
      }
      await challenges
        .deleteFrom('identity.sign_in_challenge')
        .where('token_hash', '=', challenge.token_hash)
        .execute();
      await identityTables(ctx.tx)
        .updateTable('identity.person')
        .set({ totp_last_step: step })
        .where('id', '=', person.id)
        .execute();
      return done(await openSession(ctx, person.id, device, true));
    },
  );
  if (!outcome.ok) return outcome;
  return outcome.value === null ? refuse('code-failed', 401, {}, 'code') : done(outcome.value);
}

const STEP_SECONDS = 30;

/**
 * The time step of a right, unused code; null for a wrong or used one.
 * @param lastStep the last step accepted for this person
 */
export function acceptedStep(secret: string, code: string, now: Date, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = library('otplib').verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  if (!result.valid) return null;
  const step = Math.floor(epoch / STEP_SECONDS) + result.delta;
  return step > lastStep ? step : null;
}

/** A new secret and the address an authenticator app reads. */
export function newTotp(account: string, issuer: string): { readonly secret: string; readonly uri: string } {
  const { generateSecret, generateURI } = library('otplib');
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer, label: account, secret }) };
}

/** Ends a session. */
export async function closeSession(
  database: Database,
  sessionId: string,
  person: PersonId,
  device: Device,
  now: Date,
): Promise<void> {
  await inTransaction(database, { actor: systemActor, now, origin: device.origin }, async (ctx) => {
    await identityTables(ctx.tx)
      .updateTable('identity.session')
      .set({ revoked_at: now })
      .where('id', '=', sessionId)
      .where('revoked_at', 'is', null)
      .execute();
    await recordAudit(ctx, { action: 'identity.sign-out', subjectKind: 'person', subject: person });
    return done(null);
  });
}
