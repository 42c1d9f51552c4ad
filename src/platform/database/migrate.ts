import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ensureRoles } from './roles.ts';

/** The migrations of one room, in a folder of `NNNN-name.sql` files. */
export type MigrationSource = { readonly room: string; readonly folder: string };

export type Migration = {
  readonly room: string;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
};

/** Any number, the same in every version: one migration at a time per database. */
const MIGRATION_LOCK = 4_714_223;

/** All migrations in the order they run: rooms as given (lower rooms first), each by number. */
export function readMigrations(sources: readonly MigrationSource[]): readonly Migration[] {
  return sources.flatMap(({ room, folder }) =>
    readdirSync(folder)
      .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
      .sort()
      .map((name) => {
        const sql = readFileSync(join(folder, name), 'utf8');
        return { room, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
      }),
  );
}

/**
 * Brings a database up to date. Each migration runs in its own transaction with its record, so a kill leaves whole
 * migrations only. A migration that was changed after it ran is a fault: edits go into a new file.
 * @returns the names of the migrations that ran now
 */
export async function migrate(
  ownerUrl: string,
  secret: string,
  sources: readonly MigrationSource[],
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'gongkai migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await requireVersion(client);
    await ensureRoles(client, secret);
    await client.query(`create schema if not exists platform`);
    await client.query(`create table if not exists platform.migration (
      room text not null, name text not null, checksum text not null,
      applied_at timestamptz not null default now(), primary key (room, name))`);
    return await applyMissing(client, readMigrations(sources));
  } finally {
    await client.end();
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const answer = await client.query<{ server_version_num: string }>('show server_version_num');
  const version = Number(answer.rows[0]?.server_version_num ?? 0);
  if (version < 150_000) throw new Error(`PostgreSQL 15 or later is needed; this is ${version}`);
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  const known = await client.query<{ room: string; name: string; checksum: string }>(
    'select room, name, checksum from platform.migration',
  );
  const checksums = new Map(known.rows.map((row) => [`${row.room}/${row.name}`, row.checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const key = `${migration.room}/${migration.name}`;
    const before = checksums.get(key);
    if (before !== undefined && before !== migration.checksum)
      throw new Error(`migration ${key} was changed after it ran; put changes into a new file`);
    if (before !== undefined) continue;
    await applyOne(client, migration);
    applied.push(key);
  }
  return applied;
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into platform.migration (room, name, checksum) values ($1, $2, $3)', [
      migration.room,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`migration ${migration.room}/${migration.name} failed: ${reason}`, { cause: error });
  }
}
