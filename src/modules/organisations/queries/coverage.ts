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

/**
 * One limited range of an index for each part of a coverage, put together in tree order: the work grows with the length
 * of the page and the number of grants, not with the size of the tree.
 * @param after path after which the page begins
 */
export function coveredRows(
  coverage: Coverage,
  page: {
    readonly after: string;
    readonly limit: number;
    readonly columns: RawBuilder<unknown>;
    /** Only this path and below. */
    readonly under?: string | undefined;
  },
): RawBuilder<unknown> {
  const { paths, units, lines } = withoutOverlap(coverage);
  const below =
    page.under === undefined ? sql`` : sql`and path >= ${page.under} and path < ${pathEnd(page.under)}`;
  const branch = (condition: RawBuilder<unknown>) => sql`(select ${page.columns} from organisations.unit
    where ${condition} and path > ${page.after} ${below} and state = 'active' order by path limit ${page.limit})`;
  const branches = [
    ...paths.map((path) => branch(sql`path >= ${path} and path < ${pathEnd(path)}`)),
    ...lines.map((line) => branch(sql`line_id = ${line}`)),
    ...(units.length === 0 ? [] : [branch(sql`id = any(${units}::integer[])`)]),
  ];
  if (branches.length === 0) return sql`select ${page.columns} from organisations.unit where false`;
  return sql`select distinct on (path) * from (${sql.join(branches, sql` union all `)}) covered
    order by path limit ${page.limit}`;
}

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
