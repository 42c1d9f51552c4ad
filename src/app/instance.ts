import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs on this data folder. Two servers on one embedded database would end it under each other. */
export type InstanceLock =
  | { readonly held: true; readonly release: () => void }
  | { readonly held: false; readonly pid: number };

/** The data folder belongs to a running server. */
export class AlreadyRunning extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(`a server is running on this data folder (process ${pid})`);
    this.pid = pid;
  }
}

/**
 * Takes the lock of a data folder, or says which process holds it. A lock whose process is gone (kill -9, power cut) is
 * taken over: process id and start time must both match for a holder to count as alive. The lock appears with its
 * content, by a hard link, so that nobody ever reads half of one.
 */
export function lockInstance(dataFolder: string): InstanceLock {
  const file = join(dataFolder, 'gongkai.pid');
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startTime(process.pid)}\n`, { mode: 0o644, flush: true });
  try {
    while (!isLinked(mine, file)) {
      const holder = readHolder(file);
      if (holder !== null && isAlive(holder)) return { held: false, pid: holder.pid };
      dropStale(file);
    }
    return { held: true, release: () => removeQuietly(file) };
  } finally {
    removeQuietly(mine);
  }
}

function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead lock away. Whoever took it over meanwhile gets theirs back. */
function dropStale(file: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken !== null && isAlive(taken)) isLinked(aside, file);
  removeQuietly(aside);
}

type Holder = { readonly pid: number; readonly started: string };

function readHolder(file: string): Holder | null {
  try {
    const [pid = '', started = ''] = readFileSync(file, 'utf8').trim().split(' ');
    return /^\d+$/.test(pid) ? { pid: Number(pid), started } : null;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return startTime(holder.pid) === holder.started;
}

/** When a process began, in clock ticks since boot: tells a holder from a stranger that got its number later. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Gone already: what we wanted.
  }
}
