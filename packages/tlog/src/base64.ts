import { checkHash, HASH_BYTES } from './bytes.ts';
import { TlogError } from './faults.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map(Array.from(alphabet, (letter, value) => [letter.charCodeAt(0), value]));
const PAD = 0x3d;

/** Standard base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
    const left = bytes.length - at;
    pieces.push(
      alphabet.charAt(a >> 2) +
        alphabet.charAt(((a & 3) << 4) | (b >> 4)) +
        (left < 2 ? '=' : alphabet.charAt(((b & 15) << 2) | (c >> 6))) +
        (left < 3 ? '=' : alphabet.charAt(c & 63)),
    );
  }
  return pieces.join('');
}

/**
 * Bytes of standard base64 with padding, strictly: every byte string has exactly one text (the decoders of the platforms
 * skip white space and forgive unused bits, so one signature would have many texts).
 * @throws TlogError `bad-base64`
 */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new TlogError('bad-base64', 'length');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const letters = text.length - padding;
  let bits = 0;
  let value = 0;
  let at = 0;
  for (let place = 0; place < letters; place += 1) {
    const code = text.charCodeAt(place);
    const six = code === PAD ? undefined : values.get(code);
    if (six === undefined) throw new TlogError('bad-base64', `letter ${place + 1}`);
    value = ((value << 6) | six) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (value >> bits) & 0xff;
      at += 1;
    }
  }
  if ((value & ((1 << bits) - 1)) !== 0) throw new TlogError('bad-base64', 'unused bits are not zero');
  return bytes;
}

/**
 * The hash on one line of a checkpoint, proof or request: base64 of 32 bytes.
 * @throws TlogError `bad-base64`, `bad-hash`
 */
export function decodeHash(text: string): Uint8Array {
  if (text.length > HASH_BYTES * 2) throw new TlogError('bad-hash', `${text.length} letters`);
  return checkHash(decodeBase64(text));
}
