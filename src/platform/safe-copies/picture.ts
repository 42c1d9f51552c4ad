/** Metadata of pictures. Both functions throw when the bytes are no such picture; the gate has looked before. */
export type CleanPicture = { readonly data: Uint8Array; readonly dropped: number };

const jpegEnd = 0xd9;
const jpegScan = 0xda;

/**
 * A JPEG without Exif, XMP, IPTC, comments, thumbnails and whatever follows its end. The colour profile and Adobe's
 * transform stay (the picture would change), and so does the direction it is to be shown in.
 */
export function stripJpeg(input: Uint8Array): CleanPicture {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  let dropped = 0;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new Error('no marker where a segment begins');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === jpegEnd) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1 && segment.toString('latin1', 4, 8) === 'Exif')
      orientation = orientationOf(segment.subarray(10)) ?? orientation;
    const clean = keptSegment(marker, segment);
    if (clean === undefined) dropped += 1;
    else kept.push(clean);
    at = end;
    if (marker === jpegScan) {
      const next = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, next));
      at = next;
    }
  }
  if (at + 2 < bytes.length) dropped += 1;
  if (orientation > 1) kept.splice(1, 0, orientationSegment(orientation));
  kept.push(Buffer.from([0xff, jpegEnd]));
  const data = Buffer.concat(kept);
  // A picture that needed nothing stays byte for byte; the mark that tells the direction is not counted as dropped.
  return data.equals(bytes) ? { data: input, dropped: 0 } : { data, dropped: Math.max(dropped, 1) };
}

function keptSegment(marker: number, segment: Buffer): Buffer | undefined {
  if (marker === 0xe0)
    return segment.toString('latin1', 4, 8) === 'JFIF' ? withoutThumbnail(segment) : undefined;
  if (marker === 0xe2) return segment.toString('latin1', 4, 15) === 'ICC_PROFILE' ? segment : undefined;
  if (marker === 0xee) return segment.toString('latin1', 4, 9) === 'Adobe' ? segment : undefined;
  const isApplication = marker >= 0xe0 && marker <= 0xef;
  return isApplication || marker === 0xfe ? undefined : segment;
}

/** The JFIF head says version and density in 16 bytes; the rest is a small picture that may show what was cut away. */
function withoutThumbnail(segment: Buffer): Buffer {
  if (segment.length <= 18) return segment;
  const head = Buffer.from(segment.subarray(0, 18));
  head.writeUInt16BE(16, 2);
  head.writeUInt16BE(0, 16);
  return head;
}

/** Inside a scan 0xff is followed by 00 or a restart marker; anything else ends it. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at;
  }
  return bytes.length;
}

/** Tag 0x0112 of the first directory of a TIFF block. */
function orientationOf(tiff: Buffer): number | undefined {
  if (tiff.length < 14) return undefined;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = Math.min(short(start), 200);
  for (let index = 0; index < count; index += 1) {
    const entry = start + 2 + index * 12;
    if (short(entry) !== 0x0112) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** The smallest Exif block there is: one entry, the direction. */
function orientationSegment(orientation: number): Buffer {
  const tiff = minimalTiff(orientation);
  const head = Buffer.from([0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  head.writeUInt16BE(8 + tiff.length, 2);
  return Buffer.concat([head, tiff]);
}

const minimalTiff = (orientation: number) =>
  Buffer.from([
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);

/** Chunks a PNG needs to look as it does; texts, times, Exif and private chunks go. */
const keptChunks = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'bKGD',
  'pHYs',
  'cICP',
  'acTL',
  'fcTL',
  'fdAT',
]);

export function stripPng(input: Uint8Array): CleanPicture {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  let dropped = 0;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (next > bytes.length) throw new Error('a chunk is cut off');
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (keptChunks.has(type)) kept.push(bytes.subarray(at, next));
    else dropped += 1;
    at = type === 'IEND' ? bytes.length : next;
  }
  return dropped === 0 ? { data: input, dropped } : { data: Buffer.concat(kept), dropped };
}

/** A picture by its first bytes; undefined for other kinds, which are left alone. */
export function stripPicture(input: Uint8Array): CleanPicture | undefined {
  if (input[0] === 0xff && input[1] === 0xd8 && input[2] === 0xff) return stripJpeg(input);
  if (input[0] === 0x89 && input[1] === 0x50 && input[2] === 0x4e && input[3] === 0x47)
    return stripPng(input);
  return undefined;
}
