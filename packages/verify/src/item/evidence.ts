import {
  canonicalJson,
  commitment,
  decodeBase64,
  decodeHex,
  decodeUtf8,
  equalBytes,
  type Sha256,
} from '../../../tlog/src/index.ts';
import { type LogEntry, parseEntry } from '../log/entries.ts';
import { sm3 } from './sm3.ts';

/** What a part of a published version is. */
export type PartKind = 'title' | 'meta' | 'block' | 'attachment';

/** A part as the manifest commits to it; its bytes lie elsewhere. */
export type Part = {
  readonly kind: PartKind;
  /** SHA-256(02 ‖ salt ‖ bytes), hex. */
  readonly commit: string;
  /** SM3(02 ‖ salt ‖ bytes), hex, where the site registers by both hashes: then every part has it. */
  readonly sm3?: string;
  readonly size: number;
  readonly media: string;
  readonly name?: string;
};

/** The parts of one version of an item, in order. */
export type Manifest = {
  readonly v: 1;
  readonly item: string;
  readonly ver: number;
  readonly parts: readonly Part[];
};

/** What a `.tlog-proof` of an item carries beside the proof itself. */
export type Evidence = {
  /** The bytes of the leaf. */
  readonly entryBytes: Uint8Array;
  /** What the leaf says. */
  readonly logged: LogEntry;
  /** What it means: the same, or what an inner entry commits to. */
  readonly entry: LogEntry;
  /** Undefined for entries without one (a withdrawal, a catalogue). */
  readonly manifest: Manifest | undefined;
  /** One for each part; null where the part was erased. */
  readonly salts: readonly (Uint8Array | null)[];
};

/** Why the extra data of a proof cannot be used. */
export type EvidenceFault =
  | 'no-extra'
  | 'extra-malformed'
  | 'entry-malformed'
  | 'inner-mismatch'
  | 'manifest-malformed'
  | 'manifest-mismatch'
  | 'salts-malformed';

/** Thrown by {@link readEvidence} only. */
export class EvidenceError extends Error {
  readonly code: EvidenceFault;
  constructor(code: EvidenceFault, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'EvidenceError';
    this.code = code;
  }
}

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Canonical JSON and nothing else. */
function readJson(bytes: Uint8Array, fault: EvidenceFault): Json {
  try {
    const text = decodeUtf8(bytes);
    const value: unknown = JSON.parse(text);
    if (isJson(value) && canonicalJson(value as Parameters<typeof canonicalJson>[0]) === text) return value;
  } catch {
    // Told below: whatever is wrong, it is not the one way to write it.
  }
  throw new EvidenceError(fault, 'not an object in canonical JSON');
}

function readBytes(value: unknown, fault: EvidenceFault, what: string): Uint8Array {
  try {
    if (typeof value === 'string') return decodeBase64(value);
  } catch {
    // Told below.
  }
  throw new EvidenceError(fault, `${what} is not base64`);
}

function readSalt(value: unknown, fault: EvidenceFault): Uint8Array {
  const salt = readBytes(value, fault, 'salt');
  if (salt.length !== 32) throw new EvidenceError(fault, `a salt of ${salt.length} bytes`);
  return salt;
}

function readEntry(bytes: Uint8Array): LogEntry {
  try {
    return parseEntry(bytes);
  } catch (error) {
    throw new EvidenceError('entry-malformed', error instanceof Error ? error.message : String(error));
  }
}

const partKinds: readonly unknown[] = ['title', 'meta', 'block', 'attachment'] satisfies PartKind[];

function isPart(value: unknown): value is Part {
  if (!isJson(value)) return false;
  const { kind, commit, sm3: second, size, media, name } = value;
  return (
    partKinds.includes(kind) &&
    typeof commit === 'string' &&
    /^[0-9a-f]{64}$/.test(commit) &&
    (second === undefined || (typeof second === 'string' && /^[0-9a-f]{64}$/.test(second))) &&
    Number.isSafeInteger(size) &&
    typeof media === 'string' &&
    (name === undefined || typeof name === 'string') &&
    Object.keys(value).every((key) => ['kind', 'commit', 'sm3', 'size', 'media', 'name'].includes(key))
  );
}

