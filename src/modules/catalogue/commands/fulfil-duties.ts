import type { UnitId } from '#kernel';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { type DutyRecord, lockDuties, recordDutyChanges } from '../store/duties.ts';
import { query } from '../store/query.ts';

/** Which duties a publication fulfilled, and which it could not touch: settled before, cancelled, or unknown. */
export type Fulfilment = { readonly fulfilled: readonly string[]; readonly untouched: readonly string[] };

/**
 * Marks duties as published, in the publisher's transaction. One content may fulfil duties of several catalogues (CAT-6).
 * The first publication stands: a correction later does not move the day. A withheld duty that is published after all is
 * fulfilled; a late one stays late, because the day is compared with the due day and nothing else is stored.
 *
 * @param publication id of the published item
 * @param publishedAt the moment it became visible
 * @param part true when part of what is owed stays withheld
 */
export async function fulfilDuties(
  ctx: CommandContext,
  dutyIds: readonly string[],
  publication: string,
  publishedAt: Date,
  part = false,
): Promise<Fulfilment> {
  const wanted = [...new Set(dutyIds)];
  const duties = await lockDuties(ctx, wanted);
  const open = duties.filter(({ state }) => state === 'open' || state === 'withheld');
  for (const duty of open) await fulfil(ctx, duty, publication, publishedAt, part);
  const completed = part ? [] : duties.filter(({ state }) => state === 'fulfilledInPart');
  for (const duty of completed) await complete(ctx, duty, publishedAt);
  const fulfilled = [...open, ...completed].map(({ id }) => id);
  return { fulfilled, untouched: wanted.filter((id) => !fulfilled.includes(id)) };
}

/** What was opened in part is now open whole; the day it was first published stands. */
async function complete(ctx: CommandContext, duty: DutyRecord, at: Date): Promise<void> {
  await query(ctx.tx)
    .updateTable('catalogue.duty')
    .set({ state: 'fulfilled' })
    .where('id', '=', duty.id)
    .execute();
  await recordDutyChanges(ctx, [
    { duty: duty.id, cause: 'fulfilled', before: duty.due_on, after: localDateOf(at), note: '' },
  ]);
}

async function fulfil(
  ctx: CommandContext,
  duty: DutyRecord,
  publication: string,
  publishedAt: Date,
  part: boolean,
): Promise<void> {
  const fulfilledOn = localDateOf(publishedAt);
  await query(ctx.tx)
    .updateTable('catalogue.duty')
    .set({
      state: part ? 'fulfilledInPart' : 'fulfilled',
      fulfilled_at: publishedAt,
      fulfilled_on: fulfilledOn,
      publication,
      withhold_reason: null,
      withhold_note: null,
      review_on: null,
      notice_public: null,
    })
    .where('id', '=', duty.id)
    .execute();
  const late = fulfilledOn > duty.due_on;
  const note = duty.withhold_reason ?? '';
  await recordDutyChanges(ctx, [
    { duty: duty.id, cause: 'fulfilled', before: duty.due_on, after: fulfilledOn, note },
  ]);
  const data = { duty: duty.id, unit: duty.unit_id, publication, due: duty.due_on, fulfilledOn, late };
  const unit = duty.unit_id as UnitId;
  await recordFact(ctx, { kind: 'catalogue.duty-fulfilled', version: 1, unit, subject: duty.id, data });
}
