import type { Job } from '#platform/jobs';
import { carryOutPlan, listDuePlans, PUBLISH_DUE } from './commands/plan-publication.ts';
import { registerOld } from './commands/register-old.ts';
import { linkJobs } from './links/jobs.ts';
import { documentJobs } from './official-document/check-job.ts';
import { OPEN_DATA, openDataJob } from './open-data/job.ts';
import { searchJobs } from './search/job.ts';

/** Publishes one revision at its moment. A fault is thrown and tried again; a refusal is settled and not repeated. */
const publishDue: Job = {
  run: async (payload, tools) => {
    const { revision } = payload as { readonly revision: string };
    await carryOutPlan(tools.database, revision, tools.now());
  },
};

/**
 * Picks up plans whose own job is gone (restored backup, emptied queue). The row is the schedule, not the job.
 * Its name has a slash because crontab lines take no dot.
 */
const sweepPlans: Job = {
  cron: '*/5 * * * *',
  run: async (_payload, tools) => {
    const now = tools.now();
    for (const revision of await listDuePlans(tools.database, now))
      await carryOutPlan(tools.database, revision, now);
  },
};

/** Registers what was public before the log began: asked for at every start, and looked for each night. */
const registerOldItems: Job = {
  cron: '25 17 * * *',
  run: async (_payload, tools) => {
    await registerOld(tools.database, tools.now());
  },
};

export const REGISTER_OLD = 'publication/register-old';

export const publicationJobs = {
  [PUBLISH_DUE]: publishDue,
  'publication/sweep-plans': sweepPlans,
  [REGISTER_OLD]: registerOldItems,
  ...searchJobs,
  [OPEN_DATA]: openDataJob,
  ...linkJobs,
  ...documentJobs,
} as const;
