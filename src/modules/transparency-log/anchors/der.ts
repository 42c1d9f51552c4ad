/** One element of DER: its tag, what it holds, and its bytes as they stand (signatures are over bytes, not over meanings). */
export type Der = { readonly tag: number; readonly body: Buffer; readonly whole: Buffer };

export class DerError extends Error {}

/** Tags used here. */
export const der = {
  sequence: 0x30,
  set: 0x31,
  octets: 0x04,
  object: 0x06,
  /** `[0]` and `[1]`, holding others. */
  context0: 0xa0,
  context1: 0xa1,
} as const;

/**
 * The elements that stand one after another in `bytes`.
 * @throws DerError for indefinite or cut lengths, and for tags of more than one byte
 */
export function readDer(bytes: Uint8Array): readonly Der[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Der[] = [];
  for (let at = 0; at < buffer.length; ) {
    const one = readOne(buffer, at);
    found.push(one);
    at += one.whole.length;
  }
  return found;
}

function readOne(buffer: Buffer, at: number): Der {
  const tag = buffer[at];
  const first = buffer[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError('tag');
  const more = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || more > 4 || at + 2 + more > buffer.length) throw new DerError('length');
  const length = more === 0 ? first : buffer.readUIntBE(at + 2, more);
  const start = at + 2 + more;
  if (start + length > buffer.length) throw new DerError('cut off');
  return { tag, body: buffer.subarray(start, start + length), whole: buffer.subarray(at, start + length) };
}

/**
 * The one element in `bytes`, of this tag.
 * @throws DerError
 */
export function onlyDer(bytes: Uint8Array, tag: number): Der {
  const [one, ...more] = readDer(bytes);
  if (one === undefined || more.length > 0 || one.tag !== tag) throw new DerError(`not one of tag ${tag}`);
  return one;
}

/** An element of this tag around parts. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const short = length.subarray(length.findIndex((one) => one !== 0));
  return Buffer.concat([Buffer.of(tag, 0x80 + short.length), short, body]);
}

/** An object identifier in its dotted form. */
export function objectName(body: Uint8Array): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of body) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (parts.length === 0) {
      const top = Math.min(2, Math.floor(value / 40));
      parts.push(top, value - top * 40);
    } else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}
