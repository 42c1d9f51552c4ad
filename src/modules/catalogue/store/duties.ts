import { type Selectable, sql } from 'kysely';
import { v7 } from 'uuid';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import {
  type DutyDefaults,
  type HappenedEvent,
  initialDefaults,
  type PlannedDuty,
  type StoredDuty,
} from '../duties/index.ts';
import type { AffairsKind } from '../forms/vocabulary.ts';
import type { CatalogueTables } from '../tables.ts';
import { findUnitRow, query } from './query.ts';

export type DutyRecord = Selectable<CatalogueTables['catalogue.duty']>;

export async function findDutyRecord(db: Reader, id: string): Promise<DutyRecord | undefined> {
  return query(db).selectFrom('catalogue.duty').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockDuties(ctx: CommandContext, ids: readonly string[]): Promise<DutyRecord[]> {
  if (ids.length === 0) return [];
  // In one order, so that two publications of the same duties cannot wait for each other.
  return query(ctx.tx)
    .selectFrom('catalogue.duty')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function listStoredDuties(
  db: Reader,
  unit: number,
  affairsKind: AffairsKind,
): Promise<StoredDuty[]> {
  const rows = await query(db)
    .selectFrom('catalogue.duty')
    .select(['id', 'item_key', 'period', 'due_on', 'nominal_on', 'state', 'cancel_code'])
    .where('unit_id', '=', unit)
    .where('affairs_kind', '=', affairsKind)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    itemKey: row.item_key,
    period: row.period,
    due: row.due_on,
    nominal: row.nominal_on,
    state: row.state,
    cancelCode: row.cancel_code,
  }));
}

export async function listEvents(
  db: Reader,
  unit: number,
  affairsKind: AffairsKind,
): Promise<HappenedEvent[]> {
  const rows = await query(db)
    .selectFrom('catalogue.trigger_event')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('affairs_kind', '=', affairsKind)
    .orderBy('happened_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    itemKey: row.item_key,
    trigger: row.trigger,
    happenedOn: row.happened_on,
    title: row.title,
    stage: row.stage,
  }));
}

/**
 * What words without a number mean in a unit: its own values over those of its superiors, the nearest first, over the
 * installation's, over those it started with.
 *
 * @param of `inherited`: as if the unit had none of its own
 */
export async function loadDefaults(
  db: Reader,
  unit: number,
  of: 'own' | 'inherited' = 'own',
): Promise<DutyDefaults> {
  const place = await findUnitRow(db, unit);
  const upward = (place?.path ?? '').split('/').filter(Boolean).map(Number);
  const units = of === 'own' ? upward : upward.filter((id) => id !== unit);
  const rows = await query(db)
    .selectFrom('catalogue.duty_default')
    .select(['unit_id', 'key', 'amount', 'unit'])
    .where((e) => e.or([e('unit_id', 'is', null), ...units.map((id) => e('unit_id', '=', id))]))
    .execute();
  // From the root down, the installation's (at -1) before: a later entry wins.
  const depth = (id: number | null) => (id === null ? -1 : units.indexOf(id));
  const entries = rows
    .toSorted((a, b) => depth(a.unit_id) - depth(b.unit_id))
    .map(({ key, amount, unit: word }) => [key, { amount, unit: word }] as const);
  return { ...initialDefaults, ...Object.fromEntries(entries) };
}

export type ReviewDue = { readonly id: string; readonly unit: number; readonly reviewOn: string };

