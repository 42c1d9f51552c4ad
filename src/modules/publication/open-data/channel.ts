import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Reader } from '#platform/database';
import { findStoredFile } from '#platform/files';
import type { Channel } from '#platform/module';
import { own } from '../store.ts';
import { listFiles } from './files.ts';
import { connectedFiles } from './job.ts';
import { eachRecord } from './records.ts';

/** Records are read from the rows; a file is opened and read, because it holds what was there when it was made. */
export const openDataChannel: Channel = {
  name: 'open-data',
  shows: async ({ db }, { slug, item }) => {
    for await (const _ of eachRecord(db, { slug })) return true;
    const year = await yearOf(db, item);
    const given = (await listFiles(db)).filter((file) => file.isFresh && file.year === year);
    for (const { name, sha256 } of given) {
      if (await holds(sha256, name.endsWith('.csv.gz') ? `${slug},` : `{"slug":"${slug}",`)) return true;
    }
    return false;
  },
};

async function yearOf(db: Reader, item: string): Promise<number | null> {
  const row = await own(db)
    .selectFrom('publication.item')
    .select('published_at')
    .where('id', '=', item)
    .executeTakeFirst();
  // China's calendar, eight hours ahead all year round.
  return row === undefined ? null : new Date(row.published_at.getTime() + 8 * 3_600_000).getUTCFullYear();
}

/** Does a line of a packed file begin so? */
async function holds(sha256: string, beginning: string): Promise<boolean> {
  const stored = await findStoredFile(connectedFiles(), sha256);
  if (stored === undefined) return false;
  const packed = stored.open();
  try {
    for await (const line of createInterface({ input: packed.pipe(createGunzip()) }))
      if (line.startsWith(beginning)) return true;
    return false;
  } finally {
    packed.destroy();
  }
}
