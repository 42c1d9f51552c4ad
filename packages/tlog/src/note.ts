import { decodeBase64, encodeBase64 } from './base64.ts';
import { concatBytes, decodeUtf8, encodeHex, encodeUtf8, hasControl, type VerifySignature } from './bytes.ts';
import { TlogError } from './faults.ts';
import { checkKeyName, ID_BYTES, KEY_TYPES, type VerifierKey } from './verifier-key.ts';

/** Most signatures a note may have. The specification asks for at least 16. */
export const MAX_SIGNATURES = 64;

/** Longest note in bytes, all signatures included (64 of the longest post-quantum ones would fit). */
export const MAX_NOTE_BYTES = 1_000_000;

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
