import type { Selectable } from 'kysely';
import type { UnitId, UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { loadCalendar } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { placesOf, type SkippedSeat } from '../domain/index.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import type { DisclosureTables } from '../tables.ts';
import { endOfTerm } from '../terms/rules.ts';
import { termOf } from '../terms/store.ts';
import { seatsOf } from '../words.ts';

export type AfterReviewRow = Selectable<DisclosureTables['disclosure.after_review']>;

/** Reviews of these revisions that still wait, soonest first. */
export async function listWaitingReviews(
  db: Reader,
  revisions: readonly string[],
): Promise<readonly AfterReviewRow[]> {
  if (revisions.length === 0) return [];
  return rows(db)
    .selectFrom('disclosure.after_review')
    .selectAll()
    .where('revision_id', 'in', [...revisions])
    .where('closed_at', 'is', null)
    .orderBy('due_at')
    .orderBy('step_key')
    .execute();
}

/** Opens what was skipped, from the moment the urgent revision is out. A skipped step of a unit that is gone falls to the dossier's own unit. */
export async function openAfterReviews(ctx: CommandContext, loaded: LoadedCase, at: Date): Promise<void> {
  const { case: c, unit, revision } = loaded;
  if (c.urgent === null) return;
  const end = endOfTerm(await loadCalendar(ctx.tx), at, await termOf(ctx.tx, unit, 'afterReview'));
  for (const { stepKey, lane } of c.urgent.waiting) {
    const index = c.steps.findIndex((step) => step.key === stepKey);
    const step = c.steps[index];
    const seat = step === undefined ? undefined : seatsOf(step)[lane];
    if (step === undefined || seat === undefined) throw new Error(`${stepKey} is no step of ${revision.id}`);
    await rows(ctx.tx)
      .insertInto('disclosure.after_review')
      .values({
        revision_id: revision.id,
        step_key: stepKey,
        lane,
        kind: step.kind,
        role: seat.role,
        unit_id: (placesOf(c, index)[lane] ?? unit).id,
        opened_at: at,
        due_at: end.at,
        due_steps: JSON.stringify(end.steps),
      })
      .execute();
  }
}

/** Closes reviews that wait: one seat's, or all that are left of a revision. */
export async function closeAfterReviews(
  ctx: CommandContext,
  revision: string,
  outcome: 'passed' | 'objected' | 'dropped' | 'replaced',
  seat?: SkippedSeat,
): Promise<void> {
  let query = rows(ctx.tx)
    .updateTable('disclosure.after_review')
    .set({ closed_at: ctx.now, outcome })
    .where('revision_id', '=', revision)
    .where('closed_at', 'is', null);
  if (seat !== undefined) {
    query = query.where('step_key', '=', seat.stepKey).where('lane', '=', seat.lane);
  }
  await query.execute();
}

/** Another calendar: what still waits gets another date, with another explanation. */
export async function redateAfterReviews(ctx: CommandContext): Promise<void> {
  const open = await rows(ctx.tx)
    .selectFrom('disclosure.after_review as a')
    .innerJoin('disclosure.revision as r', 'r.id', 'a.revision_id')
    .innerJoin('disclosure.disclosure as d', 'd.id', 'r.disclosure_id')
    .select(['a.revision_id', 'a.step_key', 'a.lane', 'a.opened_at', 'd.unit_id', 'd.unit_path', 'd.line_id'])
    .where('a.closed_at', 'is', null)
    .execute();
  const calendar = await loadCalendar(ctx.tx);
  for (const one of open) {
    const unit: UnitRef = {
      id: one.unit_id as UnitId,
      path: one.unit_path,
      line: one.line_id as UnitRef['line'],
    };
    const end = endOfTerm(calendar, one.opened_at, await termOf(ctx.tx, unit, 'afterReview'));
    await rows(ctx.tx)
      .updateTable('disclosure.after_review')
      .set({ due_at: end.at, due_steps: JSON.stringify(end.steps) })
      .where('revision_id', '=', one.revision_id)
      .where('step_key', '=', one.step_key)
      .where('lane', '=', one.lane)
      .execute();
  }
}

/** Where a review waits, as the tree stands now; undefined when the unit is gone. */
export async function placeOfReview(db: Reader, review: AfterReviewRow): Promise<UnitRef | undefined> {
  return findUnitRef(db, review.unit_id as UnitId);
}
