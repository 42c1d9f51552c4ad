import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { room } from '../store/units.ts';

/** A piece that more units have than this is met soon on a walk through the tree; a rarer one is looked up. */
const COMMON = 5_000;
/** The database counts pieces when it analyses the table, a few times a day: asking it again each minute is enough. */
const FRESH_MS = 60_000;

type Known = { readonly at: number; readonly pieces: Promise<ReadonlySet<string>> };
const known = new WeakMap<Reader, Known>();

/**
 * Pieces of names that very many units have, by the database's own statistics; none in an installation of some thousand
 * units, or before its first ANALYZE. Only the way of a search depends on it, never what it may show.
 */
export function commonPieces(db: Reader): Promise<ReadonlySet<string>> {
  const at = performance.now();
  const found = known.get(db);
  if (found !== undefined && at - found.at < FRESH_MS) return found.pieces;
  const pieces = readPieces(db);
  known.set(db, { at, pieces });
  // What failed is asked again by the next search, and not for a minute by nobody.
  pieces.catch(() => known.delete(db));
  return pieces;
}

async function readPieces(db: Reader): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ piece: string }>`
    select e.piece from pg_catalog.pg_stats s
    cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) e (piece, frequency)
    where s.schemaname = 'organisations' and s.tablename = 'unit' and s.attname = 'search_terms' and e.piece is not null
      and e.frequency * (select reltuples from pg_catalog.pg_class where oid = 'organisations.unit'::regclass) > ${COMMON}`.execute(
    room(db),
  );
  return new Set(rows.map((row) => row.piece));
}
