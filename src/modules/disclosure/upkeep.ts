import { sql } from 'kysely';
import type { Fact, PersonId, UnitId, UnitRef } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import { CALENDAR_CHANGED } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Hears } from '#platform/outbox';
import { dueDateOfStep } from './commands/apply-move.ts';
import { listWrongHolders, watchHolders } from './commands/watch-holders.ts';
import { offerToSuccessor } from './hand-over.ts';
import { alertOfChangedScreening, alertOfMark } from './secrecy/alerts.ts';
import { rows } from './store/rows.ts';
import { redateAfterReviews } from './urgent/store.ts';

/** What this room does when others announce something. Each is harmless when repeated. */
export const hears: Hears = {
  [CALENDAR_CHANGED]: redateOpenSteps,
  'organisations.moved': followMove,
  'organisations.handed-over': takeOver,
  'identity.grant-changed': lookForHolders,
  'screening.secret-mark-found': alertOfMark,
  'publication.refused': alertOfChangedScreening,
};

/** Deadlines are data (principle 6): another calendar gives open steps another date, with another explanation. */
export async function redateOpenSteps(ctx: CommandContext): Promise<void> {
  await redateAfterReviews(ctx);
  const open = await rows(ctx.tx)
    .selectFrom('disclosure.step_state as s')
    .innerJoin('disclosure.revision as r', 'r.id', 's.revision_id')
    .select(['s.id', 's.step_key', 's.started_at', 'r.steps'])
    .where('s.ended_at', 'is', null)
    .execute();
  for (const step of open) {
    const limit = step.steps?.find((one) => one.key === step.step_key)?.limitWorkingDays ?? null;
    await rows(ctx.tx)
      .updateTable('disclosure.step_state')
      .set(await dueDateOfStep(ctx, step.started_at, limit))
      .where('id', '=', step.id)
      .execute();
  }
}

type Moved = { readonly oldPath: string; readonly newPath: string };

/** A unit moved in the tree: the copies of its path and of those below follow it. */
export async function followMove(ctx: CommandContext, fact: Fact): Promise<void> {
  const { oldPath, newPath } = fact.data as Moved;
  const end = `${oldPath.slice(0, -1)}0`;
  for (const table of ['disclosure.disclosure', 'disclosure.step_state', 'disclosure.matter'] as const) {
    await sql`update ${sql.table(table)} set unit_path = ${newPath} || substr(unit_path, ${oldPath.length + 1})
      where unit_path >= ${oldPath} and unit_path < ${end}`.execute(rows(ctx.tx));
  }
}

/** A role was given or ended somewhere: steps of that role below that unit may have lost, or found, who decides them. */
export async function lookForHolders(ctx: CommandContext, fact: Fact): Promise<void> {
  const { role } = fact.data as { readonly role: string };
  const unit = fact.unit === null ? undefined : await findUnitRef(ctx.tx, fact.unit);
  // A line lead's grant may reach across the tree.
  const below = unit === undefined || role === 'lineLead' ? '/' : unit.path;
  for (const revision of await listWrongHolders(ctx.tx, ctx.now, below, role)) {
    await watchHolders(ctx, revision);
  }
}

type HandedOver = {
  readonly fromUnit: number;
  readonly toUnit: number;
  readonly fromPerson: PersonId | null;
  readonly toPerson?: PersonId | null;
};

/**
 * Work passes on and is never dropped: what somebody had in hand is offered to whoever takes over and free again, and what a unit had, its successor has. A
 * dossier whose number the successor already uses keeps it with the old unit's id behind it.
 */
export async function takeOver(ctx: CommandContext, fact: Fact): Promise<void> {
  const { fromUnit, toUnit, fromPerson, toPerson } = fact.data as HandedOver;
  if (fromPerson !== null) {
    const unit = await findUnitRef(ctx.tx, fromUnit as UnitId);
    if (unit !== undefined) await offerToSuccessor(ctx, { unit, from: fromPerson, to: toPerson ?? null });
    await freeClaims(ctx, fromUnit, fromPerson);
  }
  if (fromPerson !== null || fromUnit === toUnit) return;
  const successor = await findUnitRef(ctx.tx, toUnit as UnitId);
  if (successor === undefined) return;
  await moveDossiers(ctx, fromUnit, successor);
}

async function freeClaims(ctx: CommandContext, unit: number, person: string): Promise<void> {
  await rows(ctx.tx)
    .updateTable('disclosure.step_state')
    .set({ claimed_by: null, claimed_by_name: null })
    .where('unit_id', '=', unit)
    .where('claimed_by', '=', person)
    .where('ended_at', 'is', null)
    .execute();
}

async function moveDossiers(ctx: CommandContext, from: number, to: UnitRef): Promise<void> {
  await sql`update disclosure.disclosure d set number = d.number || '-' || ${from}::text
    where d.unit_id = ${from} and exists (
      select from disclosure.disclosure o where o.unit_id = ${to.id} and o.number = d.number)`.execute(
    rows(ctx.tx),
  );
  const place = sql`unit_id = ${to.id}, unit_path = ${to.path}, line_id = ${to.line}`;
  await sql`update disclosure.disclosure set ${place} where unit_id = ${from}`.execute(rows(ctx.tx));
  await sql`update disclosure.matter set ${place} where unit_id = ${from}`.execute(rows(ctx.tx));
  await sql`update disclosure.after_review set unit_id = ${to.id} where unit_id = ${from} and closed_at is null`.execute(
    rows(ctx.tx),
  );
  await sql`update disclosure.step_state set ${place} where unit_id = ${from} and ended_at is null`.execute(
    rows(ctx.tx),
  );
}
