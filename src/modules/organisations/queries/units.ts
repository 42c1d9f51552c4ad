import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, done, type LineId, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { askKept, keptStatement, type Reader } from '#platform/database';
import { type Coverage, decide } from '#platform/permission';
import type { UnitPage, UnitSummary, UnitView } from '../forms.ts';
import { permissions } from '../policy.ts';
import { room, type UnitRow } from '../store/units.ts';
import type { UnitState } from '../vocabulary.ts';
import { coverageParameters, coveredPlaces, coveredText, everything, isMine } from './coverage.ts';
import { cut, decodeCursor } from './cursor.ts';

/** A unit as permission questions need it, or undefined. */
export async function findUnitRef(db: Reader, id: number): Promise<UnitRef | undefined> {
  const unit = room(db)
    .selectFrom('organisations.unit')
    .select(['id', 'path', 'line_id'])
    .where('id', '=', id);
  const [row] = await askKept(db, unit);
  return row === undefined ? undefined : toRef(row);
}

/** @throws when there is no such unit: the caller holds an id that the database gave */
export async function getUnitRef(db: Reader, id: number): Promise<UnitRef> {
  const ref = await findUnitRef(db, id);
  if (ref === undefined) throw new Error(`unit ${id} does not exist`);
  return ref;
}

