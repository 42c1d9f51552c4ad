import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type { Database, Reader } from '#platform/database';

/* Looks at the plans of the statements a query really sends. */

export type Scan = { readonly node: string; readonly index: string | null; readonly rows: number };

/** A reader on the same pool that remembers every statement. */
export function watchedReader(database: Database): {
  readonly reader: Reader;
  readonly sent: CompiledQuery[];
} {
  const sent: CompiledQuery[] = [];
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: (event) => {
      if (event.level === 'query') sent.push(event.query);
    },
  });
  // As in `openDatabase`: a Reader is a Kysely that only `tables` opens.
  return { reader: kysely as unknown as Reader, sent };
}

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
};

/** Runs the statements with EXPLAIN ANALYZE and lists how they came at rows of `unit`, with how many rows they touched. */
export async function scansOfUnit(
  database: Database,
  sent: readonly CompiledQuery[],
): Promise<readonly Scan[]> {
  const scans: Scan[] = [];
  for (const query of sent) {
    const found = await database.pool.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
      `explain (analyze, format json, timing off) ${query.sql}`,
      [...query.parameters],
    );
    for (const { Plan } of found.rows[0]?.['QUERY PLAN'] ?? []) collect(Plan, scans);
  }
  return scans;
}

function collect(plan: Plan, scans: Scan[]): void {
  const index = plan['Index Name'] ?? null;
  if (plan['Relation Name'] === 'unit' || index?.startsWith('unit_')) {
    const perLoop =
      plan['Actual Rows'] +
      (plan['Rows Removed by Filter'] ?? 0) +
      (plan['Rows Removed by Index Recheck'] ?? 0);
    scans.push({ node: plan['Node Type'], index, rows: perLoop * plan['Actual Loops'] });
  }
  for (const inner of plan.Plans ?? []) collect(inner, scans);
}
