import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { daysBetween, localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { NewTriggerEvent } from '../forms/duty.ts';
import { findInForce, type ItemRecord, lockCatalogue } from '../store/catalogues.ts';
import { query } from '../store/query.ts';
import { generateDuties } from './generate-duties.ts';

export type TriggerRefusal = 'row-not-in-force' | 'trigger-not-of-row' | 'event-far-away';

/** An event more than this many days from today is a slip of the pen. */
const FAR_AWAY_DAYS = 3 * 366;

/** Records that something happened for a row in force; the duties it starts are made in the same transaction. */
export async function recordTriggerEvent(
  ctx: CommandContext,
  form: NewTriggerEvent,
): Promise<Result<string, TriggerRefusal>> {
  if (Math.abs(daysBetween(localDateOf(ctx.now), form.happenedOn)) > FAR_AWAY_DAYS) {
    return refuse('event-far-away', 400, { date: form.happenedOn }, 'happenedOn');
  }
  const found = await findInForce(ctx.tx, form.unit, form.affairsKind);
  const catalogue = found === undefined ? undefined : await lockCatalogue(ctx, found.id);
  if (catalogue?.state !== 'inForce') return refuse('row-not-in-force', 409);
  const item = await query(ctx.tx)
    .selectFrom('catalogue.item')
    .selectAll()
    .where('catalogue_id', '=', catalogue.id)
    .where('item_key', '=', form.itemKey)
    .executeTakeFirst();
  if (item === undefined) return refuse('row-not-in-force', 409);
  if (!startsClock(item, form))
    return refuse('trigger-not-of-row', 409, { trigger: form.trigger }, 'trigger');
  const id = v7();
  await insertEvent(ctx, id, form);
  const planned = await generateDuties(ctx, catalogue, 'event');
  await recordAudit(ctx, {
    action: 'catalogue.record-event',
    subjectKind: 'catalogue-event',
    subject: id,
    unit: form.unit as UnitId,
    data: { itemKey: form.itemKey, trigger: form.trigger, happenedOn: form.happenedOn, ...planned },
  });
  return done(id);
}

/** Does the row have a clock that this event starts? A row whose limit names no event takes any. */
export function startsClock(
  item: Pick<ItemRecord, 'clauses' | 'stages'>,
  event: Pick<NewTriggerEvent, 'trigger' | 'stage'>,
): boolean {
  if (event.stage !== null)
    return item.stages.includes(event.stage) || item.clauses.some((c) => c.operator === 'per_stage');
  const named = item.clauses.filter(
    (c) => c.trigger !== null && c.trigger !== 'PUBLISHED' && c.trigger !== 'CALENDAR',
  );
  return named.length === 0
    ? !item.clauses.some((c) => c.trigger === 'CALENDAR')
    : named.some((c) => c.trigger === event.trigger || c.trigger === 'UNSPECIFIED');
}

async function insertEvent(ctx: CommandContext, id: string, form: NewTriggerEvent): Promise<void> {
  await query(ctx.tx)
    .insertInto('catalogue.trigger_event')
    .values({
      id,
      unit_id: form.unit,
      affairs_kind: form.affairsKind,
      item_key: form.itemKey,
      trigger: form.trigger,
      happened_on: form.happenedOn,
      title: form.title,
      stage: form.stage,
      recorded_by: ctx.actor.person,
      recorded_name: ctx.actor.name,
      recorded_at: ctx.now,
    })
    .execute();
}
