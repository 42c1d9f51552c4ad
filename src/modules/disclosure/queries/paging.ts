import { type RawBuilder, sql } from 'kysely';
import type { Grant } from '#kernel';
import type { Coverage } from '#platform/permission';

/** A page of a list: what was asked for and where the last page ended. */
export type PageRequest = { readonly cursor?: string | undefined; readonly limit: number };

export type Page<T> = { readonly rows: T[]; readonly total: number | null; readonly next: string | null };

/** Beyond this nobody counts; the list says “many”. */
const mostCounted = 10_000;

export function totalOf(counted: number): number | null {
  return counted > mostCounted ? null : counted;
}

export const countLimit = mostCounted + 1;

/** Where a page ended: its sort key and its id. Anything unreadable begins at the beginning. */
export function readCursor(cursor: string | undefined): { readonly key: string; readonly id: string } | null {
  const [key, id] = Buffer.from(cursor ?? '', 'base64url')
    .toString('utf8')
    .split(' ');
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  return key !== undefined && id !== undefined && isUuid.test(id) ? { key, id } : null;
}

export function writeCursor(last: { readonly key: string; readonly id: string } | undefined): string | null {
  return last === undefined ? null : Buffer.from(`${last.key} ${last.id}`).toString('base64url');
}

/** Cuts the extra row that was read to know whether there is more. */
export function cutPage<T extends { readonly key: string; readonly id: string }>(
  found: readonly T[],
  limit: number,
): { readonly rows: readonly T[]; readonly next: string | null } {
  const page = found.slice(0, limit);
  return { rows: page, next: found.length > limit ? writeCursor(page.at(-1)) : null };
}

/** A path below `root` lies in [root, end): '/' is followed by '0' in byte order. */
function subtree(path: RawBuilder<string>, root: string): RawBuilder<boolean> {
  return sql<boolean>`(${path} >= ${root} and ${path} < ${`${root.slice(0, -1)}0`})`;
}

export type PlaceColumns = {
  readonly unit: RawBuilder<number>;
  readonly path: RawBuilder<string>;
  readonly line: RawBuilder<number | null>;
};

/** The reach of a grant as SQL; the same rule as `covers` of the kernel. */
export function reaches(grant: Grant, { unit, path, line }: PlaceColumns): RawBuilder<boolean> {
  switch (grant.reach) {
    case 'own':
      return sql<boolean>`${unit} = ${grant.unit}`;
    case 'below':
      return subtree(path, grant.unitPath);
    case 'line':
      return grant.line === null ? sql<boolean>`false` : sql<boolean>`${line} = ${grant.line}`;
  }
}

/** The part of the tree a list may show, as SQL. Nothing covered: nothing shown. */
export function within(coverage: Coverage, { unit, path, line }: PlaceColumns): RawBuilder<boolean> {
  return anyOf([
    ...coverage.paths.map((root) => subtree(path, root)),
    ...(coverage.units.length === 0 ? [] : [sql<boolean>`${unit} = any(${[...coverage.units]}::integer[])`]),
    ...(coverage.lines.length === 0 ? [] : [sql<boolean>`${line} = any(${[...coverage.lines]}::integer[])`]),
  ]);
}

export function anyOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}
