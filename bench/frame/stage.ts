import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, migrate, openDatabase, roleUrl } from '#platform/database';
import { startEmbeddedDatabase } from '#platform/embedded-database';
import { migrateJobs } from '#platform/jobs';
import { migrationSources } from '../../src/app/migrations.ts';

/** A migrated database with the roles a server uses; the owner's connection makes the data. */
export type Installation = {
  readonly office: Database;
  readonly worker: Database;
  readonly portal: Database;
  readonly owner: Database;
  /** Address of the owner's connection, for a program of its own. */
  readonly url: string;
};

export type Stage = {
  readonly version: string;
  readonly freshInstallation: () => Promise<Installation>;
  /** Drops the databases made since the last call, so that the next group finds the disk as the first did. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What an operator's server has, and nothing that trades safety for speed: commits reach the disk. */
const SETTINGS = {
  shared_buffers: '1GB',
  max_connections: '120',
  max_wal_size: '4GB',
  effective_cache_size: '4GB',
};

/** A PostgreSQL of the bench's own in a temporary folder, gone afterwards. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
  // Started as root, the database runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataFolder: folder, settings: SETTINGS });
  const made: { readonly name: string; readonly installation: Installation }[] = [];
  const clear = async () => {
    for (const { name, installation } of made.splice(0)) {
      const { office, worker, portal, owner } = installation;
      for (const database of [office, worker, portal, owner]) await database.close();
      await administer(server.url, `drop database if exists ${name} with (force)`);
    }
  };
  return {
    version: await administer(server.url, 'show server_version'),
    freshInstallation: async () => {
      const name = `bench_${randomBytes(6).toString('hex')}`;
      await administer(server.url, `create database ${name} template template0`);
      const installation = await openMigrated(server, name);
      made.push({ name, installation });
      return installation;
    },
    clear,
    close: async () => {
      await clear();
      await server.stop();
      rmSync(server.folder, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openMigrated(
  server: { readonly url: string; readonly secret: string },
  name: string,
): Promise<Installation> {
  const address = new URL(server.url);
  address.pathname = `/${name}`;
  const url = address.toString();
  await migrate(url, server.secret, migrationSources());
  await migrateJobs(url);
  const open = (role: 'office' | 'worker' | 'portal') => openDatabase(roleUrl(url, server.secret, role), 20);
  return {
    office: open('office'),
    worker: open('worker'),
    portal: open('portal'),
    owner: openDatabase(url, 3),
    url,
  };
}

/** @returns the first column of the first row, if any */
async function administer(url: string, statement: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query<Record<string, string>>(statement);
    return Object.values(answer.rows[0] ?? {})[0] ?? '';
  } finally {
    await client.end();
  }
}
