import { type Dirent, existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { type Database, tables } from '#platform/database';
import type { Job } from '#platform/jobs';
import { type FileStore, lockFile, placeOf } from './files.ts';

export const COLLECT_FILES = 'platform/collect-files';

/** A column that names stored files: `schema.table.column`. A file named by none is rubbish. */
export type NamingColumn = `${string}.${string}.${string}`;

/** How long unnamed bytes are left alone: uploads under way and drafts being edited must not lose theirs. */
const GRACE_MS = 24 * 3_600_000;

/**
 * Drops stored files that no room names any more.
 *
 * Crash points: the bytes go within the transaction that takes the row; killed in between, the row stays without bytes that
 * nobody names, and goes with the next run. Somebody who adopts the same bytes meanwhile waits for the lock, and stores them anew.
 *
 * @param only hashes to drop at once, without grace (a purge after a secret mark); all others wait a day
 * @returns how many files went
 */
export async function collectFiles(
  database: Database,
  store: FileStore,
  columns: readonly NamingColumn[],
  now: Date,
  only: readonly string[] | null = null,
): Promise<number> {
  const db = tables<Record<never, never>>(database.reader);
  const named = columns.map((column) => {
    const [schema = '', table = '', name = ''] = column.split('.');
    return sql`exists (select from ${sql.table(`${schema}.${table}`)} n where n.${sql.ref(name)} = f.sha256)`;
  });
  const old = new Date(now.getTime() - GRACE_MS);
  const which = only === null ? sql`f.kept_at < ${old}` : sql`f.sha256 = any(${[...only]})`;
  const unnamed = sql`${which} and not (${sql.join([sql`false`, ...named], sql` or `)})`;
  const found = await sql<{
    sha256: string;
  }>`select f.sha256 from platform.stored_file f where ${unnamed}`.execute(db);
  let gone = 0;
  for (const { sha256 } of found.rows) {
    const dropped = await database.transaction(async (tx) => {
      await lockFile(tx, sha256);
      const still =
        await sql`delete from platform.stored_file f where f.sha256 = ${sha256} and ${unnamed} returning 1`.execute(
          tables<Record<never, never>>(tx),
        );
      if (still.rows.length === 0) return false;
      await dropBytes(store, sha256);
      return true;
    });
    if (dropped) gone += 1;
  }
  return gone + (only === null ? await sweepBytes(database, store, old) : 0);
}

/** Here and in the bucket; and what an adoption that was killed before its last step left beside them. */
async function dropBytes(store: FileStore, sha256: string): Promise<void> {
  await store.bucket?.drop(sha256);
  const place = placeOf(store, sha256);
  await rm(place, { force: true });
  for (const name of await readdir(dirname(place)).catch(() => []))
    if (name.startsWith(`${sha256}.`)) await rm(join(dirname(place), name), { force: true });
}

/** Bytes without a row, older than the grace, and uploads whose request died. */
async function sweepBytes(database: Database, store: FileStore, old: Date): Promise<number> {
  let swept = 0;
  for await (const path of filesBelow(store.folder)) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.mtime >= old) continue;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (/^[0-9a-f]{64}$/.test(name) && (await hasRow(database, name))) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept + (await sweepBucket(database, store, old));
}

/** The same for the bucket: what a crash left there without a row. */
async function sweepBucket(database: Database, store: FileStore, old: Date): Promise<number> {
  if (store.bucket === null) return 0;
  let swept = 0;
  for await (const { sha256, at } of store.bucket.list()) {
    if (at >= old || (await hasRow(database, sha256))) continue;
    await store.bucket.drop(sha256);
    swept += 1;
  }
  await trimCopies(store, store.bucket.cacheBytes);
  return swept;
}

/** What was read or written within the hour is in somebody's hands. */
const IN_HAND_MS = 3_600_000;

/**
 * Drops copies for reading that were not read for longest, until the others fit. Only where a bucket has the bytes.
 * @param most bytes that may stay
 */
export async function trimCopies(store: FileStore, most: number): Promise<number> {
  const copies: { readonly path: string; readonly size: number; readonly used: number }[] = [];
  for await (const path of filesBelow(store.folder)) {
    if (!/\/[0-9a-f]{64}$/.test(path)) continue;
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined)
      copies.push({ path, size: found.size, used: Math.max(found.atimeMs, found.mtimeMs) });
  }
  let total = copies.reduce((sum, { size }) => sum + size, 0);
  let dropped = 0;
  for (const copy of copies.sort((a, b) => a.used - b.used)) {
    if (total <= most || copy.used > Date.now() - IN_HAND_MS) break;
    await rm(copy.path, { force: true });
    total -= copy.size;
    dropped += 1;
  }
  return dropped;
}

async function hasRow(database: Database, sha256: string): Promise<boolean> {
  const row = await sql`select 1 from platform.stored_file where sha256 = ${sha256}`.execute(
    tables<Record<never, never>>(database.reader),
  );
  return row.rows.length > 0;
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  if (!existsSync(folder)) return;
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** The job: every night, and at once for named hashes (`{ hashes }`). */
export function collectJob(store: FileStore, columns: readonly NamingColumn[]): Job {
  return {
    cron: '35 18 * * *',
    run: async (payload, tools) => {
      const hashes =
        payload !== null && typeof payload === 'object' && 'hashes' in payload ? payload.hashes : null;
      await collectFiles(
        tools.database,
        store,
        columns,
        tools.now(),
        Array.isArray(hashes) ? hashes.map(String) : null,
      );
    },
  };
}
