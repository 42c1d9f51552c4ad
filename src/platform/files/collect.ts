import { type Dirent, existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Database, tables } from '#platform/database';
import type { Job } from '#platform/jobs';
import { type FileStore, placeOf } from './files.ts';

export const COLLECT_FILES = 'platform/collect-files';

/** A column that names stored files: `schema.table.column`. A file named by none is rubbish. */
export type NamingColumn = `${string}.${string}.${string}`;

/** How long unnamed bytes are left alone: uploads under way and drafts being edited must not lose theirs. */
const GRACE_MS = 24 * 3_600_000;

/**
 * Drops stored files that no room names any more.
 *
 * Crash points: the row goes first, then the bytes. Bytes left behind by a crash have no row and go with the next sweep.
 * Somebody who adopts the same bytes meanwhile renews row and file (`keepFile`), which this then finds too young.
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
  const gone = await sql<{ sha256: string }>`delete from platform.stored_file f
    where ${which} and not (${sql.join([sql`false`, ...named], sql` or `)}) returning f.sha256`.execute(db);
  for (const { sha256 } of gone.rows) await rm(placeOf(store, sha256), { force: true });
  return gone.rows.length + (only === null ? await sweepBytes(database, store, old) : 0);
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
  return swept;
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
