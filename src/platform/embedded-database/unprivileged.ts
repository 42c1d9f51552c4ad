import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * PostgreSQL refuses to run as root. Started as root (containers), we run it as an unprivileged user, who must be able to
 * reach both the programs and the data: a checkout below /root is out of reach, so both have a second home.
 */
export type ServiceUser = { readonly name: string; readonly uid: number; readonly gid: number };

const SECOND_HOME = '/var/lib/gongkai';
const CANDIDATES = ['gongkai', 'postgres', 'nobody'] as const;

/** The user to run PostgreSQL as, or null when this process is not root and needs none. */
export function findServiceUser(): ServiceUser | null {
  if (process.getuid?.() !== 0) return null;
  const known = readUsers().get(CANDIDATES[0]);
  if (known !== undefined) return known;
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'gongkai'], {
    stdio: 'ignore',
  });
  const users = readUsers();
  for (const name of CANDIDATES) {
    const user = users.get(name);
    if (user !== undefined) return user;
  }
  throw new Error(
    'PostgreSQL may not run as root, and no user gongkai, postgres or nobody exists on this system',
  );
}

function readUsers(): Map<string, ServiceUser> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return new Map(
    lines.map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { name, uid: Number(uid), gid: Number(gid) }];
    }),
  );
}

/** The programs at a place the user can run them from: where they are, or copied to the second home. */
export async function reachablePrograms(nativeFolder: string, user: ServiceUser | null): Promise<string> {
  if (user === null || (await canRun(join(nativeFolder, 'bin', 'postgres'), user))) return nativeFolder;
  const copy = join(SECOND_HOME, `postgres-${shortHash(nativeFolder)}`);
  if (!(await canRun(join(copy, 'bin', 'postgres'), user))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 });
    chmodSync(SECOND_HOME, 0o755);
    cpSync(nativeFolder, copy, { recursive: true, dereference: true });
  }
  return copy;
}

const canRun = (program: string, { uid, gid }: ServiceUser): Promise<boolean> =>
  succeeds(program, ['--version'], { uid, gid, cwd: '/' });

/** Runs a program; the rest of ours, which may be loading or answering, goes on meanwhile. */
function succeeds(program: string, args: readonly string[], options: SpawnOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/**
 * Where the cluster goes: `<data>/postgres`, or, when the user cannot reach that, a folder of its own in the second home.
 * The choice is written into the data folder, so that data folder and cluster stay together and a new data folder of the
 * same name never meets an old cluster.
 */
export async function clusterFolder(dataFolder: string, user: ServiceUser | null): Promise<string> {
  const note = join(dataFolder, 'postgres.location');
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  if (user === null || (await canEnter(dataFolder, user))) return join(dataFolder, 'postgres');
  const second = join(SECOND_HOME, `data-${randomBytes(8).toString('hex')}`);
  mkdirSync(second, { recursive: true, mode: 0o755 });
  chmodSync(SECOND_HOME, 0o755);
  chownSync(second, user.uid, user.gid);
  const folder = join(second, 'postgres');
  writeFileSync(note, folder, { flush: true });
  return folder;
}

const canEnter = (folder: string, { uid, gid }: ServiceUser): Promise<boolean> =>
  succeeds('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid });

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
