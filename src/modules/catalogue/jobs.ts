import { z } from 'zod';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { type Calendar, loadCalendar, localDateOf } from '#platform/calendar';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import type { Database, Reader } from '#platform/database';
import { addJob, type Job } from '#platform/jobs';
import type { Hears } from '#platform/outbox';
import { REPLAN_BELOW } from './commands/change-defaults.ts';
import { generateDuties, type PlanCause } from './commands/generate-duties.ts';
import { REGISTER_VERSIONS, registerVersions } from './commands/register-versions.ts';
import { tellReviewsDue } from './commands/review-due.ts';
import { takeEffect } from './commands/take-effect.ts';
import { isBelow } from './queries/coverage.ts';
import { lockCatalogue } from './store/catalogues.ts';
import { listReviewsToTell } from './store/duties.ts';
import { query } from './store/query.ts';

async function idsInForce(db: Reader, below: string): Promise<string[]> {
  const rows = await query(db)
    .selectFrom('catalogue.catalogue as c')
    .innerJoin('catalogue.unit_ref as u', 'u.id', 'c.unit_id')
    .select('c.id')
    .where('c.state', '=', 'inForce')
    .where(isBelow(below))
    .orderBy('c.id')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Plans one catalogue again. A version superseded meanwhile, and planning that changes nothing, are refused: the
 * transaction is rolled back with nothing in it.
 */
async function replan(
  ctx: CommandContext,
  id: string,
  cause: PlanCause,
  calendar: Calendar,
): Promise<Result<null, 'nothing-to-plan'>> {
  const catalogue = await lockCatalogue(ctx, id);
  if (catalogue?.state !== 'inForce') return refuse('nothing-to-plan', 409);
  const planned = await generateDuties(ctx, catalogue, cause, calendar);
  if (planned.created + planned.redated + planned.dropped === 0) return refuse('nothing-to-plan', 409);
  await recordAudit(ctx, {
    action: 'catalogue.plan-duties',
    subjectKind: 'catalogue',
    subject: id,
    unit: catalogue.unit_id as UnitId,
    data: { cause, ...planned },
  });
  return done(null);
}

/**
 * Each day after midnight: versions registered for today take force, and catalogues in force get the duties of the next
 * period, and decisions not to publish whose review date has come are told. One transaction per catalogue or unit, so a kill in the middle loses nothing and the next run goes on.
 */
async function runDay(database: Database, now: Date): Promise<void> {
  const due = await query(database.reader)
    .selectFrom('catalogue.catalogue')
    .select('id')
    .where('state', '=', 'registered')
    .where('in_force_from', '<=', localDateOf(now))
    .orderBy('in_force_from')
    .execute();
  for (const { id } of due)
    await inTransaction(database, { actor: systemActor, now }, (ctx) => takeEffect(ctx, id));
  await registerVersions(database, now);
  await tellReviews(database, now);
  await replanAll(database, now, 'topUp');
}

/** Withheld duties whose review date has come, one transaction per unit. */
async function tellReviews(database: Database, now: Date): Promise<void> {
  const due = await listReviewsToTell(database.reader, localDateOf(now));
  for (const unit of new Set(due.map((one) => one.unit))) {
    await inTransaction(database, { actor: systemActor, now }, (ctx) => tellReviewsDue(ctx, unit as UnitId));
  }
}

/** @param below path of the unit on top; `/` for all */
async function replanAll(database: Database, now: Date, cause: PlanCause, below = '/'): Promise<void> {
  const calendar = await loadCalendar(database.reader);
  for (const id of await idsInForce(database.reader, below)) {
    await inTransaction(database, { actor: systemActor, now }, (ctx) => replan(ctx, id, cause, calendar));
  }
}

const subtree = z.strictObject({ path: z.string().regex(/^\/(?:\d+\/)+$/) });

export const jobs: Readonly<Record<string, Job>> = {
  'catalogue/day': {
    cron: '5 16 * * *',
    run: async (_payload, tools) => runDay(tools.database, tools.now()),
  },
  [REGISTER_VERSIONS]: {
    run: async (_payload, tools) => registerVersions(tools.database, tools.now()),
  },
  'catalogue/replan': {
    run: async (_payload, tools) => replanAll(tools.database, tools.now(), 'calendar'),
  },
  [REPLAN_BELOW]: {
    run: async (payload, tools) =>
      replanAll(tools.database, tools.now(), 'defaults', subtree.parse(payload).path),
  },
};

/** A changed calendar re-dates open duties (principle 6). */
export const hears: Hears = {
  'calendar.changed': async (ctx) => addJob(ctx.tx, 'catalogue/replan', {}, { key: 'catalogue/replan' }),
};
