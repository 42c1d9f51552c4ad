import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import { startEmbeddedDatabase } from '#platform/embedded-database';
import { AlreadyRunning, type InstanceLock, lockInstance } from './instance.ts';

/*
 * The first steps of opening an installation. They load next to nothing, so that a database starts while the rest of the
 * program is still being loaded.
 */

/** A database as its owner reaches it. */
export type Source = { readonly url: string; readonly secret: string; readonly stop: () => Promise<void> };

/** An installation that is being opened: its folder is ours, its database is on its way. */
export type Begun = { readonly lock: InstanceLock; readonly source: Promise<Source> };

export type OpenOptions = {
  /** A server needs the folder for itself; a command may join a running server. */
  readonly exclusive: boolean;
};

/**
 * Takes the lock of the data folder.
 * @throws AlreadyRunning when `exclusive` and another server holds it
 */
export function takeFolder(config: Config, { exclusive }: OpenOptions): InstanceLock {
  const lock = lockInstance(config.data);
  if (!lock.held && exclusive && config.databaseUrl === null) throw new AlreadyRunning(lock.pid);
  return lock;
}

/** Starts the database, or finds the outside one. Whoever awaits `source` learns what went wrong. */
export function begin(config: Config, lock: InstanceLock): Begun {
  const source = findSource(config, lock);
  source.catch(() => undefined);
  return { lock, source };
}

/** Gives back what was begun and never opened. */
export async function abandon({ lock, source }: Begun): Promise<void> {
  await source.then((found) => found.stop()).catch(() => undefined);
  if (lock.held) lock.release();
}

async function findSource(config: Config, lock: InstanceLock): Promise<Source> {
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
