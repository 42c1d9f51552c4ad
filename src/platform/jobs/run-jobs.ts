import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Database } from '#platform/database';
import type { Job } from './jobs.ts';
import { forgetSuperseded, freeJobsOfTheDead, type Lease, takeLease } from './lease.ts';
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
/** Jobs at once; the queue's own connections are one more for each of them, one that listens and one that looks. */
const AT_ONCE = 4;
/** A job still running then is given up; another worker will run it again. */
const STOP_MS = 20_000;
/** How long a queue that is ending may take. It ends in order only with a database that answers. */
const ENDING_MS = 10_000;

/**
 * Runs the jobs of all rooms until stopped. The database may vanish and come back meanwhile: nobody then knows which jobs
 * the queue had handed out, so the queue is started anew under another name and what the old one held is run again.
 * @param jobs by name
 */
export async function startJobs(
  database: Database,
  jobs: ReadonlyMap<string, Job>,
  options: RunOptions,
): Promise<JobRunner> {
  const stopped = new AbortController();
  const queue: Queue = { database, jobs, options, stopped: stopped.signal };
  let current = await launch(queue);
  const watched = (async () => {
    for (;;) {
      await current.gone;
      current = await launchAgain(queue);
      if (stopped.signal.aborted) return void current.runner.stop().catch(() => undefined);
    }
  })();
  // Ends when stopped, by the abort.
  watched.catch(() => undefined);
  return {
    stop: async () => {
      stopped.abort();
      const late = new AbortController();
      const timeout = pause(STOP_MS, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([current.runner.stop().catch(() => undefined), timeout]);
      late.abort();
    },
  };
}

type Queue = {
  readonly database: Database;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly options: RunOptions;
  readonly stopped: AbortSignal;
};

type Launched = {
  readonly runner: Runner;
  /** Settles when this queue runs no more jobs, or should not be waited for any longer. */
  readonly gone: Promise<void>;
};

/**
 * The queue's own statements (a job is taken, a job is done) do not wait for the disk: forgotten in a power cut, a job is run
 * again, and jobs bear that. What rooms enqueue is part of their own transactions, and as safe as those.
 */
function queuePool({ pool }: Database): pg.Pool {
  const own = new pg.Pool({
    connectionString: pool.options.connectionString,
    max: AT_ONCE + 2,
    application_name: 'gongkai-queue',
    options: '-c synchronous_commit=off',
  });
  own.on('error', () => undefined);
  own.on('connect', (client) => client.on('error', () => undefined));
  return own;
}

async function launchAgain(queue: Queue): Promise<Launched> {
  for (;;) {
    await pause(RETRY_MS, undefined, { signal: queue.stopped });
    try {
      return await launch(queue);
    } catch (error) {
      queue.options.onFailure('platform.queue', error);
    }
  }
}

/** The queue on connections of its own, which end with it. */
async function runOn(pgPool: pg.Pool, queue: Queue, events: WorkerEvents): Promise<Runner> {
  const end = () => void pgPool.end().catch(() => undefined);
  try {
    const runner = await run({
      pgPool,
      taskList: taskList(queue),
      parsedCronItems: cronItems(queue.jobs),
      noHandleSignals: true,
      logger: silentLogger,
      events,
      // Batching is what makes the queue retry when the database is away at the moment a job ends.
      preset: {
        worker: {
          concurrentJobs: AT_ONCE,
          pollInterval: 1000,
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
    });
    runner.promise.then(end, end);
    return runner;
  } catch (error) {
    end();
    throw error;
  }
}

async function launch(queue: Queue): Promise<Launched> {
  const events: WorkerEvents = new EventEmitter();
  const created = new Promise<string>((resolve) =>
    events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)),
  );
  const runner = await runOn(queuePool(queue.database), queue, events);
  const gone = new Promise<void>((resolve) => {
    runner.promise.then(resolve, () => resolve());
    events.once('pool:gracefulShutdown', () => setTimeout(resolve, ENDING_MS).unref());
  });
  const over = new AbortController();
  gone.finally(() => over.abort());
  void lookAfter(queue, runner, await created, AbortSignal.any([queue.stopped, over.signal]));
  return { runner, gone };
}

/** Holds the lease of a pool and frees what dead ones held, for as long as the pool is the running one. */
async function lookAfter(queue: Queue, runner: Runner, worker: string, over: AbortSignal): Promise<void> {
  let lease: Lease | null = null;
  const lost = (): void => {
    queue.options.onFailure('platform.queue', new Error('the connection broke; the queue is started again'));
    runner.stop().catch(() => undefined);
  };
  while (!over.aborted) {
    try {
      lease ??= await takeLease(queue.database, worker, lost);
      await freeJobsOfTheDead(queue.database);
      await forgetSuperseded(queue.database);
    } catch (error) {
      if (!over.aborted) queue.options.onFailure('platform.free-jobs', error);
    }
    await pause(CARE_MS, undefined, { signal: over }).catch(() => undefined);
  }
  lease?.release();
}

function taskList({ database, jobs, options }: Queue) {
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