function readManifest(bytes: Uint8Array): Manifest {
  const value = readJson(bytes, 'manifest-malformed');
  const { v, item, ver, parts } = value;
  const holds =
    v === 1 &&
    typeof item === 'string' &&
    Number.isSafeInteger(ver) &&
    Array.isArray(parts) &&
    parts.every(isPart) &&
    new Set(parts.map((part: Part) => part.sm3 === undefined)).size < 2;
  if (!holds) throw new EvidenceError('manifest-malformed', 'not {v, item, ver, parts}');
  return value as Manifest;
}

/**
 * Reads what a proof of an item carries, and checks everything that can be checked without the log: an inner entry against
 * its commitment, the manifest against the entry, the salts against the manifest.
 * @param sha256 the hash
 * @param extra decoded extra data of the proof, or undefined when it has none
 * @throws {EvidenceError} with the first thing that does not fit
 */
export function readEvidence(sha256: Sha256, extra: Uint8Array | undefined): Evidence {
  if (extra === undefined) throw new EvidenceError('no-extra', 'the proof carries no entry');
  const value = readJson(extra, 'extra-malformed');
  if (value['v'] !== 1) throw new EvidenceError('extra-malformed', 'not version 1');
  const entryBytes = readBytes(value['entry'], 'extra-malformed', 'entry');
  const logged = readEntry(entryBytes);
  const entry = logged.type === 'inner' ? readInner(sha256, logged.commit, value['inner']) : logged;
  const committed = 'manifest' in entry && isJson(entry.manifest) ? entry.manifest['commit'] : undefined;
  if (typeof committed !== 'string') return { entryBytes, logged, entry, manifest: undefined, salts: [] };
  const manifestBytes = readBytes(value['manifest'], 'manifest-malformed', 'manifest');
  const manifestSalt = readSalt(value['manifestSalt'], 'manifest-malformed');
  if (!equalBytes(commitment(sha256, manifestSalt, manifestBytes), decodeHex(committed)))
    throw new EvidenceError('manifest-mismatch', 'the entry commits to another manifest');
  const manifest = readManifest(manifestBytes);
  if ('item' in entry && (entry.item !== manifest.item || entry.ver !== manifest.ver))
    throw new EvidenceError('manifest-mismatch', 'the manifest is of another item or version');
  return { entryBytes, logged, entry, manifest, salts: readSalts(value['salts'], manifest.parts.length) };
}

function readInner(sha256: Sha256, commit: string, inner: unknown): LogEntry {
  if (!isJson(inner)) throw new EvidenceError('inner-mismatch', 'the proof does not open the entry');
  const bytes = readBytes(inner['entry'], 'inner-mismatch', 'inner entry');
  const opened = commitment(sha256, readSalt(inner['salt'], 'inner-mismatch'), bytes);
  if (!equalBytes(opened, decodeHex(commit)))
    throw new EvidenceError('inner-mismatch', 'it opens to another entry');
  return readEntry(bytes);
}

function readSalts(value: unknown, parts: number): readonly (Uint8Array | null)[] {
  if (!Array.isArray(value) || value.length !== parts)
    throw new EvidenceError('salts-malformed', `${parts} parts, and not as many salts`);
  return value.map((one: unknown) => (one === null ? null : readSalt(one, 'salts-malformed')));
}

/** `same` bytes as committed, `other` bytes, or `sm3`: the same by SHA-256, and by SM3 not what the manifest says. */
type PartMatch = 'same' | 'other' | 'sm3';

/** Are these the bytes a part commits to, by every hash the manifest has? Never for an erased part: nothing can be. */
export function matchPart(sha256: Sha256, evidence: Evidence, place: number, bytes: Uint8Array): PartMatch {
  const part = evidence.manifest?.parts[place];
  const salt = evidence.salts[place];
  if (part === undefined || salt === undefined || salt === null) return 'other';
  if (!equalBytes(commitment(sha256, salt, bytes), decodeHex(part.commit))) return 'other';
  const isSecond = part.sm3 === undefined || equalBytes(commitment(sm3, salt, bytes), decodeHex(part.sm3));
  return isSecond ? 'same' : 'sm3';
}
