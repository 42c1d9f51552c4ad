import { archiveLimits, type FileRefusalCode } from './kinds.ts';
import type { ByteSource } from './source.ts';

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Walks the chunks from the signature to IEND; nothing may follow it (hidden data is a way to carry secrets out). */
export async function inspectPng(source: ByteSource): Promise<FileRefusalCode | undefined> {
  const head = await source.read(0, 33);
  if (!head.subarray(0, 8).equals(pngSignature)) return 'file-mislabelled';
  if (head.length < 33 || head.toString('latin1', 12, 16) !== 'IHDR') return 'file-truncated';
  const pixels = head.readUInt32BE(16) * head.readUInt32BE(20);
  if (pixels > archiveLimits.pixels) return 'file-bomb';
  for (let at = 8; at + 12 <= source.size; ) {
    const chunk = await source.read(at, 8);
    const next = at + 12 + chunk.readUInt32BE(0);
    if (next > source.size) return 'file-truncated';
    if (chunk.toString('latin1', 4, 8) === 'IEND') return next === source.size ? undefined : 'file-damaged';
    at = next;
  }
  return 'file-truncated';
}

/** Walks the segments to the start of the scan, then looks for the end marker behind it (a thumbnail has one of its own). */
export async function inspectJpeg(source: ByteSource): Promise<FileRefusalCode | undefined> {
  const head = await source.read(0, 3);
  if (head.length < 3 || head.readUIntBE(0, 3) !== 0xffd8ff) return 'file-mislabelled';
  for (let at = 2; at + 4 <= source.size; ) {
    const segment = await source.read(at, 9);
    const marker = segment.readUInt16BE(0);
    if (marker < 0xff01) return 'file-damaged';
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    if (isFrame(marker) && segment.length === 9) {
      if (segment.readUInt16BE(5) * segment.readUInt16BE(7) > archiveLimits.pixels) return 'file-bomb';
    }
    if (marker === 0xffda) return (await hasEndMarker(source, at)) ? undefined : 'file-truncated';
    at += 2 + segment.readUInt16BE(2);
  }
  return 'file-truncated';
}

const isFrame = (marker: number) =>
  marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);

/** Inside a scan 0xff is always followed by 00 or a restart marker, so ffd9 there is the end. */
async function hasEndMarker(source: ByteSource, from: number): Promise<boolean> {
  const size = 1024 * 1024;
  for (let at = from; at < source.size; at += size) {
    if ((await source.read(at, size + 1)).includes(Buffer.from([0xff, 0xd9]))) return true;
  }
  return false;
}
