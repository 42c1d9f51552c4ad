import { sql } from 'kysely';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateAt } from '#platform/calendar';
import { inTransaction, systemActor } from '#platform/command';
import { type Database, tables } from '#platform/database';
import { addJob, type Job } from '#platform/jobs';
import { listAlarms } from './alarms.ts';
import { ANCHOR, anchorJob } from './anchors/job.ts';
import { appendEntry, LogStopped } from './append.ts';
import type { LogSettings } from './log.ts';
import { seal } from './sealing/seal.ts';
import { countLeaves, findLastCheckpoint } from './store.ts';

/** Also named by the SQL function `append`, which wakes it. */
export const SEAL = 'log/seal';
const SWEEP = 'log/sweep';
const HEARTBEAT = 'log/heartbeat';

/** Seconds until witnesses are asked again, the first, second … time in a row. */
const PATIENCE = [1, 2, 5, 10, 30, 60] as const;

type SealPayload = { readonly attempt?: number };

/** The room's jobs on one installation. */
export function logJobs(settings: LogSettings): Readonly<Record<string, Job>> {
  const run = async (payload: unknown, { database, now }: Parameters<Job['run']>[1]): Promise<void> => {
    const { attempt = 0 } = payload as SealPayload;
    const outcome = await seal({ database, settings, now });
    if (outcome === 'waiting') await askAgain(database, attempt);
  };
  return {
    [SEAL]: { run },
    /** Whatever was left lying: a job that is gone, a disk that was full, an alarm whose reason has gone. */
    [SWEEP]: {
      cron: '* * * * *',
      run: async (_payload, tools) => {
        if (await isPending(tools.database)) await run({}, tools);
        await forgetSuperseded(tools.database);
      },
    },
    [ANCHOR]: anchorJob(settings),
    /** At midnight in China. */
    [HEARTBEAT]: {
      cron: '0 16 * * *',
      run: (_payload, tools) => beatUnlessStopped(tools.database, tools.now()),
    },
  };
}

async function isPending({ reader }: Database): Promise<boolean> {
  const served = await findLastCheckpoint(reader);
  if ((await listAlarms(reader)).length > 0) return true;
  return (await countLeaves(reader)) > (served?.size ?? 0) || served?.witnessed === false;
}

/**
 * A seal that dies or fails while the next one is asked for is given up by the queue (it takes the key from it), and kept for
 * ever. The next one does its work.
 */
async function forgetSuperseded({ pool }: Database): Promise<void> {
  await pool.query(
    `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs
     where task_identifier = $1 and attempts >= max_attempts and locked_at is null having count(*) > 0`,
    [SEAL],
  );
}

async function askAgain(database: Database, attempt: number): Promise<void> {
  const seconds = PATIENCE[Math.min(attempt, PATIENCE.length - 1)] ?? 60;
  // The queue's clock is the wall's, whatever time a simulation tells.
  const runAt = new Date(Date.now() + seconds * 1000);
  await database.transaction((tx) =>
    addJob(tx, SEAL, { attempt: attempt + 1 }, { key: SEAL, queue: 'log', runAt }),
  );
}

/** A log that is stopped has its alarm, and falls silent. */
async function beatUnlessStopped(database: Database, now: Date): Promise<void> {
  try {
    await beat(database, now);
  } catch (error) {
    if (!(error instanceof LogStopped)) throw error;
  }
}

/** Registers today's heartbeat, unless there is one. A day on which the program did not run has none: silence shows. */
export async function beat(database: Database, now: Date): Promise<void> {
  await inTransaction(database, { actor: systemActor, now }, async (ctx) => {
    const { rows } = await sql<{ claimed_at: string }>`
      select convert_from(entry, 'UTF8')::jsonb ->> 'claimed_at' as claimed_at from transparency_log.leaf
      where type = 'heartbeat' order by idx desc limit 1`.execute(tables<Record<never, never>>(ctx.tx));
    const [last] = rows;
    const hasBeaten = last !== undefined && localDateAt(new Date(last.claimed_at)) === localDateAt(now);
    const index = hasBeaten
      ? null
      : (await appendEntry(ctx, { v: 1, type: 'heartbeat', claimed_at: now.toISOString() })).index;
    await recordAudit(ctx, { action: 'transparency-log.heartbeat', data: { index } });
    return done(null);
  });
}
