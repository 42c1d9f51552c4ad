import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import { tables } from '#platform/database';
import { freshDatabase, type TestDatabase } from '#test/database';
import { type Appended, type AppendOptions, appendEntries, appendEntry } from '../append.ts';
import type { ItemEntry } from '../entries.ts';

/** An entry of an invented item. */
export function itemEntry(item: string): ItemEntry {
  const manifest = { commit: 'ab'.repeat(32) };
  const claimed_at = '2026-03-02T01:02:03.004Z';
  return { v: 1, type: 'publish', unit: 'U1', item, ver: 1, claimed_at, manifest };
}

/** Registers one invented item. */
export function register(db: TestDatabase, item: string, options: AppendOptions = {}): Promise<Appended> {
  return db.office.transaction((tx) => appendEntry({ tx }, itemEntry(item), options));
}

/** Registers `count` invented items in one transaction. */
export async function registerMany(db: TestDatabase, count: number, name = 'item'): Promise<void> {
  const entries = Array.from({ length: count }, (_, at) => itemEntry(`${name}${at}`));
  await db.office.transaction((tx) => appendEntries({ tx }, entries));
}

/** A database as an older backup of `db` gives it back: its first `size` entries and what was signed of them. */
export async function restoredBackup(
  t: Pick<TestContext, 'after'>,
  db: TestDatabase,
  size: number,
): Promise<TestDatabase> {
  const copy = await freshDatabase(t);
  const read = async (table: string, where = 'true') =>
    (await db.owner.pool.query(`select * from transparency_log.${table} where ${where}`)).rows;
  const write = async (
    table: string,
    rows: readonly Record<string, unknown>[],
    without: readonly string[] = [],
  ) => {
    for (const row of rows) {
      const names = Object.keys(row).filter((name) => !without.includes(name));
      const places = names.map((_, at) => `$${at + 1}`);
      await copy.owner.pool.query(
        `insert into transparency_log.${table} (${names}) values (${places})`,
        names.map((name) => row[name]),
      );
    }
  };
  await write('origin', await read('origin'));
  await write('signer_key', await read('signer_key', `since < ${size}`));
  await copy.worker.transaction(async (tx) => {
    for (const { entry, type } of await read('leaf', `idx < ${size} order by idx`))
      await sql`select transparency_log.append(${entry}::bytea, ${type}, false)`.execute(
        tables<Record<never, never>>(tx),
      );
  });
  await write('head', await read('head', `size <= ${size} order by size`));
  await write('published', await read('published', `size <= ${size} order by seq`), ['seq']);
  return copy;
}
