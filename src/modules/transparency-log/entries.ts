import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, commitment, encodeUtf8 } from '#tlog';

/** Where an entry stands: its index and its leaf hash (lower-case hex). */
export type EntryPlace = { readonly idx: number; readonly leaf: string };

type Claimed = {
  readonly v: 1;
  /** ISO 8601, UTC, with milliseconds. Only a claim: witnesses bound it from above. */
  readonly claimed_at: string;
};

/** What happened to an item. No personal data: a title, a name or free text never stands here. */
export type ItemEntry = Claimed & {
  readonly type: 'publish' | 'correct' | 'withdraw' | 'redact' | 'withhold';
  /** Code of the unit. */
  readonly unit: string;
  /** Short address of the item on the portal. */
  readonly item: string;
  /** Version; of a withdrawal, the last one. */
  readonly ver: number;
  /** The item's entry before this one. */
  readonly prev?: EntryPlace;
  readonly duty?: readonly string[];
  /** Absent in a withdrawal. Commitment to the manifest, hex. */
  readonly manifest?: { readonly commit: string };
  /** Codes, never free text. */
  readonly reason?: string;
  readonly basis?: string;
  readonly purpose?: 'correct' | 'clarify' | 'changeValidity';
};

/** A filed catalogue that came into force. `sha256` (hex) of its frozen content. */
export type CatalogueEntry = Claimed & {
  readonly type: 'catalogue';
  readonly unit: string;
  readonly catalogue: string;
  readonly ver: number;
  readonly sha256: string;
};

/**
 * From the next checkpoint on another key signs. Each key has signed `rotationStatement`; `oldSig` is absent when the old key
 * was lost. Signatures are base64.
 */
export type KeyRotateEntry = Claimed & {
  readonly type: 'key-rotate';
  readonly old: string;
  readonly new: string;
  readonly newSig: string;
  readonly oldSig?: string;
  readonly reason?: 'lost';
};

/** Something outside that saw a checkpoint of ours, or a checkpoint of another log that we saw. */
export type AnchorEntry = Claimed & {
  readonly type: 'anchor';
  readonly kind: 'rfc3161' | 'peer';
  readonly size: number;
  /** base64 */
  readonly root: string;
  /** base64 of the RFC 3161 token; where it is too long for an entry, `tokenSha256` (hex) instead. */
  readonly token?: string;
  readonly tokenSha256?: string;
  /** The peer's checkpoint, a signed note. */
  readonly checkpoint?: string;
};

/** The installation was restored from a backup of size `from`; the entries up to `to` were taken from published tiles. */
export type AcceptRestoreEntry = Claimed & {
  readonly type: 'accept-restore';
  readonly from: number;
  readonly to: number;
  readonly reason: RestoreReason;
};

export const restoreReasons = ['disk-lost', 'machine-moved', 'database-damaged', 'operator-mistake'] as const;
export type RestoreReason = (typeof restoreReasons)[number];

/** Once a day, so that silence shows. */
export type HeartbeatEntry = Claimed & { readonly type: 'heartbeat' };

/** An entry whose content is open to everybody. */
export type OpenEntry =
  | ItemEntry
  | CatalogueEntry
  | KeyRotateEntry
  | AnchorEntry
  | AcceptRestoreEntry
  | HeartbeatEntry;

/** All that outsiders learn of a publication for an inner scope. `commit` is hex. */
export type InnerEntry = { readonly v: 1; readonly type: 'inner'; readonly commit: string };

export type LogEntry = OpenEntry | InnerEntry;

export const MOST_ENTRY_BYTES = 4096;

/** An entry is too long for the log. */
export class EntryTooLarge extends Error {
  readonly bytes: number;
  constructor(bytes: number) {
    super(`a log entry of ${bytes} bytes; at most ${MOST_ENTRY_BYTES} fit`);
    this.bytes = bytes;
  }
}

/**
 * The bytes of an entry as they stand in the log: canonical JSON (RFC 8785), UTF-8. Fields that are undefined are left out.
 * @throws EntryTooLarge
 */
export function encodeEntry(entry: LogEntry): Uint8Array {
  const bytes = encodeUtf8(canonicalJson(JSON.parse(JSON.stringify(entry))));
  if (bytes.length > MOST_ENTRY_BYTES) throw new EntryTooLarge(bytes.length);
  return bytes;
}

/** What members need to check an inner entry: the commitment's salt and the entry behind it. */
export type InnerOpening = { readonly salt: Uint8Array; readonly entry: Uint8Array };

/** Hides an entry behind a commitment: SHA-256(02 ‖ salt ‖ canonical JSON). The opening is the caller's to keep. */
export function hideEntry(entry: OpenEntry): { readonly inner: InnerEntry; readonly opening: InnerOpening } {
  const opening = { salt: new Uint8Array(randomBytes(32)), entry: encodeEntry(entry) };
  const commit = Buffer.from(commitment(sha256, opening.salt, opening.entry)).toString('hex');
  return { inner: { v: 1, type: 'inner', commit }, opening };
}

export function sha256(data: Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}
