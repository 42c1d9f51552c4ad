import type { FileStore } from '#platform/files';
import type { Job } from '#platform/jobs';
import { checkDocuments } from './check.ts';

/** Its name has a slash because crontab lines take no dot. */
export const CHECK_DOCUMENTS = 'publication/check-documents';

let store: FileStore | null = null;

/** Where pictures of texts lie, for the job that has no request to tell it. */
export function connectDocuments(files: FileStore): void {
  store = files;
}

/** Looks whether what is public can be made as PDF and Word: new items within a quarter of an hour, failed ones again. */
export const documentJobs: Readonly<Record<string, Job>> = {
  [CHECK_DOCUMENTS]: {
    cron: '*/15 * * * *',
    run: async (_payload, tools) => {
      if (store !== null) await checkDocuments(tools.database, store, tools.now());
    },
  },
};
