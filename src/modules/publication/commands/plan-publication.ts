import { done, type Fact, type Result, type UnitId } from '#kernel';
import { checkPublishable, type DisclosureFacts, keepPublicationFindings } from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import { askKept, type Database, kept, later } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import { addJob } from '#platform/jobs';
import { recordFact } from '#platform/outbox';
import { isMissed, planTimes } from '../domain.ts';
import { own } from '../store.ts';
import { registerAllowed } from './register-revision.ts';
import { isUnnoticed } from './settle-duties.ts';
import { withholdUnnoticed } from './withhold-unnoticed.ts';

export const PUBLISH_DUE = 'publication.publish-due';

type Approved = DisclosureFacts['disclosure.approved'];

/**
 * Hears `disclosure.approved` and `disclosure.rescheduled`: writes when the revision shall become visible, and wakes the job
 * for that moment. Heard again it moves the waiting row. What was refused at its moment waits again when an approver signs
 * for another one (what stood against it may be settled by then); what is published or cancelled stays as it is.
 */
export async function planPublication(ctx: CommandContext, fact: Fact): Promise<void> {
  const approved = fact.data as Approved;
  const { publishAt, windowEndsAt } = planTimes(
    approved.publishAt === null ? null : new Date(approved.publishAt),
    ctx.now,
  );
  const times = { publish_at: publishAt, window_ends_at: windowEndsAt };
  const movable =
    fact.kind === 'disclosure.rescheduled' ? (['waiting', 'refused'] as const) : (['waiting'] as const);
  const plan = own(ctx.tx)
    .insertInto('publication.plan')
    .values({
      ...times,
      revision: approved.revision,
      disclosure: approved.disclosure,
      unit: getFactUnit(fact),
      purpose: approved.purpose,
      content_sha256: approved.contentSha256,
      created_at: ctx.now,
      last_code: null,
      settled_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('revision')
        .doUpdateSet({ ...times, state: 'waiting', settled_at: null })
        .where('publication.plan.state', 'in', movable),
    );
  await later(ctx.tx, plan);
  const { revision } = approved;
  await addJob(ctx.tx, PUBLISH_DUE, { revision }, { runAt: publishAt, key: `publish ${revision}` });
}

function getFactUnit(fact: Fact): number {
  if (fact.unit === null) throw new Error(`fact ${fact.id} names no unit`);
  return fact.unit;
}

/** Hears `disclosure.withdrawn`: what was taken back before it was out is not published, even if its moment comes. */
export async function cancelPlan(ctx: CommandContext, fact: Fact): Promise<void> {
  const { revision } = fact.data as DisclosureFacts['disclosure.withdrawn'];
  await own(ctx.tx)
    .updateTable('publication.plan')
    .set({ state: 'cancelled', settled_at: ctx.now })
    .where('revision', '=', revision)
    .where('state', '=', 'waiting')
    .execute();
}

/**
 * Carries out one plan: registers the publication, or records the refusal. Repeating it is harmless. It becomes visible, and
 * the plan is settled as published, when the log's next checkpoint reveals it. Crash points: the registration and the row are
 * one transaction; a refusal is rolled back first and then recorded in its own transaction, so a crash between the two only
 * means asking again.
 */
export async function carryOutPlan(
  database: Database,
  revision: string,
  now: Date,
): Promise<Result<unknown>> {
  const base = { actor: systemActor, now, origin: { ip: null, request: `plan ${revision}` } };
  const result = await inTransaction(database, base, async (ctx) => {
    const plan = await lockPlan(ctx, revision);
    if (plan === undefined || plan.state !== 'waiting' || plan.publish_at > now) return idle(ctx, revision);
    const isMissedAt = (at: Date) =>
      isMissed({ publishAt: plan.publish_at, windowEndsAt: plan.window_ends_at }, at);
    const allowed = await checkPublishable(ctx, revision);
    if (allowed.ok && isUnnoticed(allowed.value)) {
      await withholdUnnoticed(ctx, allowed.value);
      await settle(ctx, revision, { state: 'published', missed: isMissedAt(ctx.now), code: null });
      return done(null);
    }
    const made = await registerAllowed(ctx, revision, allowed);
    if (!made.ok) return made;
    await settle(ctx, revision, { state: 'registered', missed: isMissedAt(made.value.at), code: null });
    return made;
  });
  if (result.ok) failPoint('after-register-commit');
  else await inTransaction(database, base, (ctx) => recordRefusedPlan(ctx, revision, result.code));
  return result;
}

/** Nothing to do: not due, or settled by another worker. Leaves a trace all the same, as every command does. */
async function idle(ctx: CommandContext, revision: string): Promise<Result<null>> {
  await recordAudit(ctx, { action: 'publication.plan-idle', subjectKind: 'revision', subject: revision });
  return done(null);
}

async function lockPlan(ctx: CommandContext, revision: string) {
  const [plan] = await askKept(
    ctx.tx,
    own(ctx.tx)
      .selectFrom('publication.plan')
      .select(['state', 'publish_at', 'window_ends_at', 'unit', 'disclosure'])
      .where('revision', '=', revision)
      .forUpdate(),
  );
  return plan;
}

async function settle(
  ctx: CommandContext,
  revision: string,
  outcome: {
    readonly state: 'registered' | 'published' | 'refused';
    readonly missed: boolean;
    readonly code: string | null;
  },
): Promise<void> {
  const change = own(ctx.tx)
    .updateTable('publication.plan')
    .set((eb) => ({
      state: outcome.state,
      missed: outcome.missed,
      last_code: outcome.code,
      attempts: eb('attempts', '+', 1),
      settled_at: ctx.now,
    }))
    .where('revision', '=', revision);
  await later(ctx.tx, kept(change));
}

/** A plan whose revision may not be published any more is settled as refused: a finding, told to whoever listens. */
async function recordRefusedPlan(ctx: CommandContext, revision: string, code: string): Promise<Result<null>> {
  const plan = await lockPlan(ctx, revision);
  if (plan === undefined || plan.state !== 'waiting') return idle(ctx, revision);
  await keepPublicationFindings(ctx, revision, code);
  await settle(ctx, revision, { state: 'refused', missed: ctx.now > plan.window_ends_at, code });
  const unit = plan.unit as UnitId;
  await recordFact(ctx, {
    kind: 'publication.refused',
    version: 1,
    unit,
    subject: `disclosure:${plan.disclosure}`,
    data: { disclosure: plan.disclosure, revision, code },
  });
  await recordAudit(ctx, {
    action: 'publication.plan-refused',
    subjectKind: 'revision',
    subject: revision,
    unit,
    data: { code },
  });
  return done(null);
}

/** Plans that are due and still wait: what the hourly sweep looks for when a job was lost. */
export async function listDuePlans(database: Database, now: Date, limit = 500): Promise<readonly string[]> {
  const rows = await own(database.reader)
    .selectFrom('publication.plan')
    .select('revision')
    .where('state', '=', 'waiting')
    .where('publish_at', '<=', now)
    .orderBy('publish_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.revision);
}
