import type { Job } from '#platform/jobs';
import { mendSearch } from './rebuild.ts';

export const MEND_SEARCH = 'publication/mend-search';

/** Holds the index against what is published and mends it: at every start, and each night. */
export const mendSearchJob: Job = {
  cron: '10 18 * * *',
  run: async (_payload, { database }) => {
    await mendSearch(database);
  },
};
