import type { LocalDate } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { TriggerEventView } from '../forms/duty.ts';
import { query } from '../store/query.ts';
import { listDutiesById } from './duties.ts';

/** Events recorded for a unit, newest first, with the duties they started. */
export async function listTriggerEvents(
  db: Reader,
  filter: { readonly unit?: number; readonly id?: string },
  today: LocalDate,
): Promise<TriggerEventView[]> {
  let rows = query(db)
    .selectFrom('catalogue.trigger_event')
    .selectAll()
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200);
  if (filter.unit !== undefined) rows = rows.where('unit_id', '=', filter.unit);
  if (filter.id !== undefined) rows = rows.where('id', '=', filter.id);
  const events = await rows.execute();
  const duties = await dutiesOf(
    db,
    events.map(({ id }) => id),
  );
  const views = new Map(
    (
      await listDutiesById(
        db,
        duties.map(({ id }) => id),
        today,
      )
    ).map((duty) => [duty.id, duty]),
  );
  return events.map((event) => ({
    id: event.id,
    unit: event.unit_id,
    affairsKind: event.affairs_kind,
    itemKey: event.item_key,
    trigger: event.trigger,
    happenedOn: event.happened_on,
    title: event.title,
    stage: event.stage,
    recordedBy: event.recorded_name,
    recordedAt: event.recorded_at.toISOString(),
    duties: duties.flatMap(({ id, event_id }) => {
      const view = views.get(id);
      return event_id === event.id && view !== undefined ? [view] : [];
    }),
  }));
}

async function dutiesOf(db: Reader, events: readonly string[]) {
  if (events.length === 0) return [];
  return query(db)
    .selectFrom('catalogue.duty')
    .select(['id', 'event_id'])
    .where('event_id', 'in', [...events])
    .execute();
}
