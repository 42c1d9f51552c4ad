import { runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import { type Database, databaseRoles, kept, later, roleName, type Tx, tables } from '#platform/database';
import { silentLogger } from './silent-logger.ts';

/** A job that a room runs in the background. Names are plain strings, so a queue outlives a refactoring. */
export type Job = {
  /** Runs at least once; must be harmless when repeated. */
  readonly run: (payload: unknown, tools: JobTools) => Promise<void>;
  /** Crontab pattern (minute hour day month weekday, UTC) when it also runs by the clock. */
  readonly cron?: string;
};

export type JobTools = { readonly database: Database; readonly now: () => Date };

export type JobOptions = {
  readonly runAt?: Date;
  /** Jobs with the same key are one: the later call replaces the waiting one. */
  readonly key?: string;
  /** Jobs in one queue run one after another. */
  readonly queue?: string;
  readonly maxAttempts?: number;
};

/** Enqueues a job in the caller's transaction: it exists if and only if the transaction commits. */
export async function addJob(
  tx: Tx,
  name: string,
  payload: object = {},
  options: JobOptions = {},
): Promise<void> {
  const query = sql`select graphile_worker.add_job(
    identifier => ${name}::text,
    payload => ${JSON.stringify(payload)}::json,
    run_at => ${options.runAt ?? null}::timestamptz,
    job_key => ${options.key ?? null}::text,
    queue_name => ${options.queue ?? null}::text,
    max_attempts => ${options.maxAttempts ?? 25}::integer)`;
  const database = tables<Record<never, never>>(tx);
  await later(tx, kept({ compile: () => query.compile(database) }));
}

/** Any number, the same in every version. */
const QUEUE_MIGRATION_LOCK = 4_714_224;

/**
 * Makes or upgrades the queue's own schema, and opens it to the roles that enqueue and run jobs (its tables carry
 * row-level security that admits only their owner).
 */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Portal, office and worker may start at the same moment on one database.
    await client.query('select pg_advisory_lock($1)', [QUEUE_MIGRATION_LOCK]);
    await runMigrations({ connectionString: ownerUrl, logger: silentLogger });
    const roles = databaseRoles
      .filter((role) => role !== 'portal')
      .map(roleName)
      .join(', ');
    await client.query(`grant usage on schema graphile_worker to ${roles};
      grant select, insert, update, delete on all tables in schema graphile_worker to ${roles};
      grant usage, select, update on all sequences in schema graphile_worker to ${roles};
      grant execute on all functions in schema graphile_worker to ${roles};`);
    const found = await client.query<{ relname: string }>(`select c.relname from pg_class c
      where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'gongkai_roles')`);
    for (const { relname } of found.rows) {
      await client.query(
        `create policy gongkai_roles on graphile_worker.${pg.escapeIdentifier(relname)} to ${roles} using (true) with check (true)`,
      );
    }
  } finally {
    await client.end();
  }
}
