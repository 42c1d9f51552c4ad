import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateAt, yearOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { own } from '../store.ts';
import type { BriefFields } from './forms.ts';
import { type BriefMove, type BriefRefusal, decideBrief } from './workflow.ts';

const columnsOf = ({ name, periodFrom, periodTo, foreword, sections }: BriefFields) => ({
  name,
  period_from: periodFrom,
  period_to: periodTo,
  foreword,
  sections: JSON.stringify(sections),
});

/** Begins an issue. */
export async function createBrief(
  ctx: CommandContext,
  unit: number,
  fields: BriefFields,
): Promise<Result<string>> {
  const id = v7();
  await own(ctx.tx)
    .insertInto('carriers.brief')
    .values({ ...columnsOf(fields), id, unit, created_at: ctx.now, changed_at: ctx.now })
    .execute();
  await record(ctx, { id, unit }, 'create');
  return done(id);
}

/** @returns `brief-changed` when somebody else was quicker, `brief-move-forbidden` for what is no draft */
export async function changeBrief(
  ctx: CommandContext,
  id: string,
  lockVersion: number,
  fields: BriefFields,
): Promise<Result<string, 'not-found' | 'brief-changed' | BriefRefusal>> {
  const row = await lockBrief(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  if (row.lock_version !== lockVersion) return refuse('brief-changed', 409);
  if (row.state !== 'draft') return refuse('brief-move-forbidden', 409);
  await own(ctx.tx)
    .updateTable('carriers.brief')
    .set({ ...columnsOf(fields), lock_version: lockVersion + 1, changed_at: ctx.now })
    .where('id', '=', id)
    .execute();
  await record(ctx, row, 'change');
  return done(id);
}

/** 送审、退回、签发、撤回. Issuing gives number and address; the same items go out as were proposed, because only drafts change. */
export async function moveBrief(
  ctx: CommandContext,
  id: string,
  given: { readonly move: BriefMove; readonly lockVersion: number; readonly reason: string },
): Promise<Result<string, 'not-found' | 'brief-changed' | BriefRefusal>> {
  const row = await lockBrief(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  if (row.lock_version !== given.lockVersion) return refuse('brief-changed', 409);
  const items = row.sections.reduce((sum, one) => sum + one.items.length, 0);
  const { person, name } = ctx.actor;
  const to = decideBrief({ ...given, state: row.state, proposedBy: row.proposed_by, items, person });
  if (!to.ok) return to;
  await own(ctx.tx)
    .updateTable('carriers.brief')
    .set({
      state: to.value,
      lock_version: given.lockVersion + 1,
      changed_at: ctx.now,
      ...(given.move === 'propose' ? { proposed_by: person, proposed_by_name: name, returned_why: '' } : {}),
      ...(given.move === 'return' ? { returned_why: given.reason } : {}),
      ...(given.move === 'issue'
        ? { ...(await numberFor(ctx, row.unit)), issued_by_name: name, issued_at: ctx.now }
        : {}),
      ...(given.move === 'withdraw' ? { withdrawn_at: ctx.now, withdrawn_why: given.reason } : {}),
    })
    .where('id', '=', id)
    .execute();
  await record(ctx, row, given.move);
  return done(id);
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Number and address of an issue. The unit's row is locked, so that two issued at once get two numbers. */
async function numberFor(ctx: CommandContext, unit: number) {
  const year = yearOf(localDateAt(ctx.now));
  await own(ctx.tx)
    .selectFrom('carriers.brief')
    .select('id')
    .where('unit', '=', unit)
    .orderBy('id')
    .forUpdate()
    .execute();
  const last = await own(ctx.tx)
    .selectFrom('carriers.brief')
    .select('number')
    .where('unit', '=', unit)
    .where('year', '=', year)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const slug = [...randomBytes(8)].map((byte) => alphabet[byte % 32] ?? '').join('');
  return { year, number: (last?.number ?? 0) + 1, slug };
}

function lockBrief(ctx: CommandContext, id: string) {
  return own(ctx.tx)
    .selectFrom('carriers.brief')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

function record(
  ctx: CommandContext,
  { id, unit }: { id: string; unit: number },
  what: BriefMove | 'create' | 'change',
) {
  return recordAudit(ctx, {
    action: `carriers.brief-${what}`,
    subjectKind: 'brief',
    subject: id,
    unit: unit as UnitId,
  });
}
