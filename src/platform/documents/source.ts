import { type FileHandle, open } from 'node:fs/promises';

/** Bytes to look at without taking them all into memory: a file on disk, or a part of an archive already unpacked. */
export type ByteSource = {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer at the end. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
  /** What an archive reader opens. */
  readonly archive: string | Buffer;
};

/** Opens a file for the time of `look`. */
export async function withFile<T>(path: string, look: (source: ByteSource) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await look({ size, archive: path, read: (offset, length) => readAt(file, offset, length) });
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

export function bufferSource(buffer: Buffer): ByteSource {
  return {
    size: buffer.length,
    archive: buffer,
    read: async (offset, length) => buffer.subarray(offset, Math.min(buffer.length, offset + length)),
  };
}

const window = 1024 * 1024;

/**
 * Searches all bytes as Latin-1 text in windows that overlap, so that memory stays bounded and nothing is missed at a seam.
 * @param overlap longest match in bytes
 */
export async function searchBytes(
  source: ByteSource,
  overlap: number,
  see: (text: string) => boolean,
): Promise<boolean> {
  for (let offset = 0; offset < source.size; offset += window) {
    const text = (await source.read(offset, window + overlap)).toString('latin1');
    if (see(text)) return true;
  }
  return false;
}
