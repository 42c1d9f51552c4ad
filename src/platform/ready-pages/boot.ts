import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { closeOpened, openCurrent, readStateOf } from './folder.ts';

/** A number of the system's boot: after a power cut nothing is known of what had reached the disk. */
export function bootNumber(): number {
  try {
    const id = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    // 48 bits: a number that fits where numbers are kept.
    return createHash('sha256').update(id).digest().readUIntBE(0, 6);
  } catch {
    return 1;
  }
}

/** Was the folder last kept since the system started? Until a keeper has looked, only then is anything known of its bytes. */
export function isOfThisBoot(folder: string): boolean {
  const opened = openCurrent(folder, 'r');
  if (opened === undefined) return false;
  try {
    return readStateOf(opened).boot === bootNumber();
  } finally {
    closeOpened(opened);
  }
}
