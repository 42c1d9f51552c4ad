import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import pg from 'pg';
import { startEmbeddedDatabase } from '#platform/embedded-database';
import { dumpOf } from '#test/dump';
import {
  atEnd,
  freshDataFolder,
  type ProcessOptions,
  type ProgramProcess,
  type RunningServer,
  spawnProgram,
  startServer,
  until,
} from '#test/process';
import { type CrashWorld, environment, makeWorld } from '../crash/world.ts';

/*
 * One installation for the whole matrix: a data folder, and a PostgreSQL with real fsync that lives through all deaths of the
 * program (an outside one, so that two servers may share it and a backup may take its place).
 */

export type Installation = {
  readonly data: string;
  /** The log's folder. */
  readonly log: string;
  /** Where what a reader remembers lies. */
  readonly memory: string;
  readonly world: CrashWorld;
  /** Address of the site, the same in all its lives. */
  readonly url: string;
  /** Names the place at which the next program to get there dies (or stands still). */
  readonly arm: (point: string, signal?: 'SIGKILL' | 'SIGSTOP') => void;
  readonly start: (options?: Pick<ProcessOptions, 'env' | 'args'>) => Promise<RunningServer>;
  /** A process of the program that may die before it is ready. */
  readonly spawn: (command: readonly string[], env?: Readonly<Record<string, string>>) => ProgramProcess;
  /** Waits until this revision is seen by readers. */
  readonly waitUntilOut: (revision: string) => Promise<void>;
  /** All that programs started here have written to their terminals. */
  readonly said: () => string;
  /** Every row of the database, as a backup holds it. */
  readonly dump: () => Promise<Buffer>;
  readonly query: <Row extends object>(sql: string, params?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Keeps the database as it is now under a name; nobody may be connected. */
  readonly backUp: (name: string) => Promise<void>;
  /** Puts a kept one in its place; nobody may be connected. */
  readonly restore: (name: string) => Promise<void>;
};

const DATABASE = 'gongkai';

export async function makeInstallation(t: TestContext, villages: number): Promise<Installation> {
  const data = freshDataFolder(t);
  const base = dirname(data);
  const cluster = join(base, 'cluster');
  mkdirSync(cluster);
  const database = await startEmbeddedDatabase({ dataFolder: cluster, settings: { max_connections: '250' } });
  atEnd(t, async () => {
    await database.stop();
    rmSync(database.folder, { recursive: true, force: true });
  });
  const world = await makeWorld(data, villages, database.url);
  const armed = join(base, 'fail-point');
  const port = await freePort();
  const env = {
    ...environment,
    DATABASE_URL: database.url,
    GONGKAI_FAIL_POINT: `@${armed}`,
    PORT: String(port),
  };
  const outputs: (() => string)[] = [];
  const told = <T extends ProgramProcess>(program: T): T => {
    outputs.push(program.output);
    return program;
  };
  const query = async <Row extends object>(sql: string, params: readonly unknown[] = []) =>
    (await ask<Row>(database.url, sql, params)).rows;
  return {
    data,
    log: join(data, 'log'),
    memory: join(base, 'memory'),
    world,
    url: `http://127.0.0.1:${port}`,
    arm: (point, signal = 'SIGKILL') => writeFileSync(armed, `${point} ${signal}\n`),
    start: async (options = {}) =>
      told(await startServer(t, { ...options, data, env: { ...env, ...options.env } })),
    spawn: (command, more = {}) => told(spawnProgram(t, command, { data, env: { ...env, ...more } })),
    waitUntilOut: (revision) =>
      until(
        async () =>
          (
            await query(
              'select 1 from publication.registration where revision = $1 and revealed_at is not null',
              [revision],
            )
          ).length > 0,
        60_000,
        () => `${revision} does not come out`,
      ),
    said: () => outputs.map((output) => output()).join('\n'),
    dump: async () => (await dumpOf(database.url)).bytes,
    query,
    backUp: (name) => copyDatabase(database.url, DATABASE, name),
    restore: (name) => copyDatabase(database.url, name, DATABASE),
  };
}

async function ask<Row extends object>(url: string, sql: string, params: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Row>(sql, [...params]);
  } finally {
    await client.end();
  }
}

/** As a physical backup: page by page. Connections of programs that were killed a moment ago are ended first. */
async function copyDatabase(url: string, from: string, to: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  await ask(
    admin.toString(),
    'select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname in ($1, $2)',
    [from, to],
  );
  await ask(admin.toString(), `drop database if exists ${to} with (force)`);
  await ask(admin.toString(), `create database ${to} template ${from}`);
}

/** A port nobody has now: the address of the site stays the same through all its lives. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Entries that say nothing much, so that the log is of some size. */
export async function fillLog({ query }: Installation, entries: number): Promise<void> {
  await query(
    `select transparency_log.append(convert_to('{"claimed_at":"' ||
       to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","type":"heartbeat","v":1}', 'UTF8'), 'heartbeat', false)
     from generate_series(1, ${entries})`,
  );
}
