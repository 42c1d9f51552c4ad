import type { Database } from '#platform/database';

/** Any number, the same in every version: the class of advisory locks that say "this worker lives". */
const LEASES = 4_714_225;

/**
 * The proof that a pool of workers is alive: a lock of a database session, which ends with the process, whatever ended it.
 * The queue itself would keep the jobs of a killed worker locked for four hours.
 */
export type Lease = { readonly release: () => void };

/**
 * Takes the lease of a pool on a connection of its own.
 * @param onLost called once when that connection breaks: from then on others may take the pool for dead
 */
export async function takeLease(database: Database, worker: string, onLost: () => void): Promise<Lease> {
  const client = await database.pool.connect();
  let ended = false;
  const end = (): boolean => {
    const first = !ended;
    ended = true;
    // Closed, not given back to the pool: the lock belongs to the session.
    if (first) client.release(true);
    return first;
  };
  client.once('error', () => {
    if (end()) onLost();
  });
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [LEASES, worker]);
  } catch (error) {
    end();
    throw error;
  }
  return { release: () => void end() };
}

/** Gives the jobs of dead workers back to the queue, at once instead of after four hours. Jobs bear being run again. */
export async function freeJobsOfTheDead(database: Database): Promise<void> {
  await database.pool.query(
    `with worker as (
       select locked_by as id from graphile_worker._private_jobs where locked_by is not null
       union select locked_by from graphile_worker._private_job_queues where locked_by is not null
     ), dead as materialized (select id from worker where pg_try_advisory_xact_lock($1, hashtext(id)))
     select graphile_worker.force_unlock_workers(array_agg(id)) from dead having count(*) > 0`,
    [LEASES],
  );
}

/**
 * Drops what a dead worker left of jobs that were asked for again meanwhile: the queue takes the key from such a job and gives it
 * up, and keeps it for ever. The one that was asked for later does its work. A job that failed has an error, and stays.
 */
export async function forgetSuperseded(database: Database): Promise<void> {
  await database.pool.query(
    `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs
     where key is null and attempts >= max_attempts and locked_at is null and last_error is null having count(*) > 0`,
  );
}
