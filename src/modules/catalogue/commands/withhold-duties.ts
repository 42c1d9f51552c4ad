import type { UnitId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import type { WithholdReason } from '../forms/vocabulary.ts';
import { lockDuties, recordDutyChanges } from '../store/duties.ts';
import { query } from '../store/query.ts';

/** A decision not to publish that has gone through the whole order. */
export type WithholdingDecision = {
  readonly reason: WithholdReason;
  /** The ground in the words of its norm, with the article. */
  readonly note: string;
  readonly reviewOn: string;
  /** False only where the notice itself would reveal the secret. */
  readonly noticePublic: boolean;
  /** Item of the public notice; null without one. */
  readonly publication: string | null;
};

/**
 * Marks duties as withheld, in the transaction that makes the decision's notice public (DIS-8). Decided anew, the new ground
 * and date take the place of the old. Duties that are fulfilled or cancelled stay as they are.
 * @returns the duties now withheld
 */
export async function withholdDuties(
  ctx: CommandContext,
  dutyIds: readonly string[],
  decision: WithholdingDecision,
): Promise<readonly string[]> {
  const duties = await lockDuties(ctx, [...new Set(dutyIds)]);
  const open = duties.filter(({ state }) => state === 'open' || state === 'withheld');
  const { reason, note, reviewOn, noticePublic, publication } = decision;
  for (const duty of open) {
    await query(ctx.tx)
      .updateTable('catalogue.duty')
      .set({
        state: 'withheld',
        withhold_reason: reason,
        withhold_note: note,
        review_on: reviewOn,
        notice_public: noticePublic,
        publication,
        settled_by: null,
        settled_name: ctx.actor.name,
      })
      .where('id', '=', duty.id)
      .execute();
    const unit = duty.unit_id as UnitId;
    const data = { duty: duty.id, unit, reason, reviewOn, noticePublic };
    await recordDutyChanges(ctx, [
      { duty: duty.id, cause: 'withheld', before: duty.due_on, after: null, note: '' },
    ]);
    await recordFact(ctx, { kind: 'catalogue.duty-withheld', version: 1, unit, subject: duty.id, data });
  }
  return open.map(({ id }) => id);
}
