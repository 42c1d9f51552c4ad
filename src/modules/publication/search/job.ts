import { addJob, type Job } from '#platform/jobs';
import type { Hearer } from '#platform/outbox';
import { followMove, mendSearch } from './rebuild.ts';

export const MEND_SEARCH = 'publication/mend-search';
const FOLLOW_MOVE = 'publication/follow-move-in-search';

/** Holds the index against what is published and mends it: at every start, and each night. */
const mendSearchJob: Job = {
  cron: '10 18 * * *',
  run: async (_payload, { database }) => {
    await mendSearch(database);
  },
};

/** Said again, it finds every document below its place already. */
const followMoveJob: Job = {
  run: async (payload, { database }) => {
    await followMove(database, (payload as { readonly unit: number }).unit);
  },
};

/** Hears `organisations.moved`: a district may have published much, so a job does it. */
export const moveInSearch: Hearer = async ({ tx }, fact) => {
  const { unit } = fact.data as { readonly unit: number };
  await addJob(tx, FOLLOW_MOVE, { unit }, { key: `${FOLLOW_MOVE}:${unit}` });
};

export const searchJobs = { [MEND_SEARCH]: mendSearchJob, [FOLLOW_MOVE]: followMoveJob } as const;
