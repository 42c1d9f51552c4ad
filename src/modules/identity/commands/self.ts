import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { checkPassword, type PasswordRefusal } from '../domain.ts';
import { hashPassword, seal, unseal, verifyPassword } from '../secrets.ts';
import { acceptedStep, newTotp } from '../sign-in.ts';
import { identityTables, lockPerson } from '../store.ts';
import { auditPerson, revokeSessions } from './people.ts';

async function lockSelf(ctx: CommandContext) {
  const person = await lockPerson(ctx.tx, ctx.actor.person);
  if (person === undefined) throw new Error(`signed-in person ${ctx.actor.person} does not exist`);
  return person;
}

/** Changes one's own password; all other sessions end. */
export async function changePassword(
  ctx: CommandContext,
  input: { readonly current: string; readonly next: string; readonly session: string },
): Promise<Result<null, PasswordRefusal | 'password-wrong' | 'password-same'>> {
  const person = await lockSelf(ctx);
  if (!(await verifyPassword(person.password_hash, input.current)))
    return refuse('password-wrong', 403, {}, 'current');
  if (input.current === input.next) return refuse('password-same', 400, {}, 'next');
  const allowed = checkPassword(input.next, [person.account, person.name]);
  if (!allowed.ok) return allowed;
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({
      password_hash: await hashPassword(input.next),
      password_changed_at: ctx.now,
      must_change_password: false,
    })
    .where('id', '=', person.id)
    .execute();
  await revokeSessions(ctx, person.id, input.session);
  await auditPerson(ctx, 'identity.change-password', person.id, person.home_unit);
  return done(null);
}

/** Begins a second factor: a secret that counts only once a code from it was given. */
export async function startSecondFactor(
  ctx: CommandContext,
  key: Buffer,
  issuer: string,
): Promise<Result<{ readonly secret: string; readonly uri: string }, 'second-factor-on'>> {
  const person = await lockSelf(ctx);
  if (person.totp_confirmed_at !== null) return refuse('second-factor-on', 409);
  const totp = newTotp(person.account, issuer);
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ totp_secret: seal(key, totp.secret), totp_last_step: 0 })
    .where('id', '=', person.id)
    .execute();
  await auditPerson(ctx, 'identity.start-second-factor', person.id, person.home_unit);
  return done(totp);
}

export async function confirmSecondFactor(
  ctx: CommandContext,
  key: Buffer,
  code: string,
): Promise<Result<null, 'second-factor-on' | 'second-factor-not-started' | 'code-failed'>> {
  const person = await lockSelf(ctx);
  if (person.totp_confirmed_at !== null) return refuse('second-factor-on', 409);
  if (person.totp_secret === null) return refuse('second-factor-not-started', 409);
  const step = acceptedStep(unseal(key, person.totp_secret), code, ctx.now, person.totp_last_step);
  if (step === null) return refuse('code-failed', 400, {}, 'code');
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ totp_confirmed_at: ctx.now, totp_last_step: step })
    .where('id', '=', person.id)
    .execute();
  await auditPerson(ctx, 'identity.confirm-second-factor', person.id, person.home_unit);
  return done(null);
}

export async function removeSecondFactor(
  ctx: CommandContext,
  password: string,
): Promise<Result<null, 'password-wrong' | 'second-factor-off'>> {
  const person = await lockSelf(ctx);
  if (person.totp_confirmed_at === null) return refuse('second-factor-off', 409);
  if (!(await verifyPassword(person.password_hash, password)))
    return refuse('password-wrong', 403, {}, 'password');
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ totp_secret: null, totp_confirmed_at: null })
    .where('id', '=', person.id)
    .execute();
  await auditPerson(ctx, 'identity.remove-second-factor', person.id, person.home_unit);
  return done(null);
}

/** Ends one of one's own sessions. */
export async function revokeOwnSession(ctx: CommandContext, id: string): Promise<Result<null, 'not-found'>> {
  const revoked = await identityTables(ctx.tx)
    .updateTable('identity.session')
    .set({ revoked_at: ctx.now })
    .where('id', '=', id)
    .where('person', '=', ctx.actor.person)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (revoked === undefined) return refuse('not-found', 404);
  const person = await lockSelf(ctx);
  await auditPerson(ctx, 'identity.revoke-session', person.id, person.home_unit, { session: id });
  return done(null);
}

export async function chooseLocale(
  ctx: CommandContext,
  locale: 'zh-CN' | 'en',
): Promise<Result<null, never>> {
  const person = await lockSelf(ctx);
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ locale })
    .where('id', '=', person.id)
    .execute();
  await auditPerson(ctx, 'identity.choose-locale', person.id, person.home_unit, { locale });
  return done(null);
}
