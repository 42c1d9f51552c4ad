import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { listReviewsToTell, lockDuties, recordDutyChanges } from '../store/duties.ts';

/**
 * Tells once that decisions not to publish of one unit are to be looked at again (政府信息公开条例 art. 18): in the duty's
 * history and as the fact `catalogue.review-due`. A new review date is told anew when it comes.
 *
 * @returns how many were told; refused when there is nothing to tell, so that nothing is written
 */
export async function tellReviewsDue(
  ctx: CommandContext,
  unit: UnitId,
): Promise<Result<number, 'nothing-to-review'>> {
  const today = localDateOf(ctx.now);
  const waiting = (await listReviewsToTell(ctx.tx, today, unit)).map(({ id }) => id);
  await lockDuties(ctx, waiting);
  // Asked again under the lock: another run may have told them, or somebody decided anew.
  const due = await listReviewsToTell(ctx.tx, today, unit);
  if (due.length === 0) return refuse('nothing-to-review', 409);
  await recordDutyChanges(
    ctx,
    due.map(({ id, reviewOn }) => ({
      duty: id,
      cause: 'reviewDue',
      before: null,
      after: null,
      note: reviewOn,
    })),
  );
  const data = { unit, duties: due.map(({ id, reviewOn }) => ({ duty: id, reviewOn })) };
  await recordFact(ctx, { kind: 'catalogue.review-due', version: 1, unit, subject: String(unit), data });
  await recordAudit(ctx, {
    action: 'catalogue.review-due',
    subjectKind: 'unit',
    subject: String(unit),
    unit,
    data: { duties: data.duties },
  });
  return done(due.length);
}
