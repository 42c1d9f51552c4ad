import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';

export type ZipEntry = {
  readonly name: string;
  readonly compressedSize: number;
  readonly size: number;
  readonly isEncrypted: boolean;
  readonly isDirectory: boolean;
  /** a symbolic link: whoever unpacks it gets something else than was looked at */
  readonly isLink: boolean;
};

/** An opened archive: what it says it holds, and its parts on demand, each bounded. */
export type Zip = {
  readonly entries: readonly ZipEntry[];
  /** @throws ZipFault when the entry is larger than `most` bytes, damaged, or not what the directory says */
  readonly read: (name: string, most: number) => Promise<Buffer>;
  /** Inflates an entry and throws it away, handing each piece to `see`. @throws ZipFault as `read`, and what `see` throws */
  readonly drain: (name: string, see?: (chunk: Buffer) => void) => Promise<void>;
  readonly close: () => void;
};

/** `truncated`: no central directory. `too-many`: more entries than allowed. `too-large`: a part exceeds its bound. */
export class ZipFault extends Error {
  readonly code: 'truncated' | 'damaged' | 'unsafe-name' | 'too-many' | 'too-large';
  constructor(code: ZipFault['code'], message: string) {
    super(message);
    this.name = 'ZipFault';
    this.code = code;
  }
}

/**
 * Opens a zip archive without unpacking it. Names that leave the folder (`../`, absolute, drive letters) and duplicate
 * names are refused: two readers could otherwise see two different documents in one file. Backslashes count as slashes
 * (they also occur as second bytes of GBK names, so they cannot be refused).
 * @param source path of a file, or its bytes
 * @param most most entries accepted
 * @throws ZipFault
 */
export async function openZip(source: string | Buffer, most: number): Promise<Zip> {
  const options = { autoClose: false, strictFileNames: false, validateEntrySizes: true } as const;
  const file = await (typeof source === 'string'
    ? openPromise(source, options)
    : fromBufferPromise(source, options)
  ).catch((error: unknown) => Promise.reject(zipFault(error)));
  try {
    if (file.entryCount > most) throw new ZipFault('too-many', `${file.entryCount} entries`);
    const raw = new Map<string, Entry>();
    for await (const entry of file.eachEntry()) {
      if (raw.has(entry.fileName)) throw new ZipFault('damaged', 'an entry name stands twice');
      raw.set(entry.fileName, entry);
      if (raw.size > most) throw new ZipFault('too-many', `more than ${most} entries`);
    }
    return {
      entries: [...raw.values()].map(describeEntry),
      read: (name, limit) => readEntry(file, raw.get(name), limit),
      drain: (name, see) => drainEntry(file, raw.get(name), see),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw zipFault(error);
  }
}

const describeEntry = (entry: Entry): ZipEntry => ({
  name: entry.fileName,
  compressedSize: entry.compressedSize,
  size: entry.uncompressedSize,
  isEncrypted: entry.isEncrypted(),
  isDirectory: entry.fileName.endsWith('/'),
  isLink: ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000,
});

async function readEntry(file: ZipFile, entry: Entry | undefined, most: number): Promise<Buffer> {
  if (entry !== undefined && entry.uncompressedSize > most)
    throw new ZipFault('too-large', 'entry beyond its bound');
  const chunks: Buffer[] = [];
  await drainEntry(file, entry, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

/** yauzl stops an entry that inflates to more or less than it declares; the checksum is ours. What `see` throws is its own. */
async function drainEntry(
  file: ZipFile,
  entry: Entry | undefined,
  see?: (chunk: Buffer) => void,
): Promise<void> {
  if (entry === undefined) throw new ZipFault('damaged', 'no such entry');
  let seen: { readonly thrown: unknown } | undefined;
  try {
    let checksum = 0;
    for await (const chunk of await file.openReadStreamPromise(entry)) {
      checksum = crc32(chunk, checksum);
      try {
        see?.(chunk);
      } catch (thrown) {
        seen = { thrown };
        throw thrown;
      }
    }
    if (checksum !== entry.crc32) throw new ZipFault('damaged', 'checksum of an entry does not match');
  } catch (error) {
    throw seen === undefined ? zipFault(error) : seen.thrown;
  }
}

/** yauzl tells its faults by message alone; these are the ones that matter to the user. */
function zipFault(error: unknown): Error {
  if (!(error instanceof Error) || error instanceof ZipFault)
    return error instanceof Error ? error : new Error('zip');
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return error;
  if (/end of central directory|too short/i.test(error.message))
    return new ZipFault('truncated', error.message);
  if (/invalid relative path|absolute path|invalid characters in fileName/i.test(error.message)) {
    return new ZipFault('unsafe-name', error.message);
  }
  return new ZipFault('damaged', error.message);
}

/** Writes an archive of stored (uncompressed) parts: for handing a changed Office file on inside the program, and tests. */
export function writeZip(parts: readonly { readonly name: string; readonly data: Uint8Array }[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(part.data), 10);
    common.writeUInt32LE(part.data.length, 14);
    common.writeUInt32LE(part.data.length, 18);
    common.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, Buffer.from(part.data));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name);
    offset += 30 + name.length + part.data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}
