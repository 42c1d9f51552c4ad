import type { UnitId } from '#kernel';
import { addDays, type Calendar, loadCalendar, localDate, localDateOf, yearOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { compareDuties, DROPPED, type DutyChanges, type PlannedDuty, planDuties } from '../duties/index.ts';
import { type CatalogueRecord, listItems } from '../store/catalogues.ts';
import {
  type DutyOwner,
  datesOf,
  insertDuties,
  listEvents,
  listSince,
  listStoredDuties,
  loadDefaults,
  recordDutyChanges,
  rowIn,
} from '../store/duties.ts';
import { query } from '../store/query.ts';

/** Duties are planned to the end of the year; in December also through the next, so that January is never empty. */
export function horizonOf(now: Date): string {
  return localDate(yearOf(addDays(localDateOf(now), 31)), 12, 31);
}

/** Why dates are computed again; the message `catalogue.cause.<cause>` says it. */
export type PlanCause = 'inForce' | 'event' | 'calendar' | 'defaults' | 'topUp';

export type PlanResult = { readonly created: number; readonly redated: number; readonly dropped: number };

/**
 * Brings the duties of a catalogue in force into line with its rows, events, defaults and the calendar. Safe to repeat:
 * duties are known by unit, item key and period, so a second run changes nothing. The caller holds the catalogue's lock.
 */
export async function generateDuties(
  ctx: CommandContext,
  catalogue: CatalogueRecord,
  cause: PlanCause,
  known?: Calendar,
): Promise<PlanResult> {
  const { unit_id: unit, affairs_kind: affairsKind, in_force_from: inForceFrom } = catalogue;
  if (inForceFrom === null) throw new Error(`catalogue ${catalogue.id} is not in force`);
  const items = await listItems(ctx.tx, catalogue.id);
  const events = await listEvents(ctx.tx, unit, affairsKind);
  const since = await listSince(ctx.tx, unit, affairsKind);
  const base = {
    calendar: known ?? (await loadCalendar(ctx.tx)),
    defaults: await loadDefaults(ctx.tx, unit),
    horizon: horizonOf(ctx.now),
    inForceFrom,
  };
  const planned = items
    .filter((item) => item.mode === 'proactive')
    .flatMap((item) =>
      planDuties({
        ...base,
        row: {
          itemKey: item.item_key,
          timeKind: item.time_kind,
          clauses: item.clauses,
          stages: item.stages,
          since: since.get(item.item_key) ?? inForceFrom,
        },
        events: events.filter((event) => event.itemKey === item.item_key),
      }),
    );
  const changes = compareDuties(await listStoredDuties(ctx.tx, unit, affairsKind), planned, inForceFrom);
  const rows = new Map(items.map((item) => [item.item_key, item.id]));
  return applyChanges(ctx, { unit, affairsKind, catalogue: catalogue.id, items: rows }, changes, cause);
}

async function applyChanges(
  ctx: CommandContext,
  owner: DutyOwner,
  changes: DutyChanges,
  cause: PlanCause,
): Promise<PlanResult> {
  const created = await insertDuties(ctx, owner, changes.create);
  for (const { duty, plan } of [...changes.redate, ...changes.revive])
    await rewrite(ctx, owner, duty.id, plan);
  for (const duty of changes.drop) await dropDuty(ctx, duty.id);
  await recordDutyChanges(ctx, [
    ...[...changes.redate, ...changes.revive].map(({ duty, plan }) => ({
      duty: duty.id,
      cause,
      before: duty.due,
      after: plan.due,
      note: '',
    })),
    ...changes.drop.map((duty) => ({ duty: duty.id, cause, before: duty.due, after: null, note: DROPPED })),
  ]);
  await tell(ctx, owner, created, changes, cause);
  return { created: created.length, redated: changes.redate.length, dropped: changes.drop.length };
}

async function rewrite(ctx: CommandContext, owner: DutyOwner, id: string, plan: PlannedDuty): Promise<void> {
  await query(ctx.tx)
    .updateTable('catalogue.duty')
    .set({
      ...datesOf(plan),
      opens_on: plan.opensOn,
      state: 'open',
      cancel_code: null,
      ...rowIn(owner, plan.itemKey),
    })
    .where('id', '=', id)
    .execute();
}

async function dropDuty(ctx: CommandContext, id: string): Promise<void> {
  await query(ctx.tx)
    .updateTable('catalogue.duty')
    .set({ state: 'cancelled', cancel_code: DROPPED, cancel_reason: null })
    .where('id', '=', id)
    .execute();
}

async function tell(
  ctx: CommandContext,
  owner: DutyOwner,
  created: readonly string[],
  changes: DutyChanges,
  cause: PlanCause,
): Promise<void> {
  const unit = owner.unit as UnitId;
  if (created.length > 0) {
    const data = { unit: owner.unit, catalogue: owner.catalogue, duties: created };
    await recordFact(ctx, {
      kind: 'catalogue.duty-created',
      version: 1,
      unit,
      subject: owner.catalogue,
      data,
    });
  }
  if (changes.redate.length > 0) {
    const duties = changes.redate.map(({ duty, plan }) => ({
      duty: duty.id,
      before: duty.due,
      after: plan.due,
    }));
    const data = { unit: owner.unit, cause, duties };
    await recordFact(ctx, {
      kind: 'catalogue.duty-redated',
      version: 1,
      unit,
      subject: owner.catalogue,
      data,
    });
  }
}

/** Points duties that stay open at the rows of the new version, so that lists show what is in force now. */
export async function adoptDuties(ctx: CommandContext, catalogue: CatalogueRecord): Promise<void> {
  const items = await listItems(ctx.tx, catalogue.id);
  for (const item of items) {
    await query(ctx.tx)
      .updateTable('catalogue.duty')
      .set({ catalogue_id: catalogue.id, item_id: item.id })
      .where('unit_id', '=', catalogue.unit_id)
      .where('affairs_kind', '=', catalogue.affairs_kind)
      .where('item_key', '=', item.item_key)
      .where('state', '=', 'open')
      .execute();
  }
}
