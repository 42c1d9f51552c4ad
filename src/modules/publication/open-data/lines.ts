import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** How an item's line begins in a packed file of open data; null for any other file. */
export function lineOf(file: string, slug: string): string | null {
  if (file.endsWith('.csv.gz')) return `${slug},`;
  return file.endsWith('.ndjson.gz') ? `{"slug":"${slug}",` : null;
}

/** Does a line of a packed file begin so? The stream is closed. */
export async function hasLine(packed: Readable, beginning: string): Promise<boolean> {
  try {
    for await (const line of createInterface({ input: packed.pipe(createGunzip()) }))
      if (line.startsWith(beginning)) return true;
    return false;
  } finally {
    packed.destroy();
  }
}
