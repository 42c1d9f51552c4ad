import { v7 } from 'uuid';
import type { Fact, PersonId, UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Hears } from '#platform/outbox';
import { identityTables } from './store.ts';

type HandedOver = {
  readonly fromUnit: number;
  readonly toUnit: number;
  readonly fromPerson: PersonId | null;
  readonly on: string;
  readonly reason: string;
};

/**
 * A whole unit handed over (merged, dissolved): its people keep their roles and ties, in the unit that goes on (ORG-4).
 * The old grants end and stay readable; a hand-over between two people changes no roles, which only the security
 * administrator gives.
 */
async function followUnit(ctx: CommandContext, fact: Fact): Promise<void> {
  const data = fact.data as HandedOver;
  if (data.fromPerson !== null || data.fromUnit === data.toUnit) return;
  const grants = await moveGrants(ctx, data);
  const ties = await moveTies(ctx, data);
  await identityTables(ctx.tx)
    .updateTable('identity.person')
    .set({ home_unit: data.toUnit })
    .where('home_unit', '=', data.fromUnit)
    .execute();
  await recordAudit(ctx, {
    action: 'identity.follow-unit',
    subjectKind: 'unit',
    subject: String(data.fromUnit),
    unit: data.toUnit as UnitId,
    data: { from: data.fromUnit, to: data.toUnit, grants, ties, reason: data.reason },
  });
}

async function moveGrants(ctx: CommandContext, data: HandedOver): Promise<number> {
  const db = identityTables(ctx.tx);
  const ended = await db
    .updateTable('identity.role_grant')
    .set({ ended_at: ctx.now, end_reason: data.reason })
    .where('unit', '=', data.fromUnit)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute();
  const held = await db
    .selectFrom('identity.role_grant')
    .select(['person', 'role', 'reach'])
    .where('unit', '=', data.toUnit)
    .where('ended_at', 'is', null)
    .execute();
  const isHeld = new Set(held.map((one) => `${one.person} ${one.role} ${one.reach}`));
  const moved = ended.filter((one) => !isHeld.has(`${one.person} ${one.role} ${one.reach}`));
  if (moved.length === 0) return 0;
  await db
    .insertInto('identity.role_grant')
    .values(
      moved.map((one) => ({
        ...one,
        id: v7(),
        unit: data.toUnit,
        granted_at: ctx.now,
        ended_at: null,
        ended_by: null,
        end_reason: null,
      })),
    )
    .execute();
  return moved.length;
}

async function moveTies(ctx: CommandContext, data: HandedOver): Promise<number> {
  const db = identityTables(ctx.tx);
  const ended = await db
    .updateTable('identity.affiliation')
    .set({ ended_at: ctx.now, end_reason: data.reason })
    .where('unit', '=', data.fromUnit)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute();
  if (ended.length === 0) return 0;
  const moved = await db
    .insertInto('identity.affiliation')
    .values(ended.map((one) => ({ ...one, id: v7(), unit: data.toUnit, ended_at: null, end_reason: null })))
    .onConflict((conflict) =>
      conflict.columns(['person', 'unit', 'kind']).where('ended_at', 'is', null).doNothing(),
    )
    .returning('id')
    .execute();
  return moved.length;
}

export const hears: Hears = { 'organisations.handed-over': followUnit };
