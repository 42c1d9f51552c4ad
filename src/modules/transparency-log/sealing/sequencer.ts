import type { Database } from '#platform/database';

/** Any number, the same in every version: who holds it is the one that signs. */
const SEQUENCER_LOCK = 4_714_227;
/** Longer than any seal takes; then the job gives up and is tried again. */
const WAIT = '120s';

/**
 * Runs `work` as the only sequencer of this database, whatever other processes run. The lock is a session's: it ends with the
 * process, or with the connection. A process that lost it without noticing does no harm either: the tables take a head or a
 * checkpoint only as the successor of the last.
 */
export async function asSequencer<T>(database: Database, work: () => Promise<T>): Promise<T> {
  // Within a process they queue up here: waiting for the lock, each would hold a connection that the one at work may need.
  const before = queues.get(database) ?? Promise.resolve();
  const mine = before.then(() => withLock(database, work));
  queues.set(
    database,
    mine.then(
      () => undefined,
      () => undefined,
    ),
  );
  return mine;
}

const queues = new WeakMap<Database, Promise<void>>();

async function withLock<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  let broken = true;
  try {
    await client.query(`set lock_timeout = '${WAIT}'; select pg_advisory_lock(${SEQUENCER_LOCK})`);
    const answer = await work();
    await client.query(`select pg_advisory_unlock(${SEQUENCER_LOCK}); reset lock_timeout`);
    broken = false;
    return answer;
  } finally {
    // After a fault the connection is closed, and the lock with it.
    client.release(broken);
  }
}
