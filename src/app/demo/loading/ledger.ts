import { type Database, type Tx, tables } from '#platform/database';

type SettingTables = {
  'platform.setting': { name: string; value: unknown; changed_at: Date | undefined };
};

/**
 * What was loaded already. Rows are written in the transaction that loads the thing, so a loader that was killed finds
 * exactly what was committed and goes on behind it; a second start finds everything and does nothing.
 */
export type Ledger = {
  /** The reference noted under a key, usually an id. */
  readonly find: (key: string) => string | undefined;
  readonly note: (tx: Tx, entries: readonly (readonly [key: string, reference: string])[]) => Promise<void>;
  /** A place that moves on: where a lane of the history stands. */
  readonly read: (key: string) => unknown;
  readonly write: (tx: Tx, key: string, value: unknown) => Promise<void>;
};

/** @param source what is loaded, e.g. `demo`; keys of different sources never meet */
export async function openLedger(database: Database, source: string): Promise<Ledger> {
  const prefix = `loaded/${source}/`;
  const rows = await tables<SettingTables>(database.reader)
    .selectFrom('platform.setting')
    .select(['name', 'value'])
    .where('name', 'like', `${prefix}%`)
    .execute();
  const known = new Map<string, unknown>(rows.map((row) => [row.name.slice(prefix.length), row.value]));
  const find = (key: string): string | undefined => {
    const value = known.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const insert = async (tx: Tx, entries: readonly (readonly [string, unknown])[]): Promise<void> => {
    if (entries.length === 0) return;
    await tables<SettingTables>(tx)
      .insertInto('platform.setting')
      .values(
        entries.map(([key, value]) => ({
          name: prefix + key,
          value: JSON.stringify(value),
          changed_at: new Date(),
        })),
      )
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
      )
      .execute();
    // Kept in memory at once: when the transaction fails after all, the whole load fails with it.
    for (const [key, value] of entries) known.set(key, value);
  };
  return {
    find,
    note: insert,
    read: (key) => known.get(key),
    write: (tx, key, value) => insert(tx, [[key, value]]),
  };
}
