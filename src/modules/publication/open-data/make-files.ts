import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { systemActor } from '#platform/command';
import type { Database, Reader, Tx } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import { COLLECT_FILES, discardFile, type FileStore, keepFile, receiveFile } from '#platform/files';
import { addJob } from '#platform/jobs';
import { csvChunks } from '#platform/tabular';
import { own } from '../store.ts';
import { eachRecord, type ItemRecord, itemFields, itemRow, startOfYear } from './records.ts';

const kinds = ['ndjson', 'csv'] as const;
type Kind = (typeof kinds)[number];

const MOST_BYTES = 64 * 1024 ** 3;

/**
 * Makes the files of every year whose items are no longer what they were, and drops those of years that have none.
 *
 * Crash points: the bytes are in the store before the row names them; a row always names a whole file. Cut off anywhere, the
 * next run makes what is missing. How often something was taken is read before the first row: what is taken while rows are read
 * makes the file one that is not given out, and the fact of it asks for the next run.
 * @returns names of the files made
 */
export async function makeFiles(database: Database, files: FileStore, now: Date): Promise<readonly string[]> {
  const db = database.reader;
  const taken = await countTaken(db);
  const made: string[] = [];
  const years = await listYears(db);
  for (const year of years) {
    const stamp = await stampOf(db, year);
    for (const kind of kinds) {
      const name = `items-${year}.${kind}.gz`;
      if (await isUpToDate(db, name, stamp, taken)) continue;
      await makeFile(database, files, { name, year, kind, stamp, taken, now });
      made.push(name);
    }
  }
  await database.transaction(async (tx) => {
    const gone = await own(tx)
      .deleteFrom('publication.open_data_file')
      .$if(years.length > 0, (query) => query.where('year', 'not in', [...years]))
      .returning('sha256')
      .execute();
    await dropBytes(tx, gone);
  });
  return made;
}

/** What a file held before may have been withdrawn or erased: its bytes go at once, and not with the next sweep. */
async function dropBytes(tx: Tx, files: readonly { readonly sha256: string }[]): Promise<void> {
  const hashes = files.map((one) => one.sha256);
  if (hashes.length > 0) await addJob(tx, COLLECT_FILES, { hashes });
}

/** How often something was taken from society; the same number for every role. */
export async function countTaken(db: Reader): Promise<number> {
  const { rows } = await sql<{ taken: number }>`select publication.times_taken() as taken`.execute(own(db));
  return rows[0]?.taken ?? 0;
}

async function listYears(db: Reader): Promise<readonly number[]> {
  const { rows } = await sql<{ from: number | null; to: number | null }>`select
    extract(year from min(published_at) at time zone 'Asia/Shanghai')::integer as from,
    extract(year from max(published_at) at time zone 'Asia/Shanghai')::integer as to
    from publication.item where state = 'live' and scope = 'society'`.execute(own(db));
  const { from, to } = rows[0] ?? { from: null, to: null };
  if (from === null || to === null) return [];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Grows with every change and falls with every withdrawal; two different states of a year never share one. */
async function stampOf(db: Reader, year: number): Promise<string> {
  const row = await own(db)
    .selectFrom('publication.item')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('changed_at').as('changed')])
    .where('state', '=', 'live')
    .where('scope', '=', 'society')
    .where('published_at', '>=', startOfYear(year))
    .where('published_at', '<', startOfYear(year + 1))
    .executeTakeFirstOrThrow();
  return `${row.count} ${row.changed?.toISOString() ?? ''}`;
}

/** A file that is still right is told that something was taken elsewhere, and given out again. */
async function isUpToDate(db: Reader, name: string, stamp: string, taken: number): Promise<boolean> {
  const row = await own(db)
    .updateTable('publication.open_data_file')
    .set({ taken })
    .where('name', '=', name)
    .where('stamp', '=', stamp)
    .returning('name')
    .executeTakeFirst();
  return row !== undefined;
}

type Wanted = {
  readonly name: string;
  readonly year: number;
  readonly kind: Kind;
  readonly stamp: string;
  readonly taken: number;
  readonly now: Date;
};

async function makeFile(database: Database, files: FileStore, wanted: Wanted): Promise<void> {
  const { name, year, kind, stamp, taken, now } = wanted;
  const content = createHash('sha256');
  let rows = 0;
  const counted = async function* () {
    for await (const record of eachRecord(database.reader, { year })) {
      rows += 1;
      yield record;
    }
  };
  const lines = kind === 'ndjson' ? ndjson(counted()) : csvChunks(itemFields, csvRows(counted()));
  // Packed without a time in the header: the same items make the same bytes.
  const packed = createGzip({ level: 6 });
  // Both ends: a database that goes away in the middle ends the file, and a full disk ends the reading.
  const [received] = await Promise.all([
    receiveFile(files, packed, name, MOST_BYTES),
    pipeline(Readable.from(hashed(lines, content)), packed),
  ]);
  if (!received.ok) throw new Error(`${name} cannot be stored: ${received.code}`);
  failPoint('after-open-data-file');
  try {
    await database.transaction(async (tx) => {
      // Derived from what is public already: nobody decides anything here, so nothing is audited.
      const ctx = { tx, actor: systemActor, now, origin: { ip: null, request: name }, audit: { rows: 0 } };
      const { sha256, size } = received.value;
      await keepFile(ctx, files, received.value, 'application/gzip');
      const row = {
        year,
        sha256,
        content_sha256: content.digest('hex'),
        size,
        rows,
        stamp,
        taken,
        made_at: now,
      };
      const before = await own(tx)
        .selectFrom('publication.open_data_file')
        .select('sha256')
        .where('name', '=', name)
        .where('sha256', '<>', sha256)
        .execute();
      await dropBytes(tx, before);
      await own(ctx.tx)
        .insertInto('publication.open_data_file')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    });
  } finally {
    await discardFile(received.value);
  }
}

async function* ndjson(records: AsyncIterable<ItemRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

async function* csvRows(records: AsyncIterable<ItemRecord>) {
  for await (const record of records) yield itemRow(record);
}

async function* hashed(lines: AsyncIterable<string>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const line of lines) {
    const bytes = Buffer.from(line);
    hash.update(bytes);
    yield bytes;
  }
}
