import { createHash } from 'node:crypto';
import { CompiledQuery, type Kysely, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { Reader } from './handle.ts';

/*
 * Statements whose plan a connection keeps. PostgreSQL plans a statement anew each time unless it was sent under a name;
 * for a list of a few index walks, planning costs more than the walks. Only for statements whose text never changes and
 * whose best plan does not depend on the values: the first five runs are planned for their values, from then on one plan
 * serves all, unless the planner thinks it clearly dearer.
 */

const nameOf = new Map<string, string>();

/** A statement with the values of its places `$1`, `$2` …; answers its rows. */
export type KeptStatement<Row> = (db: Reader, values: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * Declares such a statement; once, when the program is loaded, so that there are as many as the source shows.
 * @param text SQL with places `$1`, `$2` …; it names its columns (a kept plan may not change what it answers)
 */
export function keptStatement<Row>(text: string): KeptStatement<Row> {
  nameOf.set(text, `kept_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`);
  return async (db, values) => {
    // A Reader is a Kysely; see `tables`.
    const kysely = db as unknown as Kysely<unknown>;
    const { rows } = await kysely.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
    return rows;
  };
}

/** The pool as the query builder uses it, sending declared statements under their names. */
export function keepingPlans(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const found = known.get(client) ?? named(client);
      known.set(client, found);
      return found;
    },
    end: () => pool.end(),
  };
}

/** The same connection; whoever takes it from the pool again gets it again, `release` is the pool's own of that time. */
function named(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: unknown, values?: readonly unknown[]) => {
    const name = typeof text === 'string' ? nameOf.get(text) : undefined;
    return name === undefined
      ? Reflect.apply(client.query, client, [text, values])
      : client.query({ name, text: String(text), values: [...(values ?? [])] });
  };
  return { query: query as PostgresPoolClient['query'], release: () => client.release() };
}
