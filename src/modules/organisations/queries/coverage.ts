import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { isWithin, pathEnd } from '../domain.ts';
import { room } from '../store/units.ts';

/** The coverage without what another part of it holds already. */
export function withoutOverlap(coverage: Coverage): Coverage {
  const paths = [...new Set(coverage.paths)];
  return {
    paths: paths.filter((path) => !paths.some((other) => other !== path && isWithin(path, other))),
    units: [...new Set(coverage.units)],
    lines: [...new Set(coverage.lines)],
  };
}

/** SQL condition “`unit` (an alias of organisations.unit) is covered”; false for an empty coverage. */
export function isCovered(coverage: Coverage, unit: string): RawBuilder<boolean> {
  const parts = conditionsOf(coverage, unit);
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

/**
 * The same condition in parts, no unit in two of them: paths and lines one by one, and single units without what came
 * before. A list that walks each part by its own index stops after a page; under one `or` it could not.
 */
export function coveredParts(coverage: Coverage, unit: string): readonly RawBuilder<boolean>[] {
  const { paths, lines } = withoutOverlap(coverage);
  const parts = conditionsOf(coverage, unit);
  // Two paths never overlap (see `withoutOverlap`), nor do two lines.
  const overlaps = (at: number) =>
    at < paths.length ? 0 : at < paths.length + lines.length ? paths.length : at;
  return parts.map((part, at) => {
    const before = parts.slice(0, overlaps(at));
    return before.length === 0
      ? part
      : sql<boolean>`(${part} and (${sql.join(before, sql` or `)}) is not true)`;
  });
}

function conditionsOf(coverage: Coverage, unit: string): RawBuilder<boolean>[] {
  const column = (name: string) => sql.ref(`${unit}.${name}`);
  const { paths, units, lines } = withoutOverlap(coverage);
  const parts = paths.map(
    (path) => sql<boolean>`(${column('path')} >= ${path} and ${column('path')} < ${pathEnd(path)})`,
  );
  parts.push(...lines.map((line) => sql<boolean>`${column('line_id')} = ${line}`));
  if (units.length > 0) parts.push(sql`${column('id')} = any(${units}::integer[])`);
  return parts;
}

/** A coverage as values of a kept statement: its text is the same whatever somebody holds, and how much of it. */
export type CoverageValues = {
  /** Between `lows[n]` and `highs[n]` lie the paths of one part of the tree; neither end is a path of that part. */
  readonly lows: readonly string[];
  readonly highs: readonly string[];
  readonly lines: readonly number[];
  readonly units: readonly number[];
  /** What lines and units are limited to: all paths lie between the two when the page is the first and of everything. */
  readonly low: string;
  readonly high: string;
};

/**
 * @param page.after path at which the page begins
 * @param page.under only this path and below
 */
export function coverageValues(
  coverage: Coverage,
  page: { readonly after?: string | undefined; readonly under?: string | undefined } = {},
): CoverageValues {
  const { paths, units, lines } = withoutOverlap(coverage);
  const [from, high] = page.under === undefined ? ['', pathEnd('/')] : rangeOf(page.under);
  const low = later(page.after ?? '', from);
  const ranges = paths
    .map(rangeOf)
    .map(([first, past]) => [later(low, first), past < high ? past : high] as const)
    .filter(([first, past]) => first < past);
  return {
    lows: ranges.map(([first]) => first),
    highs: ranges.map(([, past]) => past),
    lines,
    units,
    low,
    high,
  };
}

function rangeOf(path: string): readonly [low: string, high: string] {
  return [path.slice(0, -1), pathEnd(path)];
}

/** Paths are ASCII: this is the byte order of their column. */
function later(one: string, other: string): string {
  return one > other ? one : other;
}

/**
 * Text of “rows of a coverage in tree order”: one limited walk along an index for each part, put together, so that the
 * work grows with the length of the page and the number of grants, not with the tree. The values stand behind
 * `(select …)`: the planner then thinks the same of every value, and takes the plan it keeps. Where a walk ends is asked
 * outside of it (it goes in that order): a range of two ends is thought so short that the walk would be a sort.
 * @param columns of organisations.unit, `path` among them; places: $1 lows, $2 highs, $3 lines, $4 units, $5 low, $6 high, $7 limit
 */
export function coveredText(columns: string): string {
  const walk = (where: string) =>
    `(select ${columns} from organisations.unit where ${where} and state = 'active' order by path limit (select $7::integer))`;
  return `select distinct on (path) * from (
    select c.* from unnest((select $1::text[]), (select $2::text[])) r (low, high)
      cross join lateral ${walk('path > r.low and path < r.high')} c
    union all
    select c.* from unnest((select $3::integer[])) l (line)
      cross join lateral ${walk('line_id = l.line and path > (select $5::text)')} c where c.path < (select $6::text)
    union all
    select c.* from unnest((select $4::integer[])) n (id)
      cross join lateral ${walk('id = n.id and path > (select $5::text) and path < (select $6::text)')} c) covered
    order by path limit (select $7::integer)`;
}

/** The values of `coveredText`. */
export function coveredPlaces(coverage: Coverage, page: Parameters<typeof coverageValues>[1], limit: number) {
  return [...coverageParameters(coverage, page), limit];
}

/** The values of $1 to $6: lows, highs, lines, units, low, high. */
export function coverageParameters(coverage: Coverage, page: Parameters<typeof coverageValues>[1] = {}) {
  const { lows, highs, lines, units, low, high } = coverageValues(coverage, page);
  return [lows, highs, lines, units, low, high];
}

/** The coverage asked of rows of `organisations.unit u` that are few already; places $1 to $6 of `coverageParameters`. */
export const isMine = `(exists (select from unnest((select $1::text[]), (select $2::text[])) r (low, high)
    where u.path > r.low and u.path < r.high)
  or (line_id = any ((select $3::integer[])::integer[]) or id = any ((select $4::integer[])::integer[]))
    and (u.path > (select $5::text) and u.path < (select $6::text)))`;

/** No limit: what the public directory shows. Every path begins with `/`. */
export const everything: Coverage = { paths: ['/'], units: [], lines: [] };

/** Does the coverage hold every one of these units? */
export async function coversAll(db: Reader, coverage: Coverage, ids: readonly number[]): Promise<boolean> {
  const row = await room(db)
    .selectFrom('organisations.unit as u')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('u.id', 'in', ids)
    .where(isCovered(coverage, 'u'))
    .executeTakeFirstOrThrow();
  return row.count === new Set(ids).size;
}
