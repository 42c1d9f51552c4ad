import type { Collector } from './collector.ts';

type Reading = {
  readonly bytes: Buffer;
  readonly isLittle: boolean;
  readonly seen: Set<number>;
  readonly to: Collector;
};

type Field = { readonly tag: number; readonly type: number; readonly count: number; readonly data: Buffer };

/** Tags with words (Exif 2.32, 4.6); the names a reader of photographs knows. */
const names: Readonly<Record<number, string>> = {
  269: 'DocumentName',
  270: 'ImageDescription',
  271: 'Make',
  272: 'Model',
  305: 'Software',
  315: 'Artist',
  316: 'HostComputer',
  33432: 'Copyright',
  37510: 'UserComment',
  40091: 'XPTitle',
  40092: 'XPComment',
  40093: 'XPAuthor',
  40094: 'XPKeywords',
  40095: 'XPSubject',
  42016: 'ImageUniqueID',
  42032: 'CameraOwnerName',
  42033: 'BodySerialNumber',
  36867: 'DateTimeOriginal',
};

const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
const directories: readonly number[] = [0x8769, 0x8825];
const mostFields = 500;
const mostBytes = 65_536;

/** Reads the words of an Exif block; a place is said as `GPS`, in degrees. Broken parts are passed over. */
export function readExif(bytes: Buffer, to: Collector): void {
  const order = bytes.toString('latin1', 0, 2);
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) return;
  const reading: Reading = { bytes, isLittle: order === 'II', seen: new Set(), to };
  readDirectory(reading, u32(reading, 4), 0);
}

function u16({ bytes, isLittle }: Reading, at: number): number {
  if (at + 2 > bytes.length) return 0;
  return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function u32({ bytes, isLittle }: Reading, at: number): number {
  if (at + 4 > bytes.length) return 0;
  return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

/** A directory may name itself as the next; each is read once. */
function readDirectory(reading: Reading, at: number, parent: number): void {
  if (at < 8 || at >= reading.bytes.length || reading.seen.has(at)) return;
  reading.seen.add(at);
  const count = Math.min(u16(reading, at), mostFields);
  const fields: Field[] = [];
  for (let index = 0; index < count; index += 1) {
    const field = readField(reading, at + 2 + index * 12);
    if (field === undefined) continue;
    fields.push(field);
    if (directories.includes(field.tag))
      readDirectory(reading, u32(reading, at + 2 + index * 12 + 8), field.tag);
    else if (parent !== 0x8825) sayField(reading, field);
  }
  if (parent === 0x8825) sayPlace(reading, fields);
  else readDirectory(reading, u32(reading, at + 2 + count * 12), 0);
}

function readField(reading: Reading, at: number): Field | undefined {
  const [tag, type, count] = [u16(reading, at), u16(reading, at + 2), u32(reading, at + 4)];
  const length = (sizes[type] ?? 0) * count;
  if (length === 0 || length > mostBytes) return undefined;
  const start = length <= 4 ? at + 8 : u32(reading, at + 8);
  if (start + length > reading.bytes.length) return undefined;
  return { tag, type, count, data: reading.bytes.subarray(start, start + length) };
}

function sayField({ to, isLittle }: Reading, field: Field): void {
  const name = names[field.tag] ?? (field.type === 2 ? `0x${field.tag.toString(16)}` : undefined);
  if (name === undefined) return;
  const text = textOfField(field, isLittle).replaceAll('\0', ' ').trim();
  if (text !== '') to.line('metadata', 'EXIF', `${name}\t${text}`);
}

function textOfField({ tag, type, data }: Field, isLittle: boolean): string {
  if (tag >= 0x9c9b && tag <= 0x9c9f) return data.toString('utf16le', 0, data.length & ~1);
  if (tag === 0x9286) {
    const charset = data.toString('latin1', 0, 7);
    const rest = data.subarray(8);
    if (charset !== 'UNICODE') return rest.toString('utf8');
    return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(rest);
  }
  return type === 2 || type === 7 ? data.toString('utf8') : '';
}

/** GPS tags 1-4: which half of the earth, and degrees, minutes, seconds as three fractions. */
function sayPlace(reading: Reading, fields: readonly Field[]): void {
  const degrees = (tag: number) => {
    const field = fields.find((one) => one.tag === tag && one.type === 5 && one.count >= 3);
    if (field === undefined) return undefined;
    const inner: Reading = { ...reading, bytes: field.data };
    const part = (at: number) => u32(inner, at) / (u32(inner, at + 4) || 1);
    const sign = /[SW]/.test(fields.find((one) => one.tag === tag - 1)?.data.toString('latin1') ?? '')
      ? -1
      : 1;
    return sign * (part(0) + part(8) / 60 + part(16) / 3600);
  };
  const [latitude, longitude] = [degrees(2), degrees(4)];
  if (latitude === undefined || longitude === undefined) return;
  reading.to.line('metadata', 'EXIF', `GPS\t${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
}
