import { v7 } from 'uuid';
import { done, type PersonId, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { hashPassword, temporaryPassword } from '../secrets.ts';
import { identityTables, lockPerson } from '../store.ts';

export type NewPerson = {
  readonly account: string;
  readonly name: string;
  readonly homeUnit: number;
  /** A password to start with; null makes an account that cannot sign in until one is set. */
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
};

/** Makes an account. It has no role yet: giving roles is another hand's work. */
export async function createPerson(
  ctx: CommandContext,
  input: NewPerson,
): Promise<Result<PersonId, 'account-taken'>> {
  const id = v7() as PersonId;
  const inserted = await identityTables(ctx.tx)
    .insertInto('identity.person')
    .values({
      id,
      account: input.account.toLowerCase(),
      name: input.name,
      home_unit: input.homeUnit,
      password_hash: input.passwordHash,
      password_changed_at: input.passwordHash === null ? null : ctx.now,
      must_change_password: input.mustChangePassword,
      totp_secret: null,
      totp_confirmed_at: null,
      locale: null,
      locked_until: null,
      last_sign_in_at: null,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('account').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return refuse('account-taken', 409, { account: input.account }, 'account');
  await recordAudit(ctx, {
    action: 'identity.create-person',
    subjectKind: 'person',
    subject: id,
    unit: input.homeUnit as UnitId,
    data: { account: input.account },
  });
  return done(id);
}

/** A password told once; the holder must change it at the first sign-in. */
export async function newTemporaryPassword(): Promise<{ readonly password: string; readonly hash: string }> {
  const password = temporaryPassword();
  return { password, hash: await hashPassword(password) };
}

/** Changes a name, or closes an account; a closed account's sessions end at once. */
export async function changePerson(
  ctx: CommandContext,
  id: string,
  input: { readonly name: string; readonly state: 'active' | 'disabled'; readonly reason: string },
): Promise<Result<null, 'not-found' | 'cannot-disable-self'>> {
  const person = await lockPerson(ctx.tx, id);
  if (person === undefined) return refuse('not-found', 404);
  if (input.state === 'disabled' && id === ctx.actor.person) return refuse('cannot-disable-self', 409);
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ name: input.name, state: input.state })
    .where('id', '=', id)
    .execute();
  if (input.state === 'disabled') await revokeSessions(ctx, id);
  await recordAudit(ctx, {
    action: 'identity.change-person',
    subjectKind: 'person',
    subject: id,
    unit: person.home_unit as UnitId,
    data: {
      before: { name: person.name, state: person.state },
      after: { name: input.name, state: input.state },
      reason: input.reason,
    },
  });
  return done(null);
}

/** Sets a new password told once, opens a lock, and ends all sessions: the way back for somebody locked out. */
export async function resetPassword(
  ctx: CommandContext,
  id: string,
  passwordHash: string,
  reason: string,
): Promise<Result<null, 'not-found'>> {
  const person = await lockPerson(ctx.tx, id);
  if (person === undefined) return refuse('not-found', 404);
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({
      password_hash: passwordHash,
      password_changed_at: ctx.now,
      must_change_password: true,
      failed_attempts: 0,
      locked_until: null,
      totp_secret: null,
      totp_confirmed_at: null,
    })
    .where('id', '=', id)
    .execute();
  await revokeSessions(ctx, id);
  await auditPerson(ctx, 'identity.reset-password', id, person.home_unit, { reason });
  return done(null);
}

/** Opens a locked account without touching the password. */
export async function unlockPerson(
  ctx: CommandContext,
  id: string,
  reason: string,
): Promise<Result<null, 'not-found'>> {
  const person = await lockPerson(ctx.tx, id);
  if (person === undefined) return refuse('not-found', 404);
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ failed_attempts: 0, locked_until: null })
    .where('id', '=', id)
    .execute();
  await auditPerson(ctx, 'identity.unlock', id, person.home_unit, { reason });
  return done(null);
}

export async function revokeSessions(
  ctx: CommandContext,
  person: string,
  except: string | null = null,
): Promise<void> {
  await identityTables(ctx.tx)
    .updateTable('identity.session')
    .set({ revoked_at: ctx.now })
    .where('person', '=', person)
    .where('revoked_at', 'is', null)
    .$if(except !== null, (query) => query.where('id', '<>', except))
    .execute();
}

export async function auditPerson(
  ctx: CommandContext,
  action: string,
  person: string,
  unit: number,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(ctx, { action, subjectKind: 'person', subject: person, unit: unit as UnitId, data });
}
