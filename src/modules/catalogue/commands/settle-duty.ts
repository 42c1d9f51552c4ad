import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import type { WithholdRequest } from '../forms/duty.ts';
import { isGroundFor } from '../policy.ts';
import { type DutyRecord, lockDuties, recordDutyChanges } from '../store/duties.ts';
import { query } from '../store/query.ts';

export type SettleRefusal = 'duty-unknown' | 'duty-not-open';

async function lockDuty(
  ctx: CommandContext,
  id: string,
  states: readonly DutyRecord['state'][],
): Promise<Result<DutyRecord, SettleRefusal>> {
  const [duty] = await lockDuties(ctx, [id]);
  if (duty === undefined) return refuse('duty-unknown', 404);
  if (!states.includes(duty.state)) return refuse('duty-not-open', 409, { dutyState: duty.state });
  return done(duty);
}

/**
 * Decides not to publish: a coded ground, a day on which the decision is looked at again (政府信息公开条例 art. 18), and a
 * public notice, left out only where the notice itself would reveal the secret. A withheld duty is decided anew the same
 * way: that is the outcome of a review which upholds the decision.
 */
export async function withholdDuty(
  ctx: CommandContext,
  id: string,
  request: WithholdRequest,
): Promise<Result<string, SettleRefusal | 'review-date-in-past' | 'withhold-reason-not-for-affairs'>> {
  const duty = await lockDuty(ctx, id, ['open', 'withheld']);
  if (!duty.ok) return duty;
  const today = localDateOf(ctx.now);
  const { reason, note, reviewOn, noticePublic } = request;
  if (reviewOn <= today) return refuse('review-date-in-past', 400, { today }, 'reviewOn');
  const affairsKind = duty.value.affairs_kind;
  if (!isGroundFor(reason, affairsKind)) {
    return refuse('withhold-reason-not-for-affairs', 400, { withholdReason: reason, affairsKind }, 'reason');
  }
  await query(ctx.tx)
    .updateTable('catalogue.duty')
    .set({
      state: 'withheld',
      withhold_reason: reason,
      withhold_note: note,
      review_on: reviewOn,
      notice_public: noticePublic,
      ...signature(ctx),
    })
    .where('id', '=', id)
    .execute();
  const data = { duty: id, unit: duty.value.unit_id, reason, reviewOn, noticePublic };
  await settled(ctx, duty.value, 'withheld', 'catalogue.duty-withheld', data);
  return done(id);
}

/** Strikes a duty that turned out not to exist (the project was dropped, the row was wrong). */
export async function cancelDuty(
  ctx: CommandContext,
  id: string,
  reason: string,
): Promise<Result<string, SettleRefusal>> {
  const duty = await lockDuty(ctx, id, ['open']);
  if (!duty.ok) return duty;
  const code = 'BY_PERSON';
  await query(ctx.tx)
    .updateTable('catalogue.duty')
    .set({ state: 'cancelled', cancel_code: code, cancel_reason: reason, ...signature(ctx) })
    .where('id', '=', id)
    .execute();
  const data = { duty: id, unit: duty.value.unit_id, code };
  await settled(ctx, duty.value, 'cancelled', 'catalogue.duty-cancelled', data);
  return done(id);
}

function signature(ctx: CommandContext) {
  return { settled_by: ctx.actor.person, settled_name: ctx.actor.name };
}

async function settled(
  ctx: CommandContext,
  duty: DutyRecord,
  cause: 'withheld' | 'cancelled',
  kind: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const unit = duty.unit_id as UnitId;
  await recordDutyChanges(ctx, [{ duty: duty.id, cause, before: duty.due_on, after: null, note: '' }]);
  await recordFact(ctx, { kind, version: 1, unit, subject: duty.id, data });
  await recordAudit(ctx, {
    action: `catalogue.duty.${cause}`,
    subjectKind: 'duty',
    subject: duty.id,
    unit,
    data,
  });
}
