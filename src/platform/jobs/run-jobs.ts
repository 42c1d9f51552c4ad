import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import type { Database } from '#platform/database';
import type { Job } from './jobs.ts';
import { freeJobsOfTheDead, type Lease, openLease } from './lease.ts';
import { silentLogger } from './silent-logger.ts';

export type JobRunner = { readonly stop: () => Promise<void> };

export type RunOptions = {
  readonly now: () => Date;
  /** Told about each failed attempt (it will be tried again). */
  readonly onFailure: (job: string, error: unknown) => void;
};

/** How often the jobs of dead workers are looked for, and how long to wait before starting again after a fault. */
const CARE_MS = 5_000;
const RETRY_MS = 1_000;
/** A job still running then is given up; another worker will run it again. */
const STOP_MS = 20_000;

/**
 * Runs the jobs of all rooms until stopped. The database may vanish and come back meanwhile: what a job did is then
 * recorded late or the job is run again, and a queue that gave up is started anew.
 * @param jobs by name
 */
export async function startJobs(
  database: Database,
  jobs: ReadonlyMap<string, Job>,
  options: RunOptions,
): Promise<JobRunner> {
  const lease = openLease(database);
  const stopped = new AbortController();
  const care = { database, lease, stopped: stopped.signal };
  let current = await launch(care, jobs, options);
  const watched = (async () => {
    for (;;) {
      await current.promise.catch(() => undefined);
      if (stopped.signal.aborted) return;
      options.onFailure('platform.queue', new Error('the queue ended; it is started again'));
      current = await launchAgain(care, jobs, options);
    }
  })();
  watched.catch(() => undefined);
  return {
    stop: async () => {
      stopped.abort();
      const late = new AbortController();
      const timeout = pause(STOP_MS, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([current.stop().catch(() => undefined), timeout]);
      late.abort();
      lease.release();
    },
  };
}

type Care = { readonly database: Database; readonly lease: Lease; readonly stopped: AbortSignal };

async function launchAgain(care: Care, jobs: ReadonlyMap<string, Job>, options: RunOptions): Promise<Runner> {
  for (;;) {
    await pause(RETRY_MS, undefined, { signal: care.stopped });
    try {
      return await launch(care, jobs, options);
    } catch (error) {
      options.onFailure('platform.queue', error);
    }
  }
}

async function launch(care: Care, jobs: ReadonlyMap<string, Job>, options: RunOptions): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  const over = new AbortController();
  const stopped = AbortSignal.any([care.stopped, over.signal]);
  events.once(
    'pool:create',
    ({ workerPool }) => void lookAfter({ ...care, stopped }, workerPool.id, options),
  );
  const runner = await run({
    pgPool: care.database.pool,
    taskList: taskList(care.database, jobs, options),
    parsedCronItems: cronItems(jobs),
    noHandleSignals: true,
    logger: silentLogger,
    events,
    // Batching is what makes the queue retry when the database is away at the moment a job ends.
    preset: {
      worker: { concurrentJobs: 4, pollInterval: 1000, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
  });
  runner.promise.catch(() => undefined).finally(() => over.abort());
  return runner;
}

/** Keeps the lease of a pool and frees what dead ones held, for as long as the pool is the running one. */
async function lookAfter(
  { database, lease, stopped }: Care,
  worker: string,
  options: RunOptions,
): Promise<void> {
  while (!stopped.aborted) {
    try {
      await lease.hold(worker);
      await freeJobsOfTheDead(database);
    } catch (error) {
      if (!stopped.aborted) options.onFailure('platform.free-jobs', error);
    }
    await pause(CARE_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
}

function taskList(database: Database, jobs: ReadonlyMap<string, Job>, options: RunOptions) {
  const tools = { database, now: options.now };
  return Object.fromEntries(
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
}

function cronItems(jobs: ReadonlyMap<string, Job>) {
  return parseCronItems(
    [...jobs].flatMap(([task, job]) => (job.cron === undefined ? [] : [{ task, match: job.cron }])),
  );
}
