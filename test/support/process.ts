import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

/* The program as its operator runs it: a process of its own, spoken to by signals and over HTTP. */

const root = join(import.meta.dirname, '..', '..');
const program = join('src', 'app', 'cli.ts');
const READY_MS = 120_000;
const STOP_MS = 40_000;

export type ProcessOptions = {
  /** On top of what every test process gets: the folder below, a free port, production mode. */
  readonly env?: Readonly<Record<string, string>>;
  /** After `start`, e.g. `['--role', 'portal']`. */
  readonly args?: readonly string[];
  /** The data folder; a fresh one by default. */
  readonly data?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Another copy of the program to run. */
  readonly cwd?: string;
};

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A process of the program, from the moment it was spawned. */
export type ProgramProcess = {
  readonly pid: number;
  readonly data: string;
  /** All that it wrote so far, both streams in order. */
  readonly output: () => string;
  /** Ends it as kill -9 does and waits until it is gone. Its PostgreSQL lives on. */
  readonly kill9: () => Promise<void>;
  /** Asks it to stop (SIGTERM) and waits until it has. */
  readonly stop: () => Promise<Ended>;
  /** How it ended. @throws when it still runs after `ms` */
  readonly ended: (ms?: number) => Promise<Ended>;
};

export type RunningServer = ProgramProcess & {
  /** Where it listens. */
  readonly url: string;
  /** Process id of its own PostgreSQL now; null with an outside database, and while there is none. */
  readonly postgresPid: () => number | null;
};

const endings = new WeakMap<object, (() => unknown)[]>();

/** Does something when the test ends, the last thing first: a server ends before its folder goes. */
export function atEnd(t: Pick<TestContext, 'after'>, work: () => unknown): void {
  const known = endings.get(t);
  if (known !== undefined) return void known.push(work);
  const all = [work];
  endings.set(t, all);
  t.after(async () => {
    for (const one of all.toReversed()) await one();
  });
}

/** A folder for one installation, open to the user the database runs as, removed when the test ends. */
export function freshDataFolder(t: Pick<TestContext, 'after'>, name = 'data'): string {
  const base = mkdtempSync(join(tmpdir(), 'gongkai-process-'));
  chmodSync(base, 0o755);
  atEnd(t, () => rmSync(base, { recursive: true, force: true }));
  return join(base, name);
}

/** Spawns a command of the program. Whatever is left of it and of its database ends with the test. */
export function spawnProgram(
  t: Pick<TestContext, 'after'>,
  command: readonly string[],
  options: ProcessOptions = {},
): ProgramProcess {
  const data = options.data ?? freshDataFolder(t);
  const child = spawn(process.execPath, [program, ...command], {
    cwd: options.cwd ?? root,
    env: { ...cleanEnvironment(), GONGKAI_DATA: data, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const end = endOf(child);
  const signal = async (name: NodeJS.Signals): Promise<Ended> => {
    child.kill(name);
    return within(end, STOP_MS, () => `the program did not end on ${name}:\n${output}`);
  };
  atEnd(t, async () => {
    child.kill('SIGKILL');
    await end;
    const left = readPostgresPid(data);
    if (left !== null) await killPid(left);
  });
  return {
    pid: child.pid ?? 0,
    data,
    output: () => output,
    kill9: async () => void (await signal('SIGKILL')),
    stop: () => signal('SIGTERM'),
    ended: (ms = READY_MS) => within(end, ms, () => `the program still runs:\n${output}`),
  };
}

/** Our own settings must not leak in from the shell that runs the suite. */
function cleanEnvironment(): Record<string, string | undefined> {
  const { GONGKAI_DATA: _, GONGKAI_MODE: __, GONGKAI_URL: ___, DATABASE_URL: ____, ...rest } = process.env;
  return { ...rest, PORT: '0', GONGKAI_HOST: '127.0.0.1' };
}

function endOf(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // `close`, not `exit`: by then everything it wrote has been read.
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

async function within<T>(work: Promise<T>, ms: number, why: () => string): Promise<T> {
  const limit = new AbortController();
  const late = pause(ms, undefined, { signal: limit.signal }).then(() => {
    throw new Error(why());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    limit.abort();
    late.catch(() => undefined);
  }
}

/**
 * Starts a server in production mode (an empty installation, ready in seconds) unless `env` says otherwise, and waits until
 * it answers.
 * @throws with its output when it ends instead
 */
export async function startServer(
  t: Pick<TestContext, 'after'>,
  options: ProcessOptions = {},
): Promise<RunningServer> {
  const env = { GONGKAI_MODE: 'production', GONGKAI_URL: 'https://gongkai.example.cn', ...options.env };
  const running = spawnProgram(t, ['start', ...(options.args ?? [])], { ...options, env });
  let ended = false;
  running.ended(24 * 3_600_000).then(
    () => {
      ended = true;
    },
    () => undefined,
  );
  const address = /(?:listening|portal): +(http:\/\/127\.0\.0\.1:\d+)\/?$/m;
  await until(
    async () => ended || address.test(running.output()),
    READY_MS,
    () => `the server is not ready:\n${running.output()}`,
  );
  const url = address.exec(running.output())?.[1];
  if (url === undefined) throw new Error(`the server ended:\n${running.output()}`);
  return { ...running, url, postgresPid: () => readPostgresPid(running.data) };
}

/**
 * Asks again and again until it is true.
 * @throws `why` after `ms` milliseconds; an error of the question counts as no
 */
export async function until(
  question: () => Promise<boolean>,
  ms: number,
  why: () => string = () => 'waited in vain',
): Promise<void> {
  const deadline = Date.now() + ms;
  let last: unknown;
  for (;;) {
    try {
      if (await question()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(why(), { cause: last });
    await pause(25);
  }
}

/** Where the database of a data folder lies. */
function clusterOf(data: string): string {
  const note = join(data, 'postgres.location');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(data, 'postgres');
}

/** The living postmaster of a data folder, or null. */
export function readPostgresPid(data: string): number | null {
  try {
    const folder = clusterOf(data);
    const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 && commandOf(pid).includes(folder) ? pid : null;
  } catch {
    return null;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Ends a process (one we started) as kill -9 does and waits until it is gone. */
export async function killPid(pid: number): Promise<void> {
  const before = commandOf(pid);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  await until(
    async () => before === '' || commandOf(pid) !== before,
    10_000,
    () => `process ${pid} lives on`,
  );
}
