import { concatBytes, decodeBase64, decodeUtf8, encodeBase64 } from '../../../tlog/src/index.ts';

/*
 * The printed proof, `…/v#1.<base64url>` without padding. Bytes of version 1, from left to right, nothing left over:
 *
 *   kind 1 byte (1 = proof of one entry, 2 = a checkpoint alone) · origin text · size number · root 32 bytes
 *   only kind 1: index number · leaf hash 32 bytes · siblings: 1 byte how many, 32 bytes each, the leaf's first
 *   signatures: 1 byte how many (1 or 2), each: key name text (empty: the origin) · key id 4 bytes · length number · bytes
 *
 *   number: unsigned LEB128 in its shortest form, at most 2^53 − 1 · text: length number, then UTF-8
 *
 * The signed note is rebuilt from it byte for byte.
 */

/** What a scanned code says; its checkpoint is a signed note like any other. */
export type Scanned = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The checkpoint as signed note. */
  readonly note: string;
  /** Absent when the code holds a checkpoint alone. */
  readonly proof?: {
    readonly index: number;
    readonly leaf: Uint8Array;
    readonly siblings: readonly Uint8Array[];
  };
};

/** The text behind `#` is no printed proof: cut off, mistyped, or of another version. */
export class ScanError extends Error {
  constructor(detail: string) {
    super(`not a printed proof: ${detail}`);
    this.name = 'ScanError';
  }
}

type Reader = { readonly bytes: Uint8Array; at: number };

/**
 * Reads what stands behind `#` in the address of a printed proof.
 * @param fragment with or without the `#`
 * @throws {ScanError}
 */
export function readScanned(fragment: string): Scanned {
  const text = fragment.replace(/^#/, '');
  if (!text.startsWith('1.')) throw new ScanError('another version');
  const reader: Reader = { bytes: fromBase64url(text.slice(2)), at: 0 };
  const kind = take(reader, 1)[0];
  if (kind !== 1 && kind !== 2) throw new ScanError(`kind ${kind}`);
  const [origin, size, root] = [takeText(reader), takeNumber(reader), take(reader, 32)];
  const proof = kind === 1 ? takeProof(reader) : undefined;
  const lines = takeSignatures(reader, origin);
  if (reader.at !== reader.bytes.length) throw new ScanError('bytes left over');
  const note = `${origin}\n${size}\n${encodeBase64(root)}\n\n${lines.join('')}`;
  return { origin, size, root, note, ...(proof === undefined ? {} : { proof }) };
}

function takeProof(reader: Reader): NonNullable<Scanned['proof']> {
  const [index, leaf] = [takeNumber(reader), take(reader, 32)];
  const count = take(reader, 1)[0] ?? 0;
  return { index, leaf, siblings: Array.from({ length: count }, () => take(reader, 32)) };
}

function takeSignatures(reader: Reader, origin: string): readonly string[] {
  const count = take(reader, 1)[0] ?? 0;
  if (count < 1 || count > 2) throw new ScanError(`${count} signatures`);
  return Array.from({ length: count }, () => {
    const name = takeText(reader);
    const id = take(reader, 4);
    const signature = take(reader, takeNumber(reader));
    return `— ${name === '' ? origin : name} ${encodeBase64(concatBytes(id, signature))}\n`;
  });
}

function take(reader: Reader, count: number): Uint8Array {
  const end = reader.at + count;
  if (end > reader.bytes.length) throw new ScanError('cut off');
  const bytes = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return bytes;
}

function takeText(reader: Reader): string {
  try {
    return decodeUtf8(take(reader, takeNumber(reader)));
  } catch {
    throw new ScanError('a text that is none');
  }
}

/** No 32-bit shifts: sizes go to 2^53 − 1. */
function takeNumber(reader: Reader): number {
  let value = 0;
  for (let place = 0; place < 8; place++) {
    const byte = take(reader, 1)[0] ?? 0;
    value += (byte % 128) * 128 ** place;
    if (!Number.isSafeInteger(value)) break;
    if (byte < 128) {
      if (byte === 0 && place > 0) break;
      return value;
    }
  }
  throw new ScanError('a number that is none');
}

function fromBase64url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new ScanError('not base64url');
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  try {
    return decodeBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  } catch {
    throw new ScanError('not base64url');
  }
}
