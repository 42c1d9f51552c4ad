import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import { loadCalendar, localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { type ReminderMark, reminderFor } from '../domain/reminders.ts';
import { announce } from '../facts.ts';
import { unitOf } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';

/** An open step of which a reminder is due and was not given yet for the date it has. */
export type DueReminder = { readonly step: number; readonly mark: ReminderMark };

/**
 * The reminders due at `now`. Pure in the day: asked twice on one day it finds the same, less what was given meanwhile.
 * @returns in the order of the steps' dates
 */
export async function listDueReminders(db: Reader, now: Date): Promise<readonly DueReminder[]> {
  const today = localDateAt(now);
  const calendar = await loadCalendar(db);
  const open = await rows(db)
    .selectFrom('disclosure.step_state as s')
    .select(['s.id', 's.started_at', 's.due_on'])
    .where('s.ended_at', 'is', null)
    .where('s.due_on', 'is not', null)
    .orderBy('s.due_on')
    .orderBy('s.id')
    .execute();
  const found = open.flatMap(({ id, started_at, due_on }): DueReminder[] => {
    const mark = due_on === null ? null : reminderFor(calendar, localDateAt(started_at), due_on, today);
    return mark === null ? [] : [{ step: id, mark }];
  });
  const given = await givenAlready(
    db,
    found.map((one) => one.step),
  );
  return found.filter((one) => !given.has(`${one.step} ${one.mark}`));
}

async function givenAlready(db: Reader, steps: readonly number[]): Promise<ReadonlySet<string>> {
  if (steps.length === 0) return new Set();
  const found = await rows(db)
    .selectFrom('disclosure.step_reminder as m')
    .innerJoin('disclosure.step_state as s', (join) =>
      join.onRef('s.id', '=', 'm.step_id').onRef('s.due_on', '=', 'm.due_on'),
    )
    .select(['m.step_id', 'm.in_working_days'])
    .where('m.step_id', 'in', [...steps])
    .execute();
  return new Set(found.map((one) => `${one.step_id} ${one.in_working_days}`));
}

/**
 * Gives one reminder: a row that keeps it from being given again, and the fact by which people are told, in one transaction.
 * The row's key is the step, its date and the mark: two workers at once give it once, and a new date is reminded of anew.
 * @returns refused with `reminder-over` when the step has ended, has another date now, or was reminded of already
 */
export async function remindOfStep(
  ctx: CommandContext,
  { step, mark }: DueReminder,
): Promise<Result<null, 'reminder-over'>> {
  const found = await rows(ctx.tx)
    .selectFrom('disclosure.step_state as s')
    .innerJoin('disclosure.revision as r', 'r.id', 's.revision_id')
    .innerJoin('disclosure.disclosure as d', 'd.id', 'r.disclosure_id')
    .selectAll('d')
    .select(['s.due_on', 's.step_key', 's.lane', 's.request_id', 'r.id as revision', 'r.purpose'])
    .where('s.id', '=', step)
    .where('s.ended_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined || found.due_on === null) return refuse('reminder-over', 409);
  const given = await rows(ctx.tx)
    .insertInto('disclosure.step_reminder')
    .values({ step_id: step, due_on: found.due_on, in_working_days: mark, at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step_id')
    .executeTakeFirst();
  if (given === undefined) return refuse('reminder-over', 409);
  const unit = unitOf(found).id;
  const { revision, purpose } = found;
  await announce(ctx, 'disclosure.step-due-soon', unit, {
    disclosure: found.id,
    revision,
    purpose,
    stepKey: found.step_key,
    lane: found.lane,
    request: found.request_id,
    dueOn: found.due_on,
    inWorkingDays: mark,
  });
  await recordAudit(ctx, {
    action: 'disclosure.remind-step',
    subjectKind: 'revision',
    subject: revision,
    unit,
    data: { stepKey: found.step_key, dueOn: found.due_on, inWorkingDays: mark },
  });
  return done(null);
}
