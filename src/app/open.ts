import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import { type Database, migrate, openDatabase, roleUrl, startEmbeddedDatabase } from '#platform/database';
import { type FileStore, openFileStore } from '#platform/files';
import { migrateJobs } from '#platform/jobs';
import { type InstanceLock, lockInstance } from './instance.ts';
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

/** The data folder belongs to a running server. */
export class AlreadyRunning extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(`a server is running on this data folder (process ${pid})`);
    this.pid = pid;
  }
}

export type OpenOptions = {
  /** A server needs the folder for itself; a command may join a running server. */
  readonly exclusive: boolean;
};

/**
 * Opens an installation: embedded or outside database, migrations, the three roles' connections, the file store.
 * @throws AlreadyRunning when `exclusive` and another server holds the data folder
 */
export async function openInstallation(config: Config, options: OpenOptions): Promise<Installation> {
  const lock = lockInstance(config.data);
  if (!lock.held && options.exclusive && config.databaseUrl === null) throw new AlreadyRunning(lock.pid);
  try {
    const source = await openSource(config, lock);
    try {
      const migrated = await migrate(source.url, source.secret, migrationSources());
      await migrateJobs(source.url);
      const files = await openFileStore(config.data, config.bucket ?? null);
      return connect(config, source, files, migrated, lock);
    } catch (error) {
      await source.stop();
      throw error;
    }
  } catch (error) {
    if (lock.held) lock.release();
    throw error;
  }
}

type Source = { readonly url: string; readonly secret: string; readonly stop: () => Promise<void> };

async function openSource(config: Config, lock: InstanceLock): Promise<Source> {
  if (config.databaseUrl !== null)
    return { url: config.databaseUrl, secret: secretOf(config), stop: async () => undefined };
  const embedded = await startEmbeddedDatabase({
    dataFolder: config.data,
    settings: { max_connections: '120', shared_buffers: '256MB' },
    join: !lock.held,
  });
  // A command that joined a running server leaves the server's database alone.
  return { ...embedded, stop: lock.held ? embedded.stop : async () => undefined };
}

/** What role passwords derive from: the owner's password, or, where the owner needs none, a secret of this folder. */
function secretOf(config: Config): string {
  const password = decodeURIComponent(new URL(config.databaseUrl ?? 'postgres://').password);
  if (password !== '') return password;
  const file = join(config.data, 'database.secret');
  const seed = existsSync(file) ? readFileSync(file, 'utf8') : (config.databaseUrl ?? '');
  return createHash('sha256').update(seed).digest('hex');
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
