import type { Config } from '#platform/config';
import { type Database, migrate, openDatabase, roleUrl } from '#platform/database';
import { type FileStore, openFileStore } from '#platform/files';
import { migrateJobs } from '#platform/jobs';
import { abandon, type Begun, begin, type OpenOptions, type Source, takeFolder } from './begin.ts';
import type { InstanceLock } from './instance.ts';
import { migrationSources } from './migrations.ts';

/** An installation with its database running, migrated and connected, and its file store open. */
export type Installation = {
  readonly config: Config;
  readonly office: Database;
  readonly worker: Database;
  readonly portal: Database;
  readonly files: FileStore;
  /** Address of the database's owner: for backup and for making databases, never for serving. */
  readonly ownerUrl: string;
  readonly migrated: readonly string[];
  readonly close: () => Promise<void>;
};

/**
 * Opens an installation: embedded or outside database, migrations, the three roles' connections, the file store.
 * @param begun what of it was begun already
 * @throws AlreadyRunning when `exclusive` and another server holds the data folder
 */
export async function openInstallation(
  config: Config,
  options: OpenOptions,
  begun: Begun = begin(config, takeFolder(config, options)),
): Promise<Installation> {
  try {
    const source = await begun.source;
    const migrated = await migrate(source.url, source.secret, migrationSources());
    await migrateJobs(source.url);
    const files = await openFileStore(config.data, config.bucket ?? null);
    return connect(config, source, files, migrated, begun.lock);
  } catch (error) {
    await abandon(begun);
    throw error;
  }
}

function connect(
  config: Config,
  source: Source,
  files: FileStore,
  migrated: readonly string[],
  lock: InstanceLock,
): Installation {
  const open = (role: 'office' | 'worker' | 'portal', most: number) =>
    openDatabase(roleUrl(source.url, source.secret, role), most);
  const office = open('office', 20);
  const worker = open('worker', 12);
  const portal = open('portal', 20);
  return {
    config,
    office,
    worker,
    portal,
    files,
    ownerUrl: source.url,
    migrated,
    close: async () => {
      await Promise.all([office.close(), worker.close(), portal.close()]);
      await source.stop();
      if (lock.held) lock.release();
    },
  };
}
