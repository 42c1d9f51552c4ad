import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** What the suite's databases and uploads need at most, with room to spare; in bytes. */
const needed = 6 * 1024 ** 3;
const prefix = 'gongkai-suite-';

/**
 * A folder for everything that one run of the suite writes and throws away: in memory where there is room (a thousand
 * databases are made and dropped, and a disk would be what the run waits for), else the system's folder for such things.
 * What a killed run left in memory is removed.
 */
export function openScratch(): { readonly path: string; readonly remove: () => void } {
  if (!hasRoom()) return { path: tmpdir(), remove: () => undefined };
  for (const name of readdirSync(memory))
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length))))
      removeTree(join(memory, name));
  const path = join(memory, `${prefix}${process.pid}`);
  mkdirSync(path, { recursive: true });
  // As open as the system's own: the database runs as another user when the suite is run by root.
  chmodSync(path, 0o1777);
  return { path, remove: () => removeTree(path) };
}

function hasRoom(): boolean {
  if (!existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= needed;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Another user's leavings stay. */
function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
}
