import type { CommandContext } from '#platform/command';
import type { FileStore } from '#platform/files';
import { addJob, type Job } from '#platform/jobs';
import { makeFiles } from './make-files.ts';

export const OPEN_DATA = 'publication/open-data';

let connected: FileStore | null = null;

/** Where the files of open data are kept: told once, when the program is put together. */
export function connectOpenData(files: FileStore): void {
  connected = files;
}

/** @throws when the program was put together without `connectOpenData` */
export function connectedFiles(): FileStore {
  if (connected === null) throw new Error('publication: connectOpenData was not called');
  return connected;
}

/** Makes the files that are no longer right: after what was published, at once after what was taken, and each night. */
export const openDataJob: Job = {
  cron: '40 17 * * *',
  run: async (_payload, tools) => {
    await makeFiles(tools.database, connectedFiles(), tools.now());
  },
};

const RHYTHM_MS = 15 * 60_000;

/** Hears `publication.published`: the files follow with the next quarter of an hour, however many items come before it. */
export async function makeFilesSoon(ctx: CommandContext): Promise<void> {
  const runAt = new Date(Math.ceil((ctx.now.getTime() + 1) / RHYTHM_MS) * RHYTHM_MS);
  await addJob(ctx.tx, OPEN_DATA, {}, { runAt, key: 'open data soon', queue: OPEN_DATA });
}

/** Hears `publication.withdrawn` and `.erased`: until the files are made anew none is given out. */
export async function makeFilesNow(ctx: CommandContext): Promise<void> {
  await addJob(ctx.tx, OPEN_DATA, {}, { key: 'open data now', queue: OPEN_DATA });
}
