import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Coverage } from '#platform/permission';
import { endOfSubtree } from '../store/query.ts';

/** The units an actor's grants reach, as a condition on `u` (a `unit_ref`); nothing when they reach none. */
export function isCovered(coverage: Coverage): RawBuilder<SqlBool> {
  const reached = [
    sql<SqlBool>`u.id = any(${[...coverage.units]}::integer[])`,
    sql<SqlBool>`u.line_id = any(${[...coverage.lines]}::integer[])`,
    ...coverage.paths.map(isBelow),
  ];
  return sql<SqlBool>`(${sql.join(reached, sql` or `)})`;
}

/** `u` is this unit or stands below it: one range of the index. */
export function isBelow(path: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(u.path >= ${path} and u.path < ${endOfSubtree(path)})`;
}

/** A page's place: the sort value and id of its last row. */
export function readCursor(
  cursor: string | undefined,
): { readonly value: string; readonly id: string } | undefined {
  const match = /^([0-9TZ:.-]{10,30})\|([0-9a-f-]{36})$/.exec(cursor ?? '');
  return match?.[1] === undefined || match[2] === undefined ? undefined : { value: match[1], id: match[2] };
}

export function writeCursor(value: string, id: string): string {
  return `${value}|${id}`;
}
