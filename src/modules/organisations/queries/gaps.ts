import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { done, type Result } from '#kernel';
import { addDays } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { kindsNeeding, pathEnd, TERM_WARNING_DAYS } from '../domain.ts';
import type { GapView } from '../forms.ts';
import { room } from '../store/units.ts';
import type { GapKind } from '../vocabulary.ts';
import { isCovered } from './coverage.ts';
import { cut, decodeCursor } from './cursor.ts';

type GapRow = {
  readonly unitId: number;
  readonly unitName: string;
  readonly path: string;
  readonly kind: GapKind;
  readonly postId: number;
  readonly personName: string | null;
  readonly until: string | null;
};

/** What is missing in one unit `u`, a row each: the first of 八有 (有健全的组织机构). */
function gapsOf(today: string): RawBuilder<unknown> {
  const needs = (what: 'leadingGroup' | 'firstResponsible' | 'handler') =>
    sql`u.kind = any(${kindsNeeding(what)}::text[])`;
  const nobody = (kind: string) => sql`not exists (select from organisations.post p
    where p.unit_id = u.id and p.kind = ${sql.lit(kind)} and p.ended_on is null)`;
  const missing = (gap: GapKind, condition: RawBuilder<unknown>) =>
    sql`select ${sql.lit(gap)} as kind, 0 as post_id, null::text as person_name, null::date as until_on where ${condition}`;
  const warnFrom = addDays(today, TERM_WARNING_DAYS);
  return sql`
    ${missing('noLeadingGroup', sql`${needs('leadingGroup')} and g.unit_id is null`)} union all
    ${missing('noLeadingGroupHead', sql`${needs('leadingGroup')} and ${nobody('leadingGroupHead')}`)} union all
    ${missing('noOffice', sql`${needs('leadingGroup')} and g.office_name is null`)} union all
    ${missing('noFirstResponsible', sql`${needs('firstResponsible')} and ${nobody('firstResponsible')}`)} union all
    ${missing('noHandler', sql`${needs('handler')} and ${nobody('handler')}`)} union all
    select case when p.until_on < ${today}::date then 'termExpired' else 'termEndsSoon' end, p.id, p.person_name, p.until_on
    from organisations.post p
    where p.unit_id = u.id and p.ended_on is null and p.until_on <= ${warnFrom}::date`;
}

/** The statement behind `listGaps`: units are walked in tree order and the walk ends with the page. */
function gapsQuery(
  where: RawBuilder<unknown>,
  today: string,
  order: RawBuilder<unknown>,
): RawBuilder<GapRow> {
  return sql<GapRow>`
    select u.id as "unitId", u.name as "unitName", u.path, f.kind, f.post_id as "postId",
      f.person_name as "personName", f.until_on as "until"
    from organisations.unit u
    left join organisations.leading_group g on g.unit_id = u.id
    cross join lateral (${gapsOf(today)}) f
    where u.state = 'active' and ${where} ${order}`;
}

export type GapOptions = {
  readonly today: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Only this path and below. */
  readonly under?: string | undefined;
  readonly kind?: GapKind | undefined;
};

/** Missing posts and terms over or soon over, in the units covered, in tree order. */
export async function listGaps(
  db: Reader,
  coverage: Coverage,
  options: GapOptions,
): Promise<Result<{ rows: GapView[]; total: null; next: string | null }, 'cursor-invalid'>> {
  const cursor = decodeCursor(options.cursor, z.tuple([z.string(), z.string(), z.int()]));
  if (!cursor.ok) return cursor;
  const where = [isCovered(coverage, 'u')];
  if (options.under !== undefined)
    where.push(sql`u.path >= ${options.under} and u.path < ${pathEnd(options.under)}`);
  if (options.kind !== undefined) where.push(sql`f.kind = ${options.kind}`);
  if (cursor.value !== undefined) {
    const [path, kind, post] = cursor.value;
    where.push(
      sql`u.path >= ${path} and (u.path, f.kind collate "C", f.post_id) > (${path}, ${kind}, ${post}::integer)`,
    );
  }
  const order = sql`order by u.path, f.kind collate "C", f.post_id limit ${options.limit + 1}`;
  const found = await gapsQuery(sql.join(where, sql` and `), options.today, order).execute(room(db));
  const { rows, next } = cut(found.rows, options.limit, (row) => [row.path, row.kind, row.postId]);
  return done({ rows: rows.map(toGap), total: null, next });
}

/** What is missing in one unit. */
export async function listGapsOfUnit(db: Reader, unit: number, today: string): Promise<GapView[]> {
  const found = await gapsQuery(
    sql`u.id = ${unit}`,
    today,
    sql`order by f.kind collate "C", f.post_id`,
  ).execute(room(db));
  return found.rows.map(toGap);
}

function toGap(row: GapRow): GapView {
  return {
    unit: { id: row.unitId, name: row.unitName },
    kind: row.kind,
    postId: row.postId === 0 ? null : row.postId,
    personName: row.personName,
    until: row.until,
  };
}
