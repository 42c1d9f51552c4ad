import { v7 } from 'uuid';
import { done, type PersonId, type Reach, type Result, type Role, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { checkGrant, type GrantRefusal, mayDelegate } from '../domain.ts';
import { grantChanged } from '../facts.ts';
import { identityTables, lockPerson } from '../store.ts';

export type NewGrant = {
  readonly role: Role;
  readonly unit: number;
  readonly reach: Reach;
  readonly line: number | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly reason: string;
};

type GiveRefusal = GrantRefusal | 'not-found' | 'line-missing' | 'term-reversed';

/** Gives a role in a unit. Checked against all roles the person holds or will hold. */
export async function grantRole(
  ctx: CommandContext,
  personId: string,
  input: NewGrant,
): Promise<Result<string, GiveRefusal>> {
  const person = await lockPerson(ctx.tx, personId);
  if (person === undefined) return refuse('not-found', 404);
  if ((input.reach === 'line') !== (input.line !== null)) return refuse('line-missing', 400, {}, 'line');
  if (input.endsOn !== null && input.endsOn < input.startsOn)
    return refuse('term-reversed', 400, {}, 'endsOn');
  const held = await identityTables(ctx.tx)
    .selectFrom('identity.role_grant')
    .select(['role', 'unit', 'reach'])
    .where('person', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
  if (held.some((one) => one.role === input.role && one.unit === input.unit && one.reach === input.reach))
    return refuse('grant-held-already', 409);
  const allowed = checkGrant(
    held.map((one) => one.role),
    input.role,
    personId === ctx.actor.person,
  );
  if (!allowed.ok) return allowed;
  const id = v7();
  await identityTables(ctx.tx)
    .insertInto('identity.role_grant')
    .values({
      id,
      person: personId,
      role: input.role,
      unit: input.unit,
      reach: input.reach,
      line: input.line,
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      granted_by: ctx.actor.person,
      granted_by_name: ctx.actor.name,
      granted_at: ctx.now,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .execute();
  const unit = input.unit as UnitId;
  await recordFact(ctx, grantChanged(unit, personId as PersonId, input.role, 'given'));
  await recordAudit(ctx, {
    action: 'identity.grant-role',
    subjectKind: 'person',
    subject: personId,
    unit,
    data: {
      grant: id,
      role: input.role,
      reach: input.reach,
      line: input.line,
      startsOn: input.startsOn,
      endsOn: input.endsOn,
      reason: input.reason,
    },
  });
  return done(id);
}

/** Ends a role now. What waited for it is found by others who hold the same role; delegations of it end with it. */
export async function endGrant(
  ctx: CommandContext,
  grantId: string,
  reason: string,
): Promise<Result<null, 'not-found' | 'grant-ended-already'>> {
  const grant = await identityTables(ctx.tx)
    .selectFrom('identity.role_grant')
    .selectAll()
    .where('id', '=', grantId)
    .forUpdate()
    .executeTakeFirst();
  if (grant === undefined) return refuse('not-found', 404);
  if (grant.ended_at !== null) return refuse('grant-ended-already', 409);
  await identityTables(ctx.tx)
    .updateTable('identity.role_grant')
    .set({ ended_at: ctx.now, ended_by: ctx.actor.person, end_reason: reason })
    .where('id', '=', grantId)
    .execute();
  await recordFact(ctx, grantChanged(grant.unit as UnitId, grant.person as PersonId, grant.role, 'ended'));
  await recordAudit(ctx, {
    action: 'identity.end-grant',
    subjectKind: 'person',
    subject: grant.person,
    unit: grant.unit as UnitId,
    data: { grant: grantId, role: grant.role, reason },
  });
  return done(null);
}

export type NewDelegation = {
  readonly delegate: string;
  readonly grant: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly reason: string;
};

type DelegateRefusal =
  | 'not-found'
  | 'not-own-grant'
  | 'role-not-delegable'
  | 'delegate-self'
  | 'term-reversed'
  | 'delegate-disabled';

/** Lends one of one's own grants for a period (代理). The grant stays with its holder; nothing can be lent on. */
export async function delegateGrant(
  ctx: CommandContext,
  input: NewDelegation,
): Promise<Result<string, DelegateRefusal>> {
  if (input.endsOn < input.startsOn) return refuse('term-reversed', 400, {}, 'endsOn');
  if (input.delegate === ctx.actor.person) return refuse('delegate-self', 409, {}, 'delegate');
  const grant = await identityTables(ctx.tx)
    .selectFrom('identity.role_grant')
    .selectAll()
    .where('id', '=', input.grant)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (grant === undefined) return refuse('not-found', 404, {}, 'grant');
  if (grant.person !== ctx.actor.person) return refuse('not-own-grant', 403, {}, 'grant');
  if (!mayDelegate(grant.role)) return refuse('role-not-delegable', 409, { role: grant.role }, 'grant');
  const delegate = await lockPerson(ctx.tx, input.delegate);
  if (delegate === undefined) return refuse('not-found', 404, {}, 'delegate');
  if (delegate.state !== 'active') return refuse('delegate-disabled', 409, {}, 'delegate');
  const id = v7();
  await identityTables(ctx.tx)
    .insertInto('identity.delegation')
    .values({
      id,
      principal: ctx.actor.person,
      delegate: input.delegate,
      grant_id: input.grant,
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      reason: input.reason,
      created_at: ctx.now,
      revoked_at: null,
    })
    .execute();
  await recordAudit(ctx, {
    action: 'identity.delegate',
    subjectKind: 'person',
    subject: input.delegate,
    unit: grant.unit as UnitId,
    data: {
      delegation: id,
      role: grant.role,
      startsOn: input.startsOn,
      endsOn: input.endsOn,
      reason: input.reason,
    },
  });
  return done(id);
}

/** Takes a delegation back; only who gave it may. */
export async function revokeDelegation(ctx: CommandContext, id: string): Promise<Result<null, 'not-found'>> {
  const revoked = await identityTables(ctx.tx)
    .updateTable('identity.delegation')
    .set({ revoked_at: ctx.now })
    .where('id', '=', id)
    .where('principal', '=', ctx.actor.person)
    .where('revoked_at', 'is', null)
    .returning('delegate')
    .executeTakeFirst();
  if (revoked === undefined) return refuse('not-found', 404);
  await recordAudit(ctx, {
    action: 'identity.revoke-delegation',
    subjectKind: 'person',
    subject: revoked.delegate,
    data: { delegation: id },
  });
  return done(null);
}

/** Verifies that somebody belongs to a unit: a member by the branch, a resident by the village. */
export async function verifyAffiliation(
  ctx: CommandContext,
  person: string,
  input: { readonly unit: number; readonly kind: 'member' | 'staff' | 'resident' },
): Promise<Result<string, 'not-found' | 'affiliation-exists' | 'verify-self'>> {
  if (person === ctx.actor.person) return refuse('verify-self', 403);
  if ((await lockPerson(ctx.tx, person)) === undefined) return refuse('not-found', 404);
  const id = v7();
  const inserted = await identityTables(ctx.tx)
    .insertInto('identity.affiliation')
    .values({
      id,
      person,
      unit: input.unit,
      kind: input.kind,
      verified_by: ctx.actor.person,
      verified_by_name: ctx.actor.name,
      verified_at: ctx.now,
      ended_at: null,
      end_reason: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['person', 'unit', 'kind']).where('ended_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return refuse('affiliation-exists', 409);
  await recordAudit(ctx, {
    action: 'identity.verify-affiliation',
    subjectKind: 'person',
    subject: person,
    unit: input.unit as UnitId,
    data: { kind: input.kind },
  });
  return done(id);
}

/** Ends a tie (moved away, transferred); what it opened is closed from the next reading on. */
export async function endAffiliation(
  ctx: CommandContext,
  id: string,
  reason: string,
): Promise<Result<string, 'not-found'>> {
  const ended = await identityTables(ctx.tx)
    .updateTable('identity.affiliation')
    .set({ ended_at: ctx.now, end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning(['person', 'unit', 'kind'])
    .executeTakeFirst();
  if (ended === undefined) return refuse('not-found', 404);
  await recordAudit(ctx, {
    action: 'identity.end-affiliation',
    subjectKind: 'person',
    subject: ended.person,
    unit: ended.unit as UnitId,
    data: { kind: ended.kind, reason },
  });
  return done(ended.person);
}
