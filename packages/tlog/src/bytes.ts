import { TlogError } from './faults.ts';

/** SHA-256 of `data`, 32 bytes, synchronous: node's `createHash`, or an audited library in browsers. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Whether `signature` (64 bytes) is the Ed25519 signature (RFC 8032) of `message` by `publicKey` (32 bytes). */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** Length of a hash in bytes. */
export const HASH_BYTES = 32;

// Both are in every JavaScript runtime, and in no `lib` that is free of the browser or of node.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Whether two byte strings are the same. Not constant in time: everything compared here is public. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, place) => byte === b[place]);
}

/** One byte string after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * UTF-8 of a text.
 * @throws TlogError `not-utf8` when the text has half a surrogate pair, which UTF-8 can not say
 */
export function encodeUtf8(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) throw new TlogError('not-utf8', 'half a surrogate pair');
  return new TextEncoder().encode(text);
}

/**
 * Text of UTF-8 bytes, byte for byte: nothing is replaced, and a byte order mark stays (it is part of what was signed).
 * @throws TlogError `not-utf8`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TlogError('not-utf8');
  }
}

/** Lower-case hexadecimal of bytes. */
export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Bytes of lower-case hexadecimal.
 * @throws TlogError `bad-hex`
 */
export function decodeHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new TlogError('bad-hex');
  return Uint8Array.from({ length: text.length / 2 }, (_, place) =>
    Number.parseInt(text.slice(place * 2, place * 2 + 2), 16),
  );
}

/**
 * A hash, when it is one.
 * @throws TlogError `bad-hash`
 */
export function checkHash(hash: Uint8Array, what = 'hash'): Uint8Array {
  if (hash.length !== HASH_BYTES) throw new TlogError('bad-hash', `${what} of ${hash.length} bytes`);
  return hash;
}

/**
 * A tree size, when it is one: an integer from 0 to 2^53 − 1.
 * @throws TlogError `bad-size`
 */
export function checkSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new TlogError('bad-size', String(size));
  return size;
}

/**
 * Refuses an index that is not inside a tree of this size.
 * @throws TlogError `bad-size`, `bad-index`
 */
export function checkIndex(index: number, size: number): void {
  checkSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new TlogError('bad-index', `${index} of ${size}`);
  }
}

/**
 * Refuses a growth that goes backwards.
 * @throws TlogError `bad-size`, `size-backwards`
 */
export function checkForward(oldSize: number, newSize: number): void {
  if (checkSize(oldSize) > checkSize(newSize))
    throw new TlogError('size-backwards', `${oldSize} to ${newSize}`);
}

/** Control characters other than the line feed, which no note may have. */
export function hasControl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u0009\u000b-\u001f]/.test(text);
}
