import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findServiceUser, freePort } from '#platform/embedded-database';

const programs = '/usr/lib/postgresql/15/bin';
const password = 'outside-postgres-15';

export type OutsidePostgres = { readonly url: string; readonly stop: () => Promise<void> };

/** A throw-away cluster of Debian's PostgreSQL 15: the "outside" database of the suite's second pass. */
export async function startDebianPostgres(): Promise<OutsidePostgres> {
  const user = findServiceUser();
  const as = user === null ? { cwd: '/' } : { uid: user.uid, gid: user.gid, cwd: '/' };
  const base = mkdtempSync(join(tmpdir(), 'gongkai-pg15-'));
  const folder = join(base, 'data');
  const passwordFile = join(base, 'password');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== null) for (const path of [base, folder, passwordFile]) chownSync(path, user.uid, user.gid);
  const made = spawnSync(
    join(programs, 'initdb'),
    [
      '-D',
      folder,
      '-U',
      'gongkai_owner',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ],
    { ...as, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb of PostgreSQL 15 failed: ${made.stderr}`);
  const port = await freePort();
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=300',
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
  ];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', folder, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
    {
      ...as,
      stdio: 'ignore',
    },
  );
  const url = `postgres://gongkai_owner:${password}@127.0.0.1:${port}/postgres`;
  await waitFor(url);
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function waitFor(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await pause(50);
    }
  }
  throw new Error('PostgreSQL 15 did not start');
}
