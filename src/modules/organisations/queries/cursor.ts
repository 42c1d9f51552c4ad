import type { z } from 'zod';
import { done, type Result, refuse } from '#kernel';

/** A page's end as text the client sends back unread. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @returns the values, undefined when there was no cursor; a cursor not of our making is refused */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): Result<z.output<Schema> | undefined, 'cursor-invalid'> {
  if (cursor === undefined) return done(undefined);
  try {
    return done(schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))));
  } catch {
    return refuse('cursor-invalid', 400, {}, 'query.cursor');
  }
}

/** Cuts the row that was read one too many, and names where the next page begins. */
export function cut<Row>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly (string | number)[],
): { readonly rows: Row[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null };
}
