import { z } from 'zod';
import { done, type Result } from '#kernel';
import type { Reader } from '#platform/database';
import type { UnitEvent } from '../forms.ts';
import { room } from '../store/units.ts';
import { cut, decodeCursor } from './cursor.ts';
import { listNames } from './units.ts';

type Page = { rows: UnitEvent[]; total: null; next: string | null };

/** What happened to a unit, newest first. */
export async function listHistory(
  db: Reader,
  unit: number,
  options: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Result<Page, 'cursor-invalid'>> {
  const cursor = decodeCursor(options.cursor, z.tuple([z.int()]));
  if (!cursor.ok) return cursor;
  let query = room(db)
    .selectFrom('organisations.unit_event')
    .selectAll()
    .where('unit_id', '=', unit)
    .orderBy('id', 'desc')
    .limit(options.limit + 1);
  if (cursor.value !== undefined) query = query.where('id', '<', cursor.value[0]);
  const { rows, next } = cut(await query.execute(), options.limit, (row) => [row.id]);
  const others = rows.flatMap((row) => (row.other_unit_id === null ? [] : [row.other_unit_id]));
  const names = await listNames(db, others);
  return done({
    rows: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      on: row.on_date,
      at: row.at.toISOString(),
      actorName: row.actor_name,
      reason: row.reason,
      changes:
        row.other_unit_id === null || row.kind === 'moved'
          ? row.changes
          : [...row.changes, { field: 'unit', from: null, to: names.get(row.other_unit_id) ?? null }],
    })),
    total: null,
    next,
  });
}
