import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import { countTaken } from './make-files.ts';

/** A file of items as it was last made. */
export type OpenFile = {
  readonly name: string;
  readonly year: number;
  readonly sha256: string;
  readonly contentSha256: string;
  readonly size: number;
  readonly rows: number;
  readonly madeAt: Date;
  /** Nothing was taken from society since: it may be given out. */
  readonly isFresh: boolean;
};

/** All files, newest year first. */
export async function listFiles(db: Reader, name?: string): Promise<readonly OpenFile[]> {
  const rows = await own(db)
    .selectFrom('publication.open_data_file')
    .selectAll()
    .$if(name !== undefined, (query) => query.where('name', '=', name ?? ''))
    .orderBy('year', 'desc')
    .orderBy('name')
    .execute();
  // Asked after the row was read: what is taken in between is counted.
  const taken = await countTaken(db);
  return rows.map((row) => ({
    name: row.name,
    year: row.year,
    sha256: row.sha256,
    contentSha256: row.content_sha256,
    size: row.size,
    rows: row.rows,
    madeAt: row.made_at,
    isFresh: row.taken === taken,
  }));
}
