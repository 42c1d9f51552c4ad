import { parseCronItems, type Runner, run, runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import { type Database, databaseRoles, roleName, type Tx, tables } from '#platform/database';
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
  await sql`select graphile_worker.add_job(
    identifier => ${name}::text,
    payload => ${JSON.stringify(payload)}::json,
    run_at => ${options.runAt ?? null}::timestamptz,
    job_key => ${options.key ?? null}::text,
    queue_name => ${options.queue ?? null}::text,
    max_attempts => ${options.maxAttempts ?? 25}::integer)`.execute(tables<Record<never, never>>(tx));
}

/**
 * Makes or upgrades the queue's own schema, and opens it to the roles that enqueue and run jobs (its tables carry
 * row-level security that admits only their owner).
 */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: silentLogger });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
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

export type JobRunner = { readonly stop: () => Promise<void> };

/**
 * Runs the jobs of all rooms until stopped.
 * @param jobs by name
 * @param onFailure told about each failed attempt (it will be tried again)
 */
export async function startJobs(
  database: Database,
  jobs: ReadonlyMap<string, Job>,
  options: { readonly now: () => Date; readonly onFailure: (job: string, error: unknown) => void },
): Promise<JobRunner> {
  const tools: JobTools = { database, now: options.now };
  const taskList = Object.fromEntries(
    [...jobs].map(([name, job]) => [
      name,
      async (payload: unknown) => {
        try {
          await job.run(payload, tools);
        } catch (error) {
          options.onFailure(name, error);
          throw error;
        }
      },
    ]),
  );
  const parsedCronItems = parseCronItems(
    [...jobs].flatMap(([task, job]) => (job.cron === undefined ? [] : [{ task, match: job.cron }])),
  );
  const runner: Runner = await run({
    pgPool: database.pool,
    taskList,
    parsedCronItems,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: silentLogger,
  });
  return { stop: () => runner.stop() };
}
