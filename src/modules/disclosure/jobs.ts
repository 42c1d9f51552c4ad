import { inTransaction, systemActor } from '#platform/command';
import type { Database } from '#platform/database';
import type { Job } from '#platform/jobs';
import { listDueReminders, remindOfStep } from './commands/remind-steps.ts';
import { listWrongHolders, watchHolders } from './commands/watch-holders.ts';

/**
 * Each morning before work: reminders of steps whose date comes near or has passed, and steps that lost or found somebody who
 * may decide them since yesterday (a term that ended, a delegation that began). One transaction for each, so a kill in the
 * middle loses nothing and the next run goes on.
 */
export async function watchSteps(database: Database, now: Date): Promise<void> {
  const base = { actor: systemActor, now };
  for (const due of await listDueReminders(database.reader, now)) {
    await inTransaction(database, base, (ctx) => remindOfStep(ctx, due));
  }
  for (const revision of await listWrongHolders(database.reader, now)) {
    await inTransaction(database, base, (ctx) => watchHolders(ctx, revision));
  }
}

export const jobs: Readonly<Record<string, Job>> = {
  // 06:20 in China, in UTC.
  'disclosure.watch-steps': {
    cron: '20 22 * * *',
    run: async (_payload, { database, now }) => watchSteps(database, now()),
  },
};
