import { done, type PersonId, type Result, refuse, type UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { recordAudit } from '#platform/audit';
import { localDateAt } from '#platform/calendar';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import type { Reader } from '#platform/database';
import type { Job } from '#platform/jobs';
import { notify } from '#platform/notifications';
import { announce } from '../facts.ts';
import { people } from '../people.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import { lockDossier, rows } from '../store/rows.ts';
import { superiorOf } from '../store/units.ts';

/** Decisions in force whose day of review has come and was not told yet. */
export async function listReviewsToTell(db: Reader, today: string, limit = 500): Promise<readonly string[]> {
  const found = await rows(db)
    .selectFrom('disclosure.withholding')
    .select('revision_id')
    .where('ended_at', 'is', null)
    .where('told_due_at', 'is', null)
    .where('review_on', '<=', today)
    .orderBy('review_on')
    .limit(limit)
    .execute();
  return found.map((one) => one.revision_id);
}

/**
 * Tells once that a decision to withhold is to be looked at again (政府信息公开条例 art. 18): the unit's handlers, its committee
 * office and that of its superior.
 * @returns refused when there is nothing to tell, so that nothing is written
 */
export async function tellReviewDue(
  ctx: CommandContext,
  revision: string,
): Promise<Result<null, 'nothing-to-review'>> {
  await lockDossier(ctx.tx, revision);
  const due = await rows(ctx.tx)
    .updateTable('disclosure.withholding')
    .set({ told_due_at: ctx.now })
    .where('revision_id', '=', revision)
    .where('ended_at', 'is', null)
    .where('told_due_at', 'is', null)
    .where('review_on', '<=', localDateAt(ctx.now))
    .returning('review_on')
    .executeTakeFirst();
  const loaded = await findCase(ctx.tx, revision);
  if (due === undefined || loaded === undefined) return refuse('nothing-to-review', 409);
  const { dossier, unit } = loaded;
  const named = { disclosure: dossier.id, revision, purpose: loaded.revision.purpose };
  await announce(ctx, 'disclosure.withholding-review-due', unit.id, { ...named, reviewOn: due.review_on });
  await notify(
    ctx,
    [...(await answerable(ctx, loaded))].map((person) => ({
      person,
      kind: 'disclosure.withholding-review-due',
      params: { title: loaded.revision.title, number: dossier.number, day: due.review_on },
      link: `/revisions/${revision}`,
    })),
  );
  await recordAudit(ctx, {
    action: 'disclosure.withholding-review-due',
    subjectKind: 'revision',
    subject: revision,
    unit: unit.id,
    data: { reviewOn: due.review_on },
  });
  return done(null);
}

async function answerable(ctx: CommandContext, { unit }: LoadedCase): Promise<ReadonlySet<PersonId>> {
  const superior = superiorOf(unit);
  const above = superior === null ? undefined : await findUnitRef(ctx.tx, superior);
  const asked: readonly (readonly ['handler' | 'committeeOffice', UnitRef])[] = [
    ['handler', unit],
    ['committeeOffice', unit],
    ...(above === undefined ? [] : ([['committeeOffice', above]] as const)),
  ];
  const told = new Set<PersonId>();
  for (const [role, place] of asked) {
    for (const one of await people().findHolders(ctx.tx, role, place, ctx.now)) told.add(one.person);
  }
  return told;
}

/** Each day after midnight in China; each decision in its own transaction. */
export const withholdingReviews: Job = {
  cron: '20 16 * * *',
  run: async (_payload, tools) => {
    const now = tools.now();
    for (const revision of await listReviewsToTell(tools.database.reader, localDateAt(now))) {
      await inTransaction(tools.database, { actor: systemActor, now }, (ctx) => tellReviewDue(ctx, revision));
    }
  },
};