/** Withheld duties whose review date has come and has not been told yet, of one unit or of all. */
export async function listReviewsToTell(db: Reader, today: string, unit?: number): Promise<ReviewDue[]> {
  let due = query(db)
    .selectFrom('catalogue.duty as d')
    .select(['d.id', 'd.unit_id', 'd.review_on'])
    .where('d.state', '=', 'withheld')
    .where('d.review_on', '<=', today)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('catalogue.duty_change as c')
            .select('c.id')
            .whereRef('c.duty_id', '=', 'd.id')
            .where('c.cause', '=', 'reviewDue')
            .where(sql<boolean>`c.note = d.review_on::text`),
        ),
      ),
    )
    .orderBy('d.unit_id')
    .orderBy('d.id');
  if (unit !== undefined) due = due.where('d.unit_id', '=', unit);
  const rows = await due.execute();
  return rows.flatMap(({ id, unit_id, review_on }) =>
    review_on === null ? [] : [{ id, unit: unit_id, reviewOn: review_on }],
  );
}

/** The first day each matter of the unit was in force in any version. */
export async function listSince(
  db: Reader,
  unit: number,
  affairsKind: AffairsKind,
): Promise<ReadonlyMap<string, string>> {
  const rows = await query(db)
    .selectFrom('catalogue.item as i')
    .innerJoin('catalogue.catalogue as c', 'c.id', 'i.catalogue_id')
    .select((e) => ['i.item_key', e.fn.min('c.in_force_from').as('since')])
    .where('c.unit_id', '=', unit)
    .where('c.affairs_kind', '=', affairsKind)
    .where('c.state', 'in', ['inForce', 'superseded'])
    .groupBy('i.item_key')
    .execute();
  return new Map(rows.flatMap(({ item_key, since }) => (since === null ? [] : [[item_key, since] as const])));
}

export type DutyOwner = {
  readonly unit: number;
  readonly affairsKind: AffairsKind;
  readonly catalogue: string;
  /** item key → row of this version */
  readonly items: ReadonlyMap<string, string>;
};

const ROWS_PER_INSERT = 500;

/** @returns the new duties' ids; a duty that another transaction made meanwhile is left as it is */
export async function insertDuties(
  ctx: CommandContext,
  owner: DutyOwner,
  planned: readonly PlannedDuty[],
): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < planned.length; start += ROWS_PER_INSERT) {
    const rows = planned.slice(start, start + ROWS_PER_INSERT).map((duty) => ({
      id: v7(),
      unit_id: owner.unit,
      affairs_kind: owner.affairsKind,
      ...rowIn(owner, duty.itemKey),
      item_key: duty.itemKey,
      period: duty.period,
      event_id: duty.event,
      opens_on: duty.opensOn,
      created_at: ctx.now,
      ...datesOf(duty),
    }));
    const made = await query(ctx.tx)
      .insertInto('catalogue.duty')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    ids.push(...made.map(({ id }) => id));
  }
  return ids;
}

/** The row of this version that the duty hangs on. */
export function rowIn(owner: DutyOwner, itemKey: string): { catalogue_id: string; item_id: string } {
  const row = owner.items.get(itemKey);
  if (row === undefined) throw new Error(`duty of a row that is not in the catalogue: ${itemKey}`);
  return { catalogue_id: owner.catalogue, item_id: row };
}

export function datesOf(duty: PlannedDuty) {
  return {
    due_on: duty.due,
    nominal_on: duty.nominal,
    posting: JSON.stringify(duty.posting),
    warnings: JSON.stringify(duty.warnings),
    explanation: JSON.stringify(duty.explanation),
  };
}

export type DutyChange = {
  readonly duty: string;
  readonly cause: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly note: string;
};

export async function recordDutyChanges(ctx: CommandContext, changes: readonly DutyChange[]): Promise<void> {
  for (let start = 0; start < changes.length; start += ROWS_PER_INSERT) {
    const rows = changes.slice(start, start + ROWS_PER_INSERT).map((change) => ({
      duty_id: change.duty,
      at: ctx.now,
      cause: change.cause,
      actor: ctx.actor.person,
      actor_name: ctx.actor.name,
      before_on: change.before,
      after_on: change.after,
      note: change.note,
    }));
    await query(ctx.tx).insertInto('catalogue.duty_change').values(rows).execute();
  }
}
