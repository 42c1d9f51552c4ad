import { canonicalJson, decodeUtf8 } from '../../../tlog/src/index.ts';

/** Why bytes are no entry of such a log. */
export type EntryFault =
  | 'entry-too-large'
  | 'entry-not-utf8'
  | 'entry-not-json'
  | 'entry-not-canonical'
  | 'entry-unknown-type'
  | 'entry-wrong-shape';

/** Thrown by {@link parseEntry} only. */
export class EntryError extends Error {
  readonly code: EntryFault;
  constructor(code: EntryFault, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'EntryError';
    this.code = code;
  }
}

/** Where the entry stands that this one follows: its place in the log and its leaf hash (hex). */
export type Previous = { readonly idx: number; readonly leaf: string };

type Dated = { readonly v: 1; readonly claimed_at: string };

/** A step in the life of a published item. */
export type ItemEntry = Dated & {
  readonly type: 'publish' | 'correct' | 'withdraw' | 'redact' | 'withhold';
  /** Code of the publishing unit. */
  readonly unit: string;
  /** The item's short address: `/i/<item>`. */
  readonly item: string;
  readonly ver: number;
  readonly prev?: Previous;
  readonly duty?: readonly string[];
  readonly manifest?: { readonly commit: string };
  readonly reason?: string;
  readonly basis?: string;
  readonly purpose?: 'correct' | 'clarify' | 'changeValidity';
};

/** Something published for fewer than society: that it exists, and nothing more. */
export type InnerEntry = { readonly v: 1; readonly type: 'inner'; readonly commit: string };

/** A filed version of a unit's catalogue. */
export type CatalogueEntry = Dated & {
  readonly type: 'catalogue';
  readonly unit: string;
  readonly catalogue: string;
  readonly ver: number;
  readonly sha256: string;
};

/** Once a day, so that silence shows. */
export type HeartbeatEntry = Dated & { readonly type: 'heartbeat' };

/** Another key signs from here on; both keys have signed so, unless the old one was lost. Signatures are base64. */
export type KeyRotateEntry = Dated & {
  readonly type: 'key-rotate';
  readonly old: string;
  readonly new: string;
  readonly newSig: string;
  readonly oldSig?: string;
  readonly reason?: string;
};

/** Somebody outside saw a checkpoint of this log, or this log saw one of a peer. */
export type AnchorEntry = Dated & {
  readonly type: 'anchor';
  readonly kind: 'rfc3161' | 'peer';
  readonly size: number;
  readonly root: string;
  readonly token?: string;
  readonly tokenSha256?: string;
  readonly checkpoint?: string;
};

/** The installation came back from a backup of size `from`; a person decided that it may go on. */
export type AcceptRestoreEntry = Dated & {
  readonly type: 'accept-restore';
  readonly from: number;
  readonly to: number;
  readonly reason: string;
};

/** An entry of the log. */
export type LogEntry =
  | ItemEntry
  | InnerEntry
  | CatalogueEntry
  | HeartbeatEntry
  | KeyRotateEntry
  | AnchorEntry
  | AcceptRestoreEntry;

const mostBytes = 4096;

type Rule = (value: unknown) => boolean;
type Shape = { readonly must: Readonly<Record<string, Rule>>; readonly may?: Readonly<Record<string, Rule>> };

const text: Rule = (value) => typeof value === 'string' && value.length > 0 && value.length <= 300;
const longText: Rule = (value) => typeof value === 'string' && value.length > 0;
const code: Rule = (value) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/.test(value);
const hash: Rule = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const whole: Rule = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const one: Rule = (value) => value === 1;
const moment: Rule = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString() === value;
const among =
  (...words: readonly string[]): Rule =>
  (value) =>
    words.includes(value as string);
const listOf =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.every(rule);
const shaped =
  (shape: Shape): Rule =>
  (value) =>
    hasShape(value, shape);

const dated = { v: one, type: text, claimed_at: moment };
const itemShape: Shape = {
  must: { ...dated, unit: text, item: code, ver: whole, manifest: shaped({ must: { commit: hash } }) },
  may: {
    prev: shaped({ must: { idx: whole, leaf: hash } }),
    duty: listOf(text),
    reason: code,
    basis: code,
    purpose: among('correct', 'clarify', 'changeValidity'),
  },
};
/** A withdrawal leaves nothing to show, so it has no manifest. */
const { manifest: _nothing, ...withdrawal } = itemShape.must;

/** Exactly these fields and no other: a field we do not know could change what an entry means. */
const shapes: Readonly<Record<string, Shape>> = {
  publish: itemShape,
  correct: itemShape,
  redact: itemShape,
  withhold: itemShape,
  withdraw: { must: withdrawal, may: itemShape.may ?? {} },
  inner: { must: { v: one, type: text, commit: hash } },
  catalogue: { must: { ...dated, unit: text, catalogue: text, ver: whole, sha256: hash } },
  heartbeat: { must: dated },
  'key-rotate': {
    must: { ...dated, old: text, new: text, newSig: text },
    may: { oldSig: text, reason: code },
  },
  anchor: {
    must: { ...dated, kind: among('rfc3161', 'peer'), size: whole, root: text },
    may: { token: longText, tokenSha256: hash, checkpoint: longText },
  },
  'accept-restore': { must: { ...dated, from: whole, to: whole, reason: code } },
};

function hasShape(value: unknown, { must, may = {} }: Shape): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = Object.entries(value);
  return (
    Object.keys(must).every((name) => Object.hasOwn(value, name)) &&
    fields.every(([name, held]) => (Object.hasOwn(must, name) ? must[name] : may[name])?.(held) === true)
  );
}

/**
 * Reads an entry strictly: at most 4,096 bytes of UTF-8, JSON in the one canonical way of writing (RFC 8785), of a type
 * we know, with exactly its fields.
 * @param bytes the entry as it stands in the bundle
 * @throws {EntryError} with the first thing that is wrong
 */
export function parseEntry(bytes: Uint8Array): LogEntry {
  if (bytes.length > mostBytes) throw new EntryError('entry-too-large', `${bytes.length} bytes`);
  const value = parseCanonical(readText(bytes));
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  const shape = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape === undefined)
    throw new EntryError('entry-unknown-type', JSON.stringify(type)?.slice(0, 60) ?? 'none');
  if (!hasShape(value, shape)) throw new EntryError('entry-wrong-shape', `not the fields of ${String(type)}`);
  return value as LogEntry;
}

function readText(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    throw new EntryError('entry-not-utf8', 'bytes that are no UTF-8');
  }
}

function parseCanonical(written: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    throw new EntryError('entry-not-json', 'does not parse');
  }
  if (canonicalOrNothing(value) !== written)
    throw new EntryError('entry-not-canonical', 'another way of writing');
  return value;
}

function canonicalOrNothing(value: unknown): string | undefined {
  try {
    return canonicalJson(value as Parameters<typeof canonicalJson>[0]);
  } catch {
    return undefined;
  }
}

/** Is it a step in the life of an item that everybody may read? */
export function isItemEntry(entry: LogEntry): entry is ItemEntry {
  return Object.hasOwn(itemSteps, entry.type);
}

const itemSteps = { publish: true, correct: true, withdraw: true, redact: true, withhold: true };
