import type { Job } from '#platform/jobs';
import { checkLinks, forgetOldChecks } from './check.ts';
import { collectLinks } from './collect.ts';

/** Twice an hour: what changed is looked through for links, and those that are due are looked at; old looks go. */
export const linkJobs: Readonly<Record<string, Job>> = {
  'publication/check-links': {
    cron: '17,47 * * * *',
    run: async (_payload, { database, now }) => {
      await collectLinks(database, now());
      await checkLinks(database, now);
      await forgetOldChecks(database, now());
    },
  },
};