/** Where units stand in the tree and on which line, by their ids; ids of no unit are left out. */
export async function listUnitPlaces(
  db: Reader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, UnitPlace>> {
  const units = room(db)
    .selectFrom('organisations.unit as u')
    .leftJoin('organisations.line as l', 'l.id', 'u.line_id')
    .select(['u.id', 'u.path', 'u.line_id', 'l.name as line_name'])
    .where((eb) => eb('u.id', '=', eb.fn.any(sql<number[]>`${[...ids]}::integer[]`)));
  const found = await askKept(db, units);
  return new Map(
    found.map(({ id, path, line_id: line, line_name: name }) => [
      id,
      { path, line: line === null || name === null ? null : { id: line, name } },
    ]),
  );
}

export type UnitPlace = {
  readonly path: string;
  readonly line: { readonly id: number; readonly name: string } | null;
};

/** The topmost unit: what concerns the whole installation is asked of it. */
export async function findRootRef(db: Reader): Promise<UnitRef | undefined> {
  const row = await room(db)
    .selectFrom('organisations.unit')
    .select(['id', 'path', 'line_id'])
    .where('superior_id', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : toRef(row);
}

export async function findUnitByCode(db: Reader, code: string): Promise<UnitRow | undefined> {
  return room(db).selectFrom('organisations.unit').selectAll().where('code', '=', code).executeTakeFirst();
}

/** Names and codes of some units, in no order; ids of no unit are left out. */
export async function listUnitNames(
  db: Reader,
  ids: readonly number[],
): Promise<{ id: number; name: string; code: string }[]> {
  return room(db)
    .selectFrom('organisations.unit')
    .select(['id', 'name', 'code'])
    .where('id', 'in', ids)
    .execute();
}

export function toRef(row: { id: number; path: string; line_id: number | null }): UnitRef {
  return { id: row.id as UnitId, path: row.path, line: row.line_id as LineId | null };
}

/** Columns of a summary; the children are counted in the index of children. */
export const summaryColumns = `id, code, name, short_name as "shortName", level, kind,
  superior_id as "superiorId", line_id as "lineId", state, path, sort_order as "sortOrder"`;
export const childCount = `(select count(*) from organisations.unit c
  where c.superior_id = page.id and c.state = 'active')::integer as "childCount"`;

export type SummaryRow = UnitSummary & { readonly path: string; readonly sortOrder: number };

export function toSummary({ path, sortOrder, ...summary }: SummaryRow): UnitSummary {
  return summary;
}

type PageOptions = { readonly limit: number; readonly cursor?: string | undefined };
type PageResult = Result<UnitPage, 'cursor-invalid'>;

/** Places $7 to $11: parent, state, order and id after which the page begins, its length. */
const children = keptStatement<SummaryRow>(`select page.*, ${childCount} from (
  select ${summaryColumns} from organisations.unit u
  where superior_id = (select $7::integer) and state = (select $8::text)
    and (sort_order, id) > ((select $9::integer), (select $10::integer))
    -- Below a covered path everything is covered: asked once of the parent, and only otherwise of each child.
    and ((select exists (select from unnest($1::text[], $2::text[]) r (low, high)
        where p.path > r.low and p.path < r.high) from organisations.unit p where p.id = (select $7::integer))
      or ${isMine})
  order by sort_order, id limit (select $11::integer)) page order by "sortOrder", id`);

/** Units directly below one, in their order. @param coverage limits the list; null for the public directory */
export async function listChildren(
  db: Reader,
  parent: number,
  options: PageOptions & { readonly state?: UnitState; readonly coverage?: Coverage | null },
): Promise<PageResult> {
  const cursor = decodeCursor(options.cursor, z.tuple([z.int(), z.int()]));
  if (!cursor.ok) return cursor;
  const after = cursor.value ?? [LEAST, LEAST];
  const places = coverageParameters(options.coverage ?? everything);
  const { state = 'active', limit } = options;
  const found = await children(db, [...places, parent, state, ...after, limit + 1]);
  const page = cut(found, limit, (row) => [row.sortOrder, row.id]);
  return done({ rows: page.rows.map(toSummary), total: null, next: page.next });
}

/** The least integer of PostgreSQL. */
const LEAST = -(2 ** 31);

/** Where a person's part of the tree begins: the topmost units of the coverage, and single units not below them. */
export async function listCoveredRoots(db: Reader, coverage: Coverage): Promise<UnitPage> {
  const tops = coverage.paths.map((path) => Number(path.split('/').at(-2)));
  const ids = [...new Set([...tops, ...coverage.units])];
  if (ids.length === 0) return { rows: [], total: 0, next: null };
  const found = await sql<SummaryRow>`select page.*, ${sql.raw(childCount)} from (
    select ${sql.raw(summaryColumns)} from organisations.unit u
    where id = any(${ids}::integer[]) and not exists (
      select from unnest(${coverage.paths}::text[]) top(path)
      where starts_with(u.path, top.path collate "C") and u.path <> top.path)) page
    order by path`.execute(room(db));
  return { rows: found.rows.map(toSummary), total: found.rows.length, next: null };
}

const covered = keptStatement<SummaryRow>(
  `select page.*, ${childCount} from (${coveredText(summaryColumns)}) page order by path`,
);

/** Every active unit of a coverage in tree order. */
export async function listCoveredUnits(
  db: Reader,
  coverage: Coverage,
  options: PageOptions,
): Promise<PageResult> {
  const cursor = decodeCursor(options.cursor, z.tuple([z.string()]));
  if (!cursor.ok) return cursor;
  const after = cursor.value?.[0];
  const found = await covered(db, coveredPlaces(coverage, { after }, options.limit + 1));
  const { rows, next } = cut(found, options.limit, (row) => [row.path]);
  return done({ rows: rows.map(toSummary), total: null, next });
}

/** A unit in full, with what `actor` may do with it; undefined when there is none. */
export async function findUnit(
  db: Reader,
  id: number,
  actor: Actor | null = null,
): Promise<UnitView | undefined> {
  const row = await room(db)
    .selectFrom('organisations.unit')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const [links, former, children] = await Promise.all([
    linksOf(db, row),
    formerNames(db, row),
    countChildren(db, id),
  ]);
  return { ...toView(row), ...links, formerNames: former, childCount: children, may: mayOf(actor, row) };
}

/** What a unit says of itself, without its place in the tree; one row. */
export type UnitDetails = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly address: string | null;
  readonly phone: string | null;
};

export async function findUnitDetails(db: Reader, id: number): Promise<UnitDetails | undefined> {
  const unit = room(db)
    .selectFrom('organisations.unit')
    .select(['id', 'code', 'name', 'uscc', 'address', 'phone'])
    .where('id', '=', id);
  const [row] = await askKept(db, unit);
  return row;
}

/** @returns the unit in full, or the refusal 404 */
export async function readUnit(
  db: Reader,
  id: number,
  actor: Actor | null,
): Promise<Result<UnitView, 'unit-not-found'>> {
  const unit = await findUnit(db, id, actor);
  return unit === undefined ? refuse('unit-not-found', 404) : done(unit);
}

function toView(row: UnitRow) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    level: row.level,
    kind: row.kind,
    superiorId: row.superior_id,
    lineId: row.line_id,
    state: row.state,
    uscc: row.uscc,
    address: row.address,
    phone: row.phone,
    publicContact: row.public_contact,
    website: row.website,
    officeHours: row.office_hours,
    introduction: row.introduction,
    sortOrder: row.sort_order,
    path: row.path,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  };
}

