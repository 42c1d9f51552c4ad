import type { Reader } from '#platform/database';
import { findStoredFile } from '#platform/files';
import type { Channel } from '#platform/module';
import { own } from '../store.ts';
import { listFiles } from './files.ts';
import { connectedFiles } from './job.ts';
import { hasLine, lineOf } from './lines.ts';
import { eachRecord } from './records.ts';

/** Records are read from the rows; a file is opened and read, because it holds what was there when it was made. */
export const openDataChannel: Channel = {
  name: 'open-data',
  shows: async ({ db }, { slug, item }) => {
    for await (const _ of eachRecord(db, { slug })) return true;
    const year = await yearOf(db, item);
    const given = (await listFiles(db)).filter((file) => file.isFresh && file.year === year);
    for (const { name, sha256 } of given) {
      const stored = await findStoredFile(connectedFiles(), sha256);
      const beginning = lineOf(name, slug);
      if (stored !== undefined && beginning !== null && (await hasLine(stored.open(), beginning)))
        return true;
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
