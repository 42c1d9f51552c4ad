import { decodeBase64, encodeBase64 } from './base64.ts';
import {
  concatBytes,
  decodeHex,
  encodeHex,
  encodeUtf8,
  equalBytes,
  hasControl,
  type Sha256,
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

/** Length of a key id in bytes. */
export const ID_BYTES = 4;

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

/**
 * Refuses a key name that is none.
 * @throws TlogError `bad-key-name`
 */
export function checkKeyName(name: string): void {
  if (!isKeyName(name)) throw new TlogError('bad-key-name', JSON.stringify(name.slice(0, 80)));
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
