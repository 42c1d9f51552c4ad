import { type Database, type Tx, tables } from '#platform/database';

type SettingTables = {
  'platform.setting': { name: string; value: unknown; changed_at: Date | undefined };
};

/**
 * What was loaded already, by key. A row is written in the transaction that loads the thing, so a loader that was killed
 * finds exactly what was committed and goes on behind it; a second start finds everything and does nothing.
 */
export type Ledger = {
  readonly find: (key: string) => string | undefined;
  readonly note: (tx: Tx, entries: readonly (readonly [key: string, reference: string])[]) => Promise<void>;
};

/** @param source what is loaded, e.g. `demo`; keys of different sources never meet */
export async function openLedger(database: Database, source: string): Promise<Ledger> {
  const prefix = `loaded/${source}/`;
  const rows = await tables<SettingTables>(database.reader)
    .selectFrom('platform.setting')
    .select(['name', 'value'])
    .where('name', '>=', prefix)
    .where('name', '<', `loaded/${source}0`)
    .execute();
  const known = new Map(rows.map((row) => [row.name.slice(prefix.length), String(row.value)]));
  return {
    find: (key) => known.get(key),
    note: async (tx, entries) => {
      if (entries.length === 0) return;
      await tables<SettingTables>(tx)
        .insertInto('platform.setting')
        .values(
          entries.map(([key, value]) => ({
            name: prefix + key,
            value: JSON.stringify(value),
            changed_at: undefined,
          })),
        )
        .execute();
      // Kept in memory at once: when the transaction fails after all, the whole load fails with it.
      for (const [key, value] of entries) known.set(key, value);
    },
  };
}
