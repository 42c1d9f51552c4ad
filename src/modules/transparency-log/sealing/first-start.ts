import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, type Tx, tables } from '#platform/database';
import type { LogSettings } from '../log.ts';
import { type KeyKind, makeKey } from '../signing/keys.ts';
import { MayNotSign } from '../stops.ts';
import { findOrigin, listKeys, type OriginAndKeys, own, readOriginAndKeys } from '../store.ts';

/** Any number, the same in every version: one first start at a time. */
const FIRST_START_LOCK = 4_714_228;

/** Ends the name of a demonstration's log: no such host can be, so no address ever contradicts it. */
const MADE_UP = '.invalid/log';

/**
 * Gives a new installation the name and the key of its log, and answers the name.
 * @throws MayNotSign `origin-changed` when the settings ask for another name than the one it has
 */
export async function ensureOriginAndKeys(database: Database, settings: LogSettings): Promise<string> {
  return (
    settledOrigin(await readOriginAndKeys(database.reader), settings) ??
    (await makeOriginAndKeys(database, settings))
  );
}

/**
 * The name of a log that has its name and keys already, else undefined.
 * @throws MayNotSign `origin-changed`
 */
export function settledOrigin({ origin, keys }: OriginAndKeys, settings: LogSettings): string | undefined {
  const isComplete = origin !== undefined && missingKinds(settings, keys).length === 0;
  return isComplete ? settled(origin, settings) : undefined;
}

function makeOriginAndKeys(database: Database, settings: LogSettings): Promise<string> {
  return database.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(${FIRST_START_LOCK})`.execute(tables<Record<never, never>>(tx));
    const origin = settled((await findOrigin(tx)) ?? (await chooseOrigin(tx, settings)), settings);
    for (const kind of missingKinds(settings, await listKeys(tx))) await addKey(tx, settings, origin, kind);
    return origin;
  });
}

function missingKinds(
  settings: LogSettings,
  keys: readonly { readonly kind: KeyKind }[],
): readonly KeyKind[] {
  const wanted: readonly KeyKind[] = settings.sm2 ? ['ed25519', 'sm2'] : ['ed25519'];
  return wanted.filter((kind) => !keys.some((key) => key.kind === kind));
}

function settled(origin: string, settings: LogSettings): string {
  if (settings.origin !== null && settings.origin !== origin && !origin.endsWith(MADE_UP))
    throw new MayNotSign('origin-changed', { origin, configured: settings.origin });
  return origin;
}

async function chooseOrigin(tx: Tx, settings: LogSettings): Promise<string> {
  const origin = settings.origin ?? `demo-${randomBytes(4).toString('hex')}${MADE_UP}`;
  await own(tx).insertInto('transparency_log.origin').values({ origin }).execute();
  return origin;
}

/** The first key of a kind signs every checkpoint from now on. */
async function addKey(tx: Tx, settings: LogSettings, origin: string, kind: KeyKind): Promise<void> {
  const vkey = await makeKey(settings.folder, origin, kind);
  await own(tx).insertInto('transparency_log.signer_key').values({ vkey, kind, since: 0 }).execute();
}
