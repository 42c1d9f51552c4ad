import type pg from 'pg';
import type { Database } from '#platform/database';

/** Any number, the same in every version: the class of advisory locks that say "this worker lives". */
const LEASES = 4_714_225;

/**
 * The proof that a pool of workers is alive: a lock of a database session, which ends with the process, whatever ended it.
 * The queue itself would keep the jobs of a killed worker locked for four hours.
 */
export type Lease = {
  /** Takes the lock, again where the connection broke. */
  readonly hold: (worker: string) => Promise<void>;
  readonly release: () => void;
};

export function openLease(database: Database): Lease {
  let holding: { readonly worker: string; readonly client: pg.PoolClient } | null = null;
  const release = (): void => {
    // Closed, not given back: the lock belongs to the session.
    holding?.client.release(true);
    holding = null;
  };
  return {
    release,
    hold: async (worker) => {
      if (holding?.worker === worker) return;
      release();
      const client = await database.pool.connect();
      const mine = { worker, client };
      client.once('error', () => {
        if (holding === mine) release();
      });
      holding = mine;
      await client.query('select pg_advisory_lock($1, hashtext($2))', [LEASES, worker]);
    },
  };
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
