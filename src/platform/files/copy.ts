import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Database, tables } from '#platform/database';
import type { Bucket } from './bucket.ts';
import { BucketFault } from './bucket-faults.ts';
import { type FileStore, findStoredFile } from './files.ts';

/** What became of the files that are wanted. */
export type CopyReport = {
  readonly copied: number;
  /** Were there already, whole. */
  readonly already: number;
  /** Wanted, and in no place: from a backup, or lost. */
  readonly missing: readonly string[];
  /** There, and not what was stored. */
  readonly altered: readonly string[];
};

const PIECE = 500;

/**
 * Copies every wanted file into a bucket. Stopped and begun again it goes on: what lies there whole is passed over. The service
 * compares each upload with its hash; with `verify` everything is read back as well.
 * @param told after each file: how many are done
 */
export async function copyToBucket(
  database: Database,
  store: FileStore,
  bucket: Bucket,
  options: { readonly verify: boolean; readonly told: (done: number) => void },
): Promise<CopyReport> {
  const report = { copied: 0, already: 0, missing: [] as string[], altered: [] as string[] };
  let done = 0;
  for (let after = ''; ; ) {
    const { rows } = await sql<{ sha256: string; size: number }>`select sha256, size from platform.stored_file
      where sha256 > ${after} order by sha256 limit ${PIECE}`.execute(
      tables<Record<never, never>>(database.reader),
    );
    for (const { sha256, size } of rows) {
      const there = await bucket.sizeOf(sha256);
      if (there === size) report.already += 1;
      else {
        const found = await findStoredFile(store, sha256);
        if (found === undefined) report.missing.push(sha256);
        else {
          await bucket.put(sha256, found.path);
          report.copied += 1;
        }
      }
      if (options.verify && !(await isWhole(store, bucket, sha256))) report.altered.push(sha256);
      done += 1;
      options.told(done);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PIECE) return report;
    after = last.sha256;
  }
}

/** Reads a file back; one that is not there at all is told as missing. */
async function isWhole(store: FileStore, bucket: Bucket, sha256: string): Promise<boolean> {
  const path = join(store.folder, 'incoming', randomUUID());
  try {
    await bucket.get(sha256, path);
    return true;
  } catch (error) {
    if (error instanceof BucketFault && error.code === 'altered') return false;
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}
