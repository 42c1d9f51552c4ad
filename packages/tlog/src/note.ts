import { decodeBase64, encodeBase64 } from './base64.ts';
import {
  concatBytes,
  decodeHex,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  equalBytes,
  type Sha256,
  type VerifySignature,
} from './bytes.ts';
import { TlogError } from './faults.ts';

/** Signature types of signed-note. */
export const KEY_TYPES = {
  /** Ed25519 over the text of the note. */
  ed25519: 0x01,
  /** Ed25519 cosignature with time, of witnesses (tlog-cosignature). */
  cosignature: 0x04,
  /** Types without a number of their own; a longer identifier stands before the key (here: SM2 with SM3). */
  other: 0xff,
} as const;

/** Most signatures a note may have. The specification asks for at least 16. */
export const MAX_SIGNATURES = 64;

/** Longest note in bytes, all signatures included (64 of the longest post-quantum ones would fit). */
export const MAX_NOTE_BYTES = 1_000_000;

/** Length of a key id in bytes. */
const ID_BYTES = 4;

/** A public key with the name it signs under. */
export type VerifierKey = {
  /** Key name: for logs their origin, for witnesses an address without scheme. No spaces, no plus sign. */
  readonly name: string;
  /** Key id, 4 bytes. */
  readonly id: Uint8Array;
  /** Signature type, one of {@link KEY_TYPES}. */
  readonly type: number;
  /** Public key: 32 bytes for Ed25519; identifier and key for type ff. */
  readonly publicKey: Uint8Array;
};

/** Signs notes: a key in a file, a hardware module, or a witness ({@link cosigner}). */
export type Signer = {
  /** Key name. */
  readonly name: string;
  /** Key id, 4 bytes. */
  readonly id: Uint8Array;
  /**
   * The signature of a note's text.
   * @param message UTF-8 of the text, final line feed included
   * @returns the signature as it stands after the key id
   */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
};

/** Verifies the signatures of one key. */
export type Verifier = {
  /** Key name. */
  readonly name: string;
  /** Key id, 4 bytes. */
  readonly id: Uint8Array;
  /** Signature type, one of {@link KEY_TYPES}. */
  readonly type: number;
  /**
   * Whether `signature` (what stands after the key id) is this key's signature of `message` (UTF-8 of the text). Anything it
   * throws counts as no.
   */
  verify(message: Uint8Array, signature: Uint8Array): boolean;
};

/** One signature line of a note. */
export type NoteSignature = {
  /** Key name. */
  readonly name: string;
  /** Key id, 4 bytes. */
  readonly id: Uint8Array;
  /** What stands after the key id; for cosignatures the time is inside. */
  readonly signature: Uint8Array;
};

/** A note taken apart. **Nothing of it may be believed** before {@link openNote}. */
export type Note = {
  /** The signed text, final line feed included, blank line not. */
  readonly text: string;
  /** The signatures in their order, known or not. */
  readonly signatures: readonly NoteSignature[];
};

/** A signature that was verified. */
export type VerifiedSignature = NoteSignature & {
  /** Signature type of the key. */
  readonly type: number;
};

/** A note of which at least one signature was verified. */
export type Verified = {
  /** The signed text, final line feed included. */
  readonly text: string;
  /** Verified signatures in the order of the note, the first one of each key. */
  readonly signatures: readonly VerifiedSignature[];
  /** How many signatures are by keys not asked for; they say nothing. */
  readonly unknown: number;
};

/**
 * Key id: SHA-256(name ‖ 0A ‖ type ‖ public key), first 4 bytes.
 * @throws TlogError `bad-key-name`, `not-utf8`
 * @see C2SP signed-note, "Signatures"
 */
export function keyId(sha256: Sha256, name: string, type: number, publicKey: Uint8Array): Uint8Array {
  checkKeyName(name);
  return sha256(concatBytes(encodeUtf8(name), Uint8Array.of(0x0a, type), publicKey)).slice(0, ID_BYTES);
}

/** Whether a key name is one: not empty, no Unicode space, no plus sign, no control character. */
function isKeyName(name: string): boolean {
  return name.length > 0 && !/[\p{White_Space}+\p{Surrogate}]/u.test(name) && !hasControl(name);
}

function checkKeyName(name: string): void {
  if (!isKeyName(name)) throw new TlogError('bad-key-name', JSON.stringify(name.slice(0, 80)));
}

/** Control characters other than the line feed, which no note may have. */
export function hasControl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u0009\u000b-\u001f]/.test(text);
}

/**
 * A verifier key from its text `name+id+base64(type ‖ public key)`, the id as 8 hexadecimal digits. Known types are 01 and 04
 * (Ed25519, 32 bytes) and ff.
 * @throws TlogError `text-too-long`, `bad-verifier-key`, `bad-key-name`, `bad-hex`, `bad-base64`, `unsupported-key-type`,
 *   `key-id-mismatch`
 * @see C2SP signed-note, "Verifier keys"
 */
