import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type { Database, Reader } from '#platform/database';

/* What the statements of a query cost in rows, whatever the machine does meanwhile. */

export type Cost = {
  readonly statements: number;
  /** Rows that were read of each table, those that a filter then dropped included. */
  readonly rows: Readonly<Record<string, number>>;
  /** Tables that were read from end to end. */
  readonly whole: readonly string[];
};

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
};

/** Runs the work, then each statement it sent once more with EXPLAIN ANALYZE. */
export async function costOf<T>(
  database: Database,
  work: (db: Reader) => Promise<T>,
): Promise<{ readonly answer: T; readonly cost: Cost }> {
  const sent: CompiledQuery[] = [];
  const watched = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: (event) => {
      // What the database knows of its own statistics is asked once a minute, not once a search.
      if (event.level === 'query' && !event.query.sql.includes('pg_catalog.pg_stats')) sent.push(event.query);
    },
  });
  // As in `openDatabase`: a Reader is a Kysely that only `tables` opens.
  const answer = await work(watched as unknown as Reader);
  const rows: Record<string, number> = {};
  const whole: string[] = [];
  for (const query of sent) {
    const found = await database.pool.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
      `explain (analyze, format json, timing off) ${query.sql}`,
      [...query.parameters],
    );
    for (const { Plan } of found.rows[0]?.['QUERY PLAN'] ?? []) collect(Plan, rows, whole);
  }
  return { answer, cost: { statements: sent.length, rows, whole } };
}

function collect(plan: Plan, rows: Record<string, number>, whole: string[]): void {
  const table = plan['Relation Name'];
  if (table !== undefined) {
    const dropped = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
    rows[table] = (rows[table] ?? 0) + (plan['Actual Rows'] + dropped) * plan['Actual Loops'];
    if (plan['Node Type'] === 'Seq Scan') whole.push(table);
  }
  for (const inner of plan.Plans ?? []) collect(inner, rows, whole);
}
