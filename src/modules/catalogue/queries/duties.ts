import { sql } from 'kysely';
import {
  addDays,
  addMonths,
  explainSteps,
  type LocalDate,
  loadCalendar,
  natureOf,
  yearOf,
} from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import type { Coverage } from '#platform/permission';
import { standingOf } from '../duties/index.ts';
import type { CalendarMonth, DutyDetail, DutyQuery, DutyView } from '../forms/duty.ts';
import { type DutyRecord, findDutyRecord } from '../store/duties.ts';
import { endOfSubtree, findUnitRow, query } from '../store/query.ts';
import { escapeLike, type Page } from './catalogues.ts';
import { isBelow, isCovered, readCursor, writeCursor } from './coverage.ts';
import { standingIs } from './standing-sql.ts';

type Named = DutyRecord & {
  readonly unit_name: string;
  readonly matter1: string;
  readonly matter2: string;
  readonly scope: DutyView['scope'];
  readonly time_kind: DutyView['timeKind'];
};

function dutiesWithRows(db: Reader) {
  return query(db)
    .selectFrom('catalogue.duty as d')
    .innerJoin('catalogue.unit_ref as u', 'u.id', 'd.unit_id')
    .innerJoin('catalogue.item as i', 'i.id', 'd.item_id')
    .selectAll('d')
    .select(['u.name as unit_name', 'i.matter1', 'i.matter2', 'i.scope', 'i.time_kind']);
}

/** Duties the reader's grants reach, by the day they are due. */
export async function listDuties(
  db: Reader,
  filter: DutyQuery,
  coverage: Coverage,
  today: LocalDate,
): Promise<Page<DutyView>> {
  const unit = filter.unit === undefined ? undefined : await findUnitRow(db, filter.unit);
  const place = readCursor(filter.cursor);
  let rows = dutiesWithRows(db)
    .where(isCovered(coverage))
    .orderBy('d.due_on')
    .orderBy('d.id')
    .limit(filter.limit + 1);
  if (filter.unit !== undefined) {
    rows =
      filter.below && unit !== undefined
        ? rows.where(isBelow(unit.path))
        : rows.where('d.unit_id', '=', filter.unit);
  }
  if (filter.affairsKind !== undefined) rows = rows.where('d.affairs_kind', '=', filter.affairsKind);
  if (filter.state !== undefined) rows = rows.where('d.state', '=', filter.state);
  if (filter.standing !== undefined) rows = rows.where(standingIs(filter.standing, today));
  if (filter.reviewDue === true) {
    rows = rows.where('d.state', '=', 'withheld').where('d.review_on', '<=', today);
  }
  if (filter.month !== undefined) {
    const first = `${filter.month}-01`;
    rows = rows.where('d.due_on', '>=', first).where('d.due_on', '<', addMonths(first, 1));
  }
  if (filter.text !== undefined) {
    const like = `%${escapeLike(filter.text)}%`;
    rows = rows.where((e) =>
      e.or([e('i.matter1', 'ilike', like), e('i.matter2', 'ilike', like), e('i.content', 'ilike', like)]),
    );
  }
  if (place !== undefined) {
    rows = rows.where((e) => e(e.refTuple('d.due_on', 'd.id'), '>', e.tuple(place.value, place.id)));
  }
  const found = await rows.execute();
  const page = found.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => dutyView(row, today)),
    total: null,
    next: found.length > page.length && last !== undefined ? writeCursor(last.due_on, last.id) : null,
  };
}

/** What the front door promises: the open duties of one unit, soonest first. */
export async function listOpenDuties(db: Reader, unit: number, today: LocalDate): Promise<DutyView[]> {
  const rows = await dutiesWithRows(db)
    .where('d.unit_id', '=', unit)
    .where('d.state', '=', 'open')
    .orderBy('d.due_on')
    .orderBy('d.id')
    .execute();
  return rows.map((row) => dutyView(row, today));
}

/** Duties by id, in the order of the day they are due; unknown ids are left out. */
export async function listDutiesById(
  db: Reader,
  ids: readonly string[],
  today: LocalDate,
): Promise<DutyView[]> {
  if (ids.length === 0) return [];
  const rows = await dutiesWithRows(db)
    .where('d.id', 'in', [...ids])
    .orderBy('d.due_on')
    .orderBy('d.id')
    .execute();
  return rows.map((row) => dutyView(row, today));
}

