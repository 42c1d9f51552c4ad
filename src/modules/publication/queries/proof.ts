import { findEntryTimes } from '#modules/transparency-log';
import type { Reader } from '#platform/database';
import { parseNote } from '#tlog';
import type { Proven } from '../pages/proof-panel.ts';
import { own } from '../store.ts';
import { takesAway, takingEffects } from '../words.ts';
import { findItemOf, findTombstone } from './item.ts';

/** Where a version or a withdrawal stands in the log, as far as this reader may see the thing itself. */
export type Registration = {
  readonly item: string;
  /** Null for a withdrawal. */
  readonly version: number | null;
  readonly logIndex: number;
  /** Leaf hash in hexadecimal. */
  readonly leaf: string;
  readonly claimedAt: Date;
  /** For an inner scope: the entry behind the commitment in the log, with its salt. */
  readonly inner: { readonly salt: Buffer; readonly entry: Buffer } | null;
};

const columns = [
  'item',
  'version',
  'effect',
  'log_index',
  'leaf',
  'claimed_at',
  'inner_entry',
  'inner_salt',
] as const;

/** The registration of a version; undefined for what was public before the log began and is not registered yet. */
export async function findRegistration(
  db: Reader,
  item: string,
  version: number,
): Promise<Registration | undefined> {
  const row = await own(db)
    .selectFrom('publication.registration')
    .select(columns)
    .where('item', '=', item)
    .where('version', '=', version)
    .where('effect', 'in', ['create', 'addVersion', 'redact'])
    .where('revealed_at', 'is not', null)
    .executeTakeFirst();
  return row === undefined ? undefined : toRegistration(row);
}

/** The registration of the withdrawal behind a tombstone. */
export async function findWithdrawal(
  db: Reader,
  stone: { readonly item: string; readonly revision: string },
): Promise<Registration | undefined> {
  const row = await own(db)
    .selectFrom('publication.registration')
    .select(columns)
    .where('item', '=', stone.item)
    .where('revision', '=', stone.revision)
    .where('effect', 'in', takingEffects)
    .where('revealed_at', 'is not', null)
    .executeTakeFirst();
  return row === undefined ? undefined : toRegistration(row);
}

function toRegistration(row: {
  readonly item: string;
  readonly version: number;
  readonly effect: string;
  readonly log_index: number;
  readonly leaf: string;
  readonly claimed_at: Date;
  readonly inner_entry: Buffer | null;
  readonly inner_salt: Buffer | null;
}): Registration {
  const { inner_entry: entry, inner_salt: salt } = row;
  return {
    item: row.item,
    version: takesAway(row.effect) ? null : row.version,
    logIndex: row.log_index,
    leaf: row.leaf,
    claimedAt: row.claimed_at,
    inner: entry === null || salt === null ? null : { entry, salt },
  };
}

/**
 * The registration behind an item's address: of its newest version or the one asked for, or of its withdrawal.
 * Absent: there is none, or the reader may not know of it. Gone: a version of what is withdrawn; its salts are kept back,
 * because with them what was withdrawn could be guessed at.
 */
export async function findProven(
  db: Reader,
  slug: string,
  version: number | null,
): Promise<Registration | 'absent' | 'gone'> {
  const item = await findItemOf(db, slug);
  if (item !== undefined) {
    const wanted = version ?? item.version;
    if (wanted > item.version) return 'absent';
    return (await findRegistration(db, item.id, wanted)) ?? 'absent';
  }
  const answer = await findTombstone(db, slug);
  if (answer.kind !== 'withdrawn') return 'absent';
  return version === null ? ((await findWithdrawal(db, answer.stone)) ?? 'absent') : 'gone';
}

/** 8 bytes of time and an Ed25519 signature: a witness's line (c2sp.org/tlog-cosignature). */
const COSIGNATURE_BYTES = 72;

/** Who cosigned a checkpoint and when, earliest first. Lines of a served checkpoint were verified before it was served. */
export function witnessesOf(note: string): readonly { readonly name: string; readonly at: Date }[] {
  return parseNote(note)
    .signatures.filter((one) => one.signature.length === COSIGNATURE_BYTES)
    .map(({ name, signature }) => {
      const seconds = Buffer.from(signature).readBigUInt64BE(0);
      return { name, at: new Date(Number(seconds) * 1000) };
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What the panel tells of a registration; null when there is none, or its entry is not public. */
export async function findProvenTimes(
  db: Reader,
  registration: Registration | undefined,
): Promise<Proven | null> {
  if (registration === undefined) return null;
  const times = await findEntryTimes(db, registration.logIndex);
  if (times === undefined) return null;
  const witnesses = times.witnessed === undefined ? [] : witnessesOf(times.witnessed.note);
  const [first] = witnesses;
  return {
    logIndex: registration.logIndex,
    claimedAt: registration.claimedAt,
    servedAt: times.publishedAt,
    awaited: times.witnessed === undefined,
    witnessed: first === undefined ? null : { at: first.at, names: witnesses.map((one) => one.name) },
  };
}