export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey {
  if (text.length > 1_000) throw new TlogError('text-too-long');
  // The name has no plus sign, base64 may have.
  const [name, hex, ...rest] = text.split('+');
  if (name === undefined || hex === undefined || rest.length === 0) throw new TlogError('bad-verifier-key');
  checkKeyName(name);
  if (hex.length !== ID_BYTES * 2) throw new TlogError('bad-verifier-key', 'key id');
  const id = decodeHex(hex);
  const [type, ...key] = decodeBase64(rest.join('+'));
  const publicKey = Uint8Array.from(key);
  if (type === undefined) throw new TlogError('bad-verifier-key', 'no type');
  checkKeyType(type, publicKey);
  if (!equalBytes(id, keyId(sha256, name, type, publicKey))) throw new TlogError('key-id-mismatch');
  return { name, id, type, publicKey };
}

function checkKeyType(type: number, publicKey: Uint8Array): void {
  if (type === KEY_TYPES.other) {
    if (publicKey.length === 0) throw new TlogError('bad-verifier-key', 'no identifier after type ff');
    return;
  }
  if (type !== KEY_TYPES.ed25519 && type !== KEY_TYPES.cosignature) {
    throw new TlogError('unsupported-key-type', String(type));
  }
  if (publicKey.length !== 32) throw new TlogError('bad-verifier-key', 'an Ed25519 key has 32 bytes');
}

/**
 * The text of a verifier key: what a log publishes and a reader keeps.
 * @throws TlogError `bad-key-name`, `bad-verifier-key`, `unsupported-key-type`
 * @see C2SP signed-note, "Verifier keys"
 */
export function formatVerifierKey(key: VerifierKey): string {
  checkKeyName(key.name);
  if (key.id.length !== ID_BYTES) throw new TlogError('bad-verifier-key', 'key id');
  checkKeyType(key.type, key.publicKey);
  return `${key.name}+${encodeHex(key.id)}+${encodeBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`;
}

/** The text of a note is valid when it ends with a line feed and has no control character and no half surrogate pair. */
function checkText(text: string): void {
  if (/\p{Surrogate}/u.test(text)) throw new TlogError('not-utf8', 'half a surrogate pair');
  if (hasControl(text)) throw new TlogError('control-character');
  if (!text.endsWith('\n')) throw new TlogError('no-final-newline');
}

/**
 * One signature line: em dash, space, name, space, base64 of key id and signature, line feed.
 * @throws TlogError `bad-key-name`, `bad-signature-line`
 * @see C2SP signed-note, "Signatures"
 */
export function formatSignature(signature: NoteSignature): string {
  checkKeyName(signature.name);
  if (signature.id.length !== ID_BYTES || signature.signature.length === 0) {
    throw new TlogError('bad-signature-line', 'key id of 4 bytes and a signature');
  }
  return `— ${signature.name} ${encodeBase64(concatBytes(signature.id, signature.signature))}\n`;
}

/**
 * Signature lines: the end of a note, or the answer of a witness.
 * @param text one line or more, each with its line feed
 * @throws TlogError `text-too-long`, `no-final-newline`, `no-signatures`, `too-many-signatures`, `bad-signature-line`,
 *   `bad-key-name`, `bad-base64`
 * @see C2SP signed-note, "Signatures"; tlog-witness, "add-checkpoint"
 */
export function parseSignatures(text: string): NoteSignature[] {
  if (text.length > MAX_NOTE_BYTES) throw new TlogError('text-too-long');
  if (text === '') throw new TlogError('no-signatures');
  if (!text.endsWith('\n')) throw new TlogError('no-final-newline');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new TlogError('too-many-signatures', String(lines.length));
  return lines.map(parseSignatureLine);
}

function parseSignatureLine(line: string): NoteSignature {
  const [dash, name, base64, ...more] = line.split(' ');
  if (dash !== '—' || name === undefined || base64 === undefined || more.length > 0) {
    throw new TlogError('bad-signature-line');
  }
  checkKeyName(name);
  const bytes = decodeBase64(base64);
  if (bytes.length <= ID_BYTES) throw new TlogError('bad-signature-line', 'no signature after the key id');
  return { name, id: bytes.slice(0, ID_BYTES), signature: bytes.slice(ID_BYTES) };
}

/**
 * Takes a note apart. Verifies nothing: see {@link openNote}.
 * @param note its bytes, or its text
 * @throws TlogError `text-too-long`, `not-utf8`, `control-character`, `no-final-newline`, `no-signatures`,
 *   `too-many-signatures`, `bad-signature-line`, `bad-key-name`, `bad-base64`
 * @see C2SP signed-note, "Format"
 */
