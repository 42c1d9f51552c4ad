import { closeSync, fsyncSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs on this data folder. Two servers on one embedded database would end it under each other. */
export type InstanceLock =
  | { readonly held: true; readonly release: () => void }
  | { readonly held: false; readonly pid: number };

/**
 * Takes the lock of a data folder, or says which process holds it. A lock whose process is gone (kill -9, power cut) is
 * taken over: process id and start time must both match for a holder to count as alive.
 */
export function lockInstance(dataFolder: string): InstanceLock {
  const file = join(dataFolder, 'gongkai.pid');
  for (;;) {
    const holder = readHolder(file);
    if (holder !== null && isAlive(holder)) return { held: false, pid: holder.pid };
    if (holder !== null) removeQuietly(file);
    try {
      const handle = openSync(file, 'wx', 0o644);
      writeSync(handle, `${process.pid} ${startTime(process.pid)}\n`);
      fsyncSync(handle);
      closeSync(handle);
      return { held: true, release: () => removeQuietly(file) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (readHolder(file) === null) removeQuietly(file);
    }
  }
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
