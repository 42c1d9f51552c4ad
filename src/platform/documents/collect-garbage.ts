import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Megabytes of heap and buffers beside what a server at rest has; below it nothing is gained. */
const worthwhile = 180;
/** Megabytes that must have come since the last time: a heap that is large by itself is not swept again for every file. */
const grown = 48;
let left = 0;

let known: unknown;

/**
 * V8 gives this function only to those who ask for it by a flag. The flag is taken back at once: compiled modules are kept for
 * the flags they were compiled with, and whatever is loaded under others is compiled anew and written again, at every start.
 */
function collector(): unknown {
  if (known !== undefined) return known;
  setFlagsFromString('--expose-gc');
  known = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return known;
}

/**
 * Collects the garbage that the last large file left in the server's own heap. V8 lets it lie for as long as the machine has
 * memory; here the next file would come on top of it, and a row of large files would take all there is.
 */
export function collectGarbage(): void {
  const now = megabytes();
  // The engine collects too: what it has freed since counts as freed, or a heap once large would never be swept again.
  left = Math.min(left, now);
  if (now <= Math.max(worthwhile, left + grown)) return;
  const collect = collector();
  if (typeof collect !== 'function') return;
  collect();
  // Buffers are let go beside the program; a small collection waits for them, or what is counted would still hold them.
  collect({ type: 'minor' });
  left = megabytes();
}

function megabytes(): number {
  const { heapTotal, arrayBuffers } = process.memoryUsage();
  return (heapTotal + arrayBuffers) / 1_048_576;
}