export function parseNote(note: Uint8Array | string): Note {
  if (note.length > MAX_NOTE_BYTES) throw new TlogError('text-too-long', `${note.length} bytes`);
  const whole = typeof note === 'string' ? note : decodeUtf8(note);
  checkText(whole);
  const blank = whole.lastIndexOf('\n\n');
  if (blank < 0) throw new TlogError('no-signatures');
  return { text: whole.slice(0, blank + 1), signatures: parseSignatures(whole.slice(blank + 2)) };
}

/**
 * Puts a note together from its text and signatures.
 * @throws TlogError as {@link parseNote}: what is written can be read back
 */
export function formatNote(note: Note): string {
  checkText(note.text);
  if (note.signatures.length === 0) throw new TlogError('no-signatures');
  if (note.signatures.length > MAX_SIGNATURES) throw new TlogError('too-many-signatures');
  const whole = `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
  if (whole.length > MAX_NOTE_BYTES) throw new TlogError('text-too-long');
  return whole;
}

/**
 * Signs a text.
 * @param text ends with a line feed, no other control characters
 * @param signers one or more; their lines stand in this order
 * @returns the note
 * @throws TlogError `not-utf8`, `control-character`, `no-final-newline`, `no-signatures`, `too-many-signatures`,
 *   `duplicate-signer`, `bad-key-name`, `bad-signature-line`, `text-too-long`; whatever a signer throws
 * @see C2SP signed-note
 */
export async function signNote(text: string, signers: readonly Signer[]): Promise<string> {
  checkText(text);
  checkDistinct(signers);
  const message = encodeUtf8(text);
  const signatures: NoteSignature[] = [];
  for (const signer of signers) {
    signatures.push({ name: signer.name, id: signer.id, signature: await signer.sign(message) });
  }
  return formatNote({ text, signatures });
}

const identity = (key: { readonly name: string; readonly id: Uint8Array }): string =>
  `${key.name}+${encodeHex(key.id)}`;

function checkDistinct(keys: readonly { readonly name: string; readonly id: Uint8Array }[]): void {
  if (new Set(keys.map(identity)).size !== keys.length) throw new TlogError('duplicate-signer');
}

/**
 * The note with more signatures at its end, for instance those of witnesses. A line that is there already is not added again.
 * @throws TlogError as {@link parseNote}
 */
export function addSignatures(note: string, signatures: readonly NoteSignature[]): string {
  const parsed = parseNote(note);
  const lines = new Set(parsed.signatures.map(formatSignature));
  const added = signatures.filter((signature) => {
    const line = formatSignature(signature);
    const isNew = !lines.has(line);
    lines.add(line);
    return isNew;
  });
  return formatNote({ text: parsed.text, signatures: [...parsed.signatures, ...added] });
}

/**
 * Verifies a note against the keys one trusts. A signature counts as known when both name and key id match. Unknown signatures
 * are ignored, every known one must verify, at least one must be known. Of several by one key the first is reported.
 * @param note taken apart, or its bytes or text
 * @param verifiers the trusted keys, see {@link ed25519Verifier} and {@link cosignatureVerifier}
 * @throws TlogError `duplicate-signer`, `bad-signature`, `no-known-signature`, and what {@link parseNote} throws
 * @see C2SP signed-note, "Signatures"
 */
export function openNote(note: Note | Uint8Array | string, verifiers: readonly Verifier[]): Verified {
  checkDistinct(verifiers);
  const parsed = typeof note === 'string' || note instanceof Uint8Array ? parseNote(note) : note;
  const message = encodeUtf8(parsed.text);
  const known = new Map(verifiers.map((verifier) => [identity(verifier), verifier]));
  const verified = new Map<string, VerifiedSignature>();
  let unknown = 0;
  for (const signature of parsed.signatures) {
    const key = identity(signature);
    const verifier = known.get(key);
    if (verifier === undefined) {
      unknown += 1;
      continue;
    }
    if (!holds(verifier, message, signature.signature)) throw new TlogError('bad-signature', signature.name);
    if (!verified.has(key)) verified.set(key, { ...signature, type: verifier.type });
  }
  if (verified.size === 0) throw new TlogError('no-known-signature');
  return { text: parsed.text, signatures: [...verified.values()], unknown };
}

/** Libraries throw for keys that are no point of the curve; for the reader that is one thing: not signed. */
function holds(verifier: Verifier, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifier.verify(message, signature) === true;
  } catch {
    return false;
  }
}

/**
 * Verifies the signatures of an Ed25519 key (type 01).
 * @param key its verifier key
 * @param verifySignature Ed25519 of the platform
 * @throws TlogError `unsupported-key-type` when the key is of another type
 * @see C2SP signed-note, "Ed25519 signatures"
 */
export function ed25519Verifier(key: VerifierKey, verifySignature: VerifySignature): Verifier {
  if (key.type !== KEY_TYPES.ed25519) throw new TlogError('unsupported-key-type', String(key.type));
  return {
    name: key.name,
    id: key.id,
    type: key.type,
    verify: (message, signature) =>
      signature.length === 64 && verifySignature(key.publicKey, message, signature),
  };
}
