import { done, type PersonId, type Result, refuse, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { recordAudit } from '#platform/audit';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import type { Reader } from '#platform/database';
import type { Job } from '#platform/jobs';
import { notify } from '#platform/notifications';
import { announce } from '../facts.ts';
import { people } from '../people.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import { lockDossier, rows } from '../store/rows.ts';
import { superiorOf } from '../store/units.ts';

/** Urgent publications whose review is late and was not told yet. */
export async function listLateReviews(db: Reader, now: Date, limit = 200): Promise<readonly string[]> {
  const found = await rows(db)
    .selectFrom('disclosure.after_review')
    .select('revision_id')
    .distinct()
    .where('closed_at', 'is', null)
    .where('told_late_at', 'is', null)
    .where('due_at', '<=', now)
    .limit(limit)
    .execute();
  return found.map((one) => one.revision_id);
}

/**
 * Tells once that an urgent publication was not reviewed in its time: as a fact, and to the committee offices of the unit and
 * of its superior, and to whoever released it.
 * @returns refused when there is nothing to tell (any more), so that nothing is written
 */
export async function tellLateReview(
  ctx: CommandContext,
  revision: string,
): Promise<Result<null, 'nothing-late'>> {
  await lockDossier(ctx.tx, revision);
  const late = await rows(ctx.tx)
    .updateTable('disclosure.after_review')
    .set({ told_late_at: ctx.now })
    .where('revision_id', '=', revision)
    .where('closed_at', 'is', null)
    .where('told_late_at', 'is', null)
    .where('due_at', '<=', ctx.now)
    .returning('step_key')
    .execute();
  const loaded = await findCase(ctx.tx, revision);
  if (late.length === 0 || loaded === undefined) return refuse('nothing-late', 409);
  const { dossier, unit } = loaded;
  const named = { disclosure: dossier.id, revision, purpose: loaded.revision.purpose };
  const stepKeys = late.map((one) => one.step_key);
  await announce(ctx, 'disclosure.after-review-late', unit.id, { ...named, stepKeys });
  await notify(
    ctx,
    [...(await answerable(ctx, loaded))].map((person) => ({
      person,
      kind: 'disclosure.after-review-late',
      params: { title: loaded.revision.title, number: dossier.number },
      link: `/revisions/${revision}`,
    })),
  );
  await recordAudit(ctx, {
    action: 'disclosure.after-review-late',
    subjectKind: 'revision',
    subject: revision,
    unit: unit.id,
    data: { stepKeys },
  });
  return done(null);
}

/** The committee offices of the unit and of its superior, and the person who released it. */
async function answerable(ctx: CommandContext, loaded: LoadedCase): Promise<ReadonlySet<PersonId>> {
  const released = loaded.signatures.findLast((one) => one.move === 'approve');
  const told = new Set<PersonId>(released === undefined ? [] : [released.person as PersonId]);
  const superior = superiorOf(loaded.unit);
  const above = superior === null ? undefined : await findUnitRef(ctx.tx, superior);
  const places: readonly UnitRef[] = [loaded.unit, ...(above === undefined ? [] : [above])];
  for (const place of places) {
    for (const one of await people().findHolders(ctx.tx, 'committeeOffice', place, ctx.now))
      told.add(one.person);
  }
  return told;
}

/** Every quarter of an hour: a term may be counted in hours. Each revision in its own transaction. */
export const lateReviews: Job = {
  cron: '*/15 * * * *',
  run: async (_payload, tools) => {
    const now = tools.now();
    for (const revision of await listLateReviews(tools.database.reader, now)) {
      await inTransaction(tools.database, { actor: systemActor, now }, (ctx) =>
        tellLateReview(ctx, revision),
      );
    }
  },
};
