import { sql } from 'kysely';
import type { UnitId, UnitRef } from '#kernel';
import { findDutyDetail } from '#modules/catalogue';
import { loadCalendar, localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import type { Coverage } from '#platform/permission';
import { namedUnit, unitNames } from '../queries/heads.ts';
import { cutPage, readCursor, within } from '../queries/paging.ts';
import { rows } from '../store/rows.ts';
import { termOf } from '../terms/store.ts';
import type { MatterPage, MatterPlace, MatterQuery, MatterRowView, MatterView } from './forms.ts';
import { placesOf, problemOfStage, type StageTerms, standingOf } from './rules.ts';
import { findStageOf, type LoadedStage, loadStages, type MatterRow } from './store.ts';

/** The major matter of which a dossier is a stage, as its case page names it. */
export async function matterOf(db: Reader, disclosure: string) {
  const own = await findStageOf(db, disclosure);
  if (own === undefined) return null;
  const { title } = await rows(db)
    .selectFrom('disclosure.matter')
    .select('title')
    .where('id', '=', own.matter_id)
    .executeTakeFirstOrThrow();
  return { id: own.matter_id, title, stage: own.stage, audience: own.audience };
}

export function unitOfMatter(matter: MatterRow): UnitRef {
  return {
    id: matter.unit_id as UnitId,
    path: matter.unit_path,
    line: matter.line_id as UnitRef['line'],
  };
}

function rowView(
  matter: MatterRow,
  stages: readonly LoadedStage[],
  names: ReadonlyMap<number, string>,
  today: string,
): MatterRowView {
  return {
    id: matter.id,
    unit: namedUnit(names, matter.unit_id),
    kind: matter.kind,
    title: matter.title,
    createdAt: matter.created_at.toISOString(),
    closed: matter.closed_at !== null,
    places: placesOf(matter).map(({ stage, audience }) => ({
      stage,
      audience,
      standing: standingOf(matter, stages, stage, audience, today),
    })),
  };
}

const place = {
  unit: sql<number>`m.unit_id`,
  path: sql<string>`m.unit_path`,
  line: sql<number | null>`m.line_id`,
};

/** Open matters looked at to find those with a stage missing; a district has tens. */
const most = 500;

/** Matters of the units the reader covers, newest first. */
export async function listMatters(
  db: Reader,
  coverage: Coverage,
  query: MatterQuery,
  now: Date,
): Promise<MatterPage> {
  const after = readCursor(query.cursor);
  const isFiltered = query.box === 'missing';
  const limit = isFiltered ? most : query.limit;
  const key = sql<string>`lpad((99999999999999 - floor(extract(epoch from m.created_at) * 1000))::bigint::text, 14, '0')`;
  const later = after === null ? sql`true` : sql`(${key}, m.id) > (${after.key}, ${after.id}::uuid)`;
  const { rows: found } = await sql<MatterRow & { readonly key: string }>`
    select m.*, ${key} as key from disclosure.matter m
    where ${within(coverage, place)} and (m.closed_at is ${query.box === 'closed' ? sql`not null` : sql`null`})
      and ${query.unit === undefined ? sql`true` : sql`m.unit_id = ${query.unit}`} and ${later}
    order by ${key}, m.id limit ${limit + 1}`.execute(rows(db));
  const { rows: cut, next } = cutPage(found, limit);
  const today = localDateAt(now);
  const stages = await loadStages(
    db,
    cut.map((one) => one.id),
    today,
  );
  const names = await unitNames(
    db,
    cut.map((one) => one.unit_id),
  );
  const views = cut.map((one) => rowView(one, stages.get(one.id) ?? [], names, today));
  if (!isFiltered) return { rows: views, total: null, next };
  const missing = views.filter((one) => one.places.some(isMissing));
  return { rows: missing.slice(0, query.limit), total: missing.length, next: null };
}

function isMissing({ standing }: { readonly standing: string }): boolean {
  return standing === 'missing' || standing === 'late';
}

/** A matter with its stages, their dates and what stands in the way of each. */
export async function viewMatter(
  db: Reader,
  matter: MatterRow,
  reading: { readonly now: Date; readonly t: Translate; readonly mayWork: boolean },
): Promise<MatterView> {
  const today = localDateAt(reading.now);
  const stages = (await loadStages(db, [matter.id], today)).get(matter.id) ?? [];
  const names = await unitNames(db, [matter.unit_id]);
  const unit = unitOfMatter(matter);
  const terms: StageTerms = {
    insideFirst: await termOf(db, unit, 'insideFirst'),
    insideBefore: await termOf(db, unit, 'insideBefore'),
    outsideBefore: await termOf(db, unit, 'outsideBefore'),
  };
  const calendar = await loadCalendar(db);
  const row = rowView(matter, stages, names, today);
  const places: MatterPlace[] = [];
  for (const one of row.places) {
    const begun = stages.find((stage) => stage.stage === one.stage && stage.audience === one.audience);
    const isSettled = begun?.progress === 'out' || begun?.progress === 'underWay' || row.closed;
    const problem = isSettled
      ? null
      : problemOfStage({
          matter,
          ...one,
          cases: stages,
          goesOutAt: reading.now,
          urgent: false,
          terms,
          calendar,
        });
    places.push({
      ...one,
      dossier: begun === undefined ? null : dossierOf(begun),
      happenedOn: begun?.happenedOn ?? null,
      outSince: begun?.outSince?.toISOString() ?? null,
      duty: begun?.duty == null ? null : await dutyOf(db, begun.duty, today, reading.t),
      problem:
        problem === null
          ? null
          : { code: problem.code, params: 'day' in problem ? { day: problem.day } : {} },
    });
  }
  return {
    ...row,
    places,
    affairsKind: matter.affairs_kind,
    createdBy: matter.created_by_name,
    closedAt: matter.closed_at?.toISOString() ?? null,
    closedBy: matter.closed_by_name,
    closedReason: matter.closed_reason,
    mayWork: reading.mayWork,
  };
}

function dossierOf({ disclosure, revision, number, title, state }: LoadedStage) {
  return { disclosure, revision, number, title, state };
}

async function dutyOf(db: Reader, id: string, today: string, t: Translate): Promise<MatterPlace['duty']> {
  const duty = await findDutyDetail(db, id, today, t);
  return duty === undefined
    ? null
    : { id, due: duty.due, open: duty.state === 'open', sentence: duty.sentence };
}
