import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrate, readMigrations } from '#platform/database';
import { startEmbeddedDatabase } from '#platform/embedded-database';
import { migrateJobs } from '#platform/jobs';
import { migrationSources } from '../../src/app/migrations.ts';

/** A PostgreSQL for tests: the owner's address (any database of it) and the secret roles' passwords derive from. */
export type TestCluster = { readonly url: string; readonly secret: string };

/** Set by the test runner; a single test file run by hand starts a cluster of its own that later runs take over. */
const URL_VARIABLE = 'GONGKAI_TEST_CLUSTER';

const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'gongkai-test');

/** Speed over safety: these databases are thrown away. Crash tests use a cluster of their own with real fsync. */
const THROWAWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '256MB',
};

export async function testCluster(): Promise<TestCluster> {
  const given = process.env[URL_VARIABLE];
  if (given !== undefined) return { url: given, secret: decodeURIComponent(new URL(given).password) };
  mkdirSync(folder, { recursive: true });
  return await withLock(join(folder, 'starting'), async () => {
    const embedded = await startEmbeddedDatabase({ dataFolder: folder, settings: THROWAWAY });
    return { url: embedded.url, secret: embedded.secret };
  });
}

/** A cluster for one run of the whole suite, in a folder of its own; its address is handed to the test processes. */
export async function startTestCluster(): Promise<TestCluster & { readonly stop: () => Promise<void> }> {
  const own = mkdtempSync(join(tmpdir(), 'gongkai-test-'));
  // Started as root, the database runs as another user, who must be able to enter.
  chmodSync(own, 0o755);
  const embedded = await startEmbeddedDatabase({ dataFolder: own, settings: THROWAWAY });
  return {
    url: embedded.url,
    secret: embedded.secret,
    stop: async () => {
      await embedded.stop();
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** A lock between processes: a folder is made by one only. A lock older than a minute belongs to a killed process. */
async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch {
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 60_000) rmdirSync(path);
      await pause(50);
    }
  }
  try {
    return await work();
  } finally {
    rmdirSync(path);
  }
}

/** The name of a database with all migrations applied, made once per state of the migrations. */
export async function templateDatabase(cluster: TestCluster): Promise<string> {
  const rooms = process.env['GONGKAI_TEST_ROOMS']?.split(',');
  const sources = migrationSources().filter(
    ({ room }) => rooms === undefined || room.startsWith('platform') || rooms.includes(room),
  );
  const state = readMigrations(sources)
    .map((m) => `${m.room}/${m.name}/${m.checksum}`)
    .join('\n');
  const name = `gongkai_template_${createHash('sha256').update(state).digest('hex').slice(0, 12)}`;
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(77001)');
    const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      const building = `${name}_building`;
      await admin.query(`drop database if exists ${building} with (force)`);
      await admin.query(`create database ${building} template template0`);
      const url = databaseUrl(cluster, building);
      await migrate(url, cluster.secret, sources);
      await migrateJobs(url);
      await admin.query(`alter database ${building} rename to ${name}`);
    }
    return name;
  } finally {
    await admin.end();
  }
}

export function databaseUrl(cluster: TestCluster, database: string): string {
  const url = new URL(cluster.url);
  url.pathname = `/${database}`;
  return url.toString();
}
