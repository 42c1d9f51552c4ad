/*
 * Just enough of OpenType (ISO/IEC 14496-22) to know what a font file is called, which characters it has, and to give it
 * another family name. The compiler looks fonts up by family name among its own and the machine's; under names of ours a
 * document looks the same on every machine.
 */

type Table = { readonly tag: string; readonly offset: number; readonly length: number };

/** One face of a font file or collection. */
export type Face = {
  /** Family, full and PostScript names in every language the file has. */
  readonly names: readonly string[];
  readonly postScriptName: string;
  /** Thickness 1–1000 as the file says it; 400 is regular. */
  readonly weight: number;
  readonly bytes: Buffer;
  readonly tables: readonly Table[];
};

const COLLECTION = 'ttcf';
const versions = new Set(['\0\x01\0\0', 'OTTO', 'true']);

/** The faces of a .ttf, .otf, .ttc or .otc file; none when it is no such file. Never throws on bad bytes. */
export function facesOf(bytes: Buffer): readonly Face[] {
  try {
    const tag = bytes.toString('latin1', 0, 4);
    if (tag !== COLLECTION) return versions.has(tag) ? [readFace(bytes, 0)] : [];
    const count = Math.min(bytes.readUInt32BE(8), 64);
    return Array.from({ length: count }, (_, at) => readFace(bytes, bytes.readUInt32BE(12 + 4 * at)));
  } catch {
    return [];
  }
}

function readFace(bytes: Buffer, start: number): Face {
  const count = bytes.readUInt16BE(start + 4);
  const tables = Array.from({ length: count }, (_, at) => {
    const entry = start + 12 + 16 * at;
    return {
      tag: bytes.toString('latin1', entry, entry + 4),
      offset: bytes.readUInt32BE(entry + 8),
      length: bytes.readUInt32BE(entry + 12),
    };
  });
  const names = readNames(bytes, tableOf(tables, 'name'));
  const os2 = tables.find((one) => one.tag === 'OS/2');
  return {
    names: [...new Set(names.map((one) => one.text))],
    postScriptName: names.find((one) => one.id === 6)?.text ?? 'unnamed',
    weight: os2 === undefined ? 400 : bytes.readUInt16BE(os2.offset + 4),
    bytes,
    tables,
  };
}

function tableOf(tables: readonly Table[], tag: string): Table {
  const table = tables.find((one) => one.tag === tag);
  if (table === undefined) throw new RangeError(`no ${tag} table`);
  return table;
}

/** Names 1 family, 4 full, 6 PostScript, 16 typographic family. */
const keptNames = new Set([1, 4, 6, 16]);

function readNames(bytes: Buffer, { offset }: Table): readonly { id: number; text: string }[] {
  const count = bytes.readUInt16BE(offset + 2);
  const storage = offset + bytes.readUInt16BE(offset + 4);
  const found: { id: number; text: string }[] = [];
  for (let at = 0; at < count; at++) {
    const record = offset + 6 + 12 * at;
    const [platform, encoding, id] = [0, 2, 6].map((step) => bytes.readUInt16BE(record + step));
    if (id === undefined || !keptNames.has(id)) continue;
    const from = storage + bytes.readUInt16BE(record + 10);
    const raw = bytes.subarray(from, from + bytes.readUInt16BE(record + 8));
    const text = decodeName(raw, platform ?? 0, encoding ?? 0).trim();
    if (text !== '') found.push({ id, text });
  }
  return found;
}

/** Old Chinese files write names in GBK (Windows, PRC). */
function decodeName(raw: Buffer, platform: number, encoding: number): string {
  if (platform === 3 && encoding === 3)
    return new TextDecoder('gb18030').decode(raw.filter((byte) => byte !== 0));
  if (platform === 0 || platform === 3) return new TextDecoder('utf-16be').decode(raw);
  return encoding === 25 ? new TextDecoder('gb18030').decode(raw) : raw.toString('latin1');
}

/** Whether a font has a character; by its cmap (formats 4 and 12, the only ones Unicode fonts use). */
export type Coverage = (codePoint: number) => boolean;