function mayOf(actor: Actor | null, row: UnitRow): UnitView['may'] {
  const may = (name: keyof typeof permissions) =>
    row.state === 'active' && decide(actor, name, permissions[name], toRef(row)).ok;
  const administer = may('organisations.administer');
  return { administer, createBelow: administer, appoint: may('organisations.appoint') };
}

async function linksOf(
  db: Reader,
  row: UnitRow,
): Promise<Pick<UnitView, 'ancestors' | 'line' | 'mergedInto'>> {
  const above = row.path.split('/').filter(Boolean).map(Number).slice(0, -1);
  const wanted = [...above, ...(row.merged_into_id === null ? [] : [row.merged_into_id])];
  const names = await listNames(db, wanted);
  const link = (id: number) => ({ id, name: names.get(id) ?? '' });
  const line =
    row.line_id === null
      ? undefined
      : await room(db)
          .selectFrom('organisations.line')
          .select(['id', 'name'])
          .where('id', '=', row.line_id)
          .executeTakeFirst();
  return {
    ancestors: above.map(link),
    line: line ?? null,
    mergedInto: row.merged_into_id === null ? null : link(row.merged_into_id),
  };
}

/** Names of many units at once, as they are called now. */
export async function listNames(db: Reader, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await room(db)
    .selectFrom('organisations.unit')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/**
 * What units call themselves and those above them, long and short: the names that stand in their texts.
 * @returns by the unit's id; a unit that does not exist is missing
 */
export async function listNamesInTexts(
  db: Reader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ id: number; names: string[] }>`
    select u.id, array_agg(distinct n.name) as names from organisations.unit u
    join organisations.unit a on a.id = any (string_to_array(trim(both '/' from u.path), '/')::integer[])
    cross join lateral unnest(array[a.name, a.short_name]) as n (name)
    where u.id = any (${[...ids]}::integer[]) and n.name <> '' group by u.id`.execute(room(db));
  return new Map(rows.map((row) => [row.id, row.names]));
}

async function formerNames(db: Reader, unit: UnitRow): Promise<UnitView['formerNames']> {
  const rows = await room(db)
    .selectFrom('organisations.unit_name')
    .select(['name', 'from_on as from'])
    .where('unit_id', '=', unit.id)
    .where('name', '!=', unit.name)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows;
}

async function countChildren(db: Reader, id: number): Promise<number> {
  const row = await room(db)
    .selectFrom('organisations.unit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('superior_id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * What a unit was called on a day: a page published under the old name still says so.
 * @param date `YYYY-MM-DD`; before its first recorded name, that name
 * @returns undefined when there is no such unit
 */
export async function unitNameAt(db: Reader, id: number, date: string): Promise<string | undefined> {
  const names = room(db)
    .selectFrom('organisations.unit_name')
    .select('name')
    .where('unit_id', '=', id)
    .limit(1);
  const held = await names
    .where('from_on', '<=', date)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return (held ?? (await names.orderBy('from_on').orderBy('id').executeTakeFirst()))?.name;
}