/** @throws when there is no such duty; callers have checked it or hold a reference */
export async function getDuty(db: Reader, id: string, today: LocalDate): Promise<DutyView> {
  const [duty] = await listDutiesById(db, [id], today);
  if (duty === undefined) throw new Error(`no duty ${id}`);
  return duty;
}

export function dutyView(row: Named, today: LocalDate): DutyView {
  const { state, due_on: due, fulfilled_on: fulfilledOn } = row;
  return {
    id: row.id,
    unit: row.unit_id,
    unitName: row.unit_name,
    catalogue: row.catalogue_id,
    item: row.item_id,
    itemKey: row.item_key,
    affairsKind: row.affairs_kind,
    matter1: row.matter1,
    matter2: row.matter2,
    scope: row.scope,
    timeKind: row.time_kind,
    period: row.period,
    due,
    nominal: row.nominal_on,
    state,
    standing: standingOf({ state, due, fulfilledOn }, today),
    fulfilledAt: row.fulfilled_at?.toISOString() ?? null,
    publication: row.publication,
    withhold: withholdOf(row),
    cancelReason: row.cancel_reason ?? row.cancel_code,
    warnings: [...row.warnings],
  };
}

function withholdOf(row: DutyRecord): DutyView['withhold'] {
  const {
    withhold_reason: reason,
    review_on: reviewOn,
    withhold_note: note,
    notice_public: noticePublic,
  } = row;
  return reason === null || reviewOn === null
    ? null
    : { reason, reviewOn, note: note ?? '', noticePublic: noticePublic ?? true };
}

/** One duty with its reasons and everything that has changed its date. */
export async function findDutyDetail(
  db: Reader,
  id: string,
  today: LocalDate,
  translate: Translate,
): Promise<DutyDetail | undefined> {
  const record = await findDutyRecord(db, id);
  if (record === undefined) return undefined;
  const item = await query(db)
    .selectFrom('catalogue.item')
    .selectAll()
    .where('id', '=', record.item_id)
    .executeTakeFirstOrThrow();
  const changes = await query(db)
    .selectFrom('catalogue.duty_change')
    .selectAll()
    .where('duty_id', '=', id)
    .orderBy('id')
    .execute();
  return {
    ...(await getDuty(db, id, today)),
    timeLimit: item.time_limit,
    content: item.content,
    basis: item.basis,
    explanation: record.explanation.map(({ code, params }) => ({ code, params: { ...params } })),
    sentence: explainSteps(record.explanation, translate),
    changes: changes.map((change) => ({
      at: change.at.toISOString(),
      cause: change.cause,
      actor: change.actor_name,
      before: change.before_on,
      after: change.after_on,
      note: change.note,
    })),
  };
}

/** One month of working days with what falls due on each. */
export async function readCalendarMonth(
  db: Reader,
  filter: { readonly unit: number; readonly below: boolean; readonly month: string },
  today: LocalDate,
): Promise<CalendarMonth> {
  const first = `${filter.month}-01`;
  const end = addMonths(first, 1);
  const unit = await findUnitRow(db, filter.unit);
  const path = unit?.path ?? '';
  const counts = await query(db)
    .selectFrom('catalogue.duty as d')
    .innerJoin('catalogue.unit_ref as u', 'u.id', 'd.unit_id')
    .select((e) => [
      'd.due_on',
      e.fn.countAll<number>().filterWhere('d.state', '<>', 'cancelled').as('due'),
      e.fn.countAll<number>().filterWhere('d.fulfilled_on', 'is not', null).as('done'),
      sql<number>`count(*) filter (where d.state = 'open' and d.due_on < ${today}::date)`.as('late'),
    ])
    .where('d.due_on', '>=', first)
    .where('d.due_on', '<', end)
    .where((e) =>
      filter.below
        ? e.and([e('u.path', '>=', path), e('u.path', '<', endOfSubtree(path))])
        : e('d.unit_id', '=', filter.unit),
    )
    .groupBy('d.due_on')
    .execute();
  const byDay = new Map(counts.map((count) => [count.due_on, count]));
  const calendar = await loadCalendar(db);
  const days: CalendarMonth['days'] = [];
  for (let date = first; date < end; date = addDays(date, 1)) {
    const { kind, name } = natureOf(calendar, date);
    const count = byDay.get(date);
    days.push({ date, kind, name, due: count?.due ?? 0, done: count?.done ?? 0, late: count?.late ?? 0 });
  }
  return { month: filter.month, loaded: calendar.loadedYears.has(yearOf(first)), days };
}