export function coverageOf({ bytes, tables }: Face): Coverage {
  const { offset } = tableOf(tables, 'cmap');
  const count = bytes.readUInt16BE(offset + 2);
  const formats = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const place = offset + bytes.readUInt32BE(offset + 8 + 8 * at);
    const platform = bytes.readUInt16BE(offset + 4 + 8 * at);
    if (platform === 0 || platform === 3) formats.set(bytes.readUInt16BE(place), place);
  }
  const long = formats.get(12);
  if (long !== undefined) return longCoverage(bytes, long);
  const short = formats.get(4);
  return short === undefined ? () => false : shortCoverage(bytes, short);
}

function longCoverage(bytes: Buffer, place: number): Coverage {
  const groups = bytes.readUInt32BE(place + 12);
  return (codePoint) => {
    let [low, high] = [0, groups - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = place + 16 + 12 * middle;
      if (codePoint < bytes.readUInt32BE(at)) high = middle - 1;
      else if (codePoint > bytes.readUInt32BE(at + 4)) low = middle + 1;
      else return bytes.readUInt32BE(at + 8) + (codePoint - bytes.readUInt32BE(at)) !== 0;
    }
    return false;
  };
}

function shortCoverage(bytes: Buffer, place: number): Coverage {
  const segments = bytes.readUInt16BE(place + 6) / 2;
  const ends = place + 14;
  const starts = ends + 2 * segments + 2;
  const [deltas, ranges] = [starts + 2 * segments, starts + 4 * segments];
  return (codePoint) => {
    if (codePoint > 0xffff) return false;
    for (let at = 0; at < segments; at++) {
      if (codePoint > bytes.readUInt16BE(ends + 2 * at)) continue;
      const start = bytes.readUInt16BE(starts + 2 * at);
      if (codePoint < start) return false;
      const range = bytes.readUInt16BE(ranges + 2 * at);
      const delta = bytes.readUInt16BE(deltas + 2 * at);
      if (range === 0) return ((codePoint + delta) & 0xffff) !== 0;
      const glyph = ranges + 2 * at + range + 2 * (codePoint - start);
      return glyph + 2 <= bytes.length && bytes.readUInt16BE(glyph) !== 0;
    }
    return false;
  };
}

/** A font file of this one face under another family name; everything else, the PostScript name included, stays. */
export function withFamily(face: Face, family: string): Buffer {
  const parts = face.tables
    .filter((table) => table.tag !== 'DSIG')
    .map((table) => ({
      tag: table.tag,
      body:
        table.tag === 'name'
          ? nameTable(family, face.postScriptName)
          : face.bytes.subarray(table.offset, table.offset + table.length),
    }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const head = Buffer.alloc(12 + 16 * parts.length);
  const isOutline = parts.some((part) => part.tag.startsWith('CFF'));
  head.write(isOutline ? 'OTTO' : '\0\x01\0\0', 0, 'latin1');
  head.writeUInt16BE(parts.length, 4);
  let at = head.length;
  const bodies: Buffer[] = [];
  parts.forEach((part, index) => {
    const entry = 12 + 16 * index;
    head.write(part.tag, entry, 'latin1');
    head.writeUInt32BE(checksum(part.body), entry + 4);
    head.writeUInt32BE(at, entry + 8);
    head.writeUInt32BE(part.body.length, entry + 12);
    const padding = Buffer.alloc((4 - (part.body.length % 4)) % 4);
    bodies.push(part.body, padding);
    at += part.body.length + padding.length;
  });
  return Buffer.concat([head, ...bodies]);
}

/** Readers of this process ignore it; the field is filled for form only where that is cheap. */
function checksum(body: Buffer): number {
  if (body.length > 65_536) return 0;
  let sum = 0;
  for (let at = 0; at + 4 <= body.length; at += 4) sum = (sum + body.readUInt32BE(at)) >>> 0;
  return sum;
}

function nameTable(family: string, postScriptName: string): Buffer {
  const entries: readonly (readonly [number, string])[] = [
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, postScriptName],
  ];
  const texts = entries.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + 12 * entries.length);
  head.writeUInt16BE(entries.length, 2);
  head.writeUInt16BE(head.length, 4);
  let at = 0;
  entries.forEach(([id], index) => {
    const record = 6 + 12 * index;
    const length = texts[index]?.length ?? 0;
    [3, 1, 0x409, id, length, at].forEach((value, step) => {
      head.writeUInt16BE(value, record + 2 * step);
    });
    at += length;
  });
  return Buffer.concat([head, ...texts]);
}
