import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { crc32 } from 'node:zlib';
import { writeZip } from '#platform/documents';

/* Makes whole, honest files of every kind by hand. Used by tests only. */

export type Parts = Readonly<Record<string, string | Buffer>>;

/** Puts bytes on disk until the test ends. */
export function onDisk(t: TestContext, name: string, bytes: Uint8Array | string) {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const content = Buffer.from(bytes);
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return { path, name, size: content.length, sha256: '' };
}

export const zipOf = (parts: Parts): Buffer =>
  writeZip(Object.entries(parts).map(([name, data]) => ({ name, data: Buffer.from(data) })));

const officeMains = {
  docx: ['word/document.xml', 'openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  xlsx: ['xl/workbook.xml', 'openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  pptx: ['ppt/presentation.xml', 'openxmlformats-officedocument.presentationml.presentation.main+xml'],
} as const;

const relationNames = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** `id type target` a line, `target` beginning with `!` when it is outside. */
export function relations(...lines: readonly string[]): string {
  const list = lines.map((line) => {
    const [id, type, target = ''] = line.split(' ');
    const mode = target.startsWith('!') ? ' TargetMode="External"' : '';
    return `<Relationship Id="${id}" Type="${relationNames}/${type}" Target="${target.replace(/^!/, '')}"${mode}/>`;
  });
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
}

/** An Office file of the given parts; the list of types and the package's relationship come with it. */
export function officeOf(kind: keyof typeof officeMains, parts: Parts): Buffer {
  const [main, type] = officeMains[kind];
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="application/vnd.${type}"/></Types>`,
    '_rels/.rels': relations(`r1 officeDocument ${main}`),
    ...parts,
  });
}

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';

/** A part of WordprocessingML. */
export const wordPart = (root: string, inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${w} ${a} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="x" xmlns:v="v" xmlns:r="r">${inner}</w:${root}>`;
export const run = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
export const para = (...runs: readonly string[]) =>
  `<w:p>${runs.map((one) => (one.startsWith('<') ? one : run(one))).join('')}</w:p>`;
export const cell = (text: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${para(text)}</w:tc>`;
export const table = (...rows: readonly (readonly string[])[]) =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((one) => (one.startsWith('<') ? one : cell(one))).join('')}</w:tr>`).join('')}</w:tbl>`;

/** A part of PresentationML with one shape of the given paragraphs. */
export const slidePart = (root: string, paragraphs: readonly string[], inner = '', attributes = '') =>
  `<p:${root} xmlns:p="p" ${a} ${attributes}><p:cSld><p:spTree><p:sp><p:txBody>${paragraphs.map((one) => `<a:p><a:r><a:t>${one}</a:t></a:r></a:p>`).join('')}</p:txBody></p:sp>${inner}</p:spTree></p:cSld></p:${root}>`;

/** A sheet of rows of cells `A1=text`, numbers as they are, `#3` for a shared text. */
export function sheetPart(rows: readonly (readonly string[])[], after = ''): string {
  const cells = (row: readonly string[]) =>
    row.map((one) => {
      const [place, value = ''] = one.split('=');
      if (value.startsWith('#')) return `<c r="${place}" t="s"><v>${value.slice(1)}</v></c>`;
      if (/^-?\d+(?:\.\d+)?(?:@\d+)?$/.test(value)) {
        const [number, style = '0'] = value.split('@');
        return `<c r="${place}" s="${style}"><v>${number}</v></c>`;
      }
      return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
    });
  const list = rows.map((row) => `<row r="${/\d+/.exec(row[0] ?? '')?.[0]}">${cells(row).join('')}</row>`);
  return `<worksheet xmlns="s" xmlns:r="r"><sheetData>${list.join('')}</sheetData>${after}</worksheet>`;
}

/** A PDF of numbered objects, given as they stand; the first is the catalogue. */
export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let text = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

export const pdfStream = (content: string, dictionary = '') =>
  `<< /Length ${content.length} ${dictionary}>>\nstream\n${content}\nendstream`;

/** Text of a PDF string: UTF-16 with its mark. */
export const pdfWords = (text: string) => `<FEFF${pdfHex(text)}>`;

const pdfHex = (text: string) =>
  Array.from({ length: text.length }, (_x, at) => text.charCodeAt(at).toString(16).padStart(4, '0'))
    .join('')
    .toUpperCase();

/** Commands that write pieces of text at places, in a font of Chinese named /F1. */
export const pdfTextAt = (...pieces: readonly (readonly [x: number, y: number, text: string])[]) =>
  pieces.map(([x, y, text]) => `BT /F1 12 Tf 1 0 0 1 ${x} ${y} Tm <${pdfHex(text)}> Tj ET`).join('\n');

/** The objects of the font /F1, to stand as `number` and the two after it. */
export const pdfFont = (number: number): readonly string[] => [
  `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [${number + 1} 0 R] >>`,
  `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor ${number + 2} 0 R >>`,
  '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
];

/** A PNG of one point with the given chunks before its end. */
export function pngOf(...chunks: readonly (readonly [type: string, data: Buffer])[]): Buffer {
  const chunk = ([type, data]: readonly [string, Buffer]) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const edges = Buffer.alloc(8);
    edges.writeUInt32BE(data.length, 0);
    edges.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
  };
  const header = Buffer.from('00000001000000010800000000', 'hex');
  const picture = Buffer.from('789c63600000000200014800', 'hex');
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk(['IHDR', header]),
    ...chunks.map(chunk),
    chunk(['IDAT', picture]),
    chunk(['IEND', Buffer.alloc(0)]),
  ]);
}

/** A JPEG with the given segments: marker byte and content. */
export function jpegOf(...segments: readonly (readonly [marker: number, data: Buffer])[]): Buffer {
  const list = segments.map(([marker, data]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  });
  const frame = Buffer.from('ffc0000b080001000101011100', 'hex');
  const scan = Buffer.from('ffda0008010100003f0012ffd9', 'hex');
  return Buffer.concat([Buffer.from('ffd8', 'hex'), ...list, frame, scan]);
}

/** An Exif block, big-endian: texts by tag, and a place. */
export function exifOf(
  texts: readonly (readonly [tag: number, text: string])[],
  place?: readonly [number, number],
): Buffer {
  const fields: { tag: number; type: number; count: number; data: Buffer }[] = texts.map(([tag, text]) => {
    const data = Buffer.from(`${text}\0`, 'utf8');
    return { tag, type: 2, count: data.length, data };
  });
  const fraction = (degrees: number) => {
    const data = Buffer.alloc(24);
    const minutes = (degrees % 1) * 60;
    const parts = [Math.floor(degrees), Math.floor(minutes), Math.round((minutes % 1) * 60 * 1000)];
    for (const [at, part] of parts.entries()) {
      data.writeUInt32BE(part, at * 8);
      data.writeUInt32BE(at === 2 ? 1000 : 1, at * 8 + 4);
    }
    return data;
  };
  const directory = (list: typeof fields, at: number): Buffer => {
    const head = Buffer.alloc(2 + list.length * 12 + 4);
    head.writeUInt16BE(list.length, 0);
    const tails: Buffer[] = [];
    let next = at + head.length;
    for (const [index, { tag, type, count, data }] of list.entries()) {
      const place = 2 + index * 12;
      head.writeUInt16BE(tag, place);
      head.writeUInt16BE(type, place + 2);
      head.writeUInt32BE(count, place + 4);
      if (data.length <= 4) data.copy(head, place + 8);
      else {
        head.writeUInt32BE(next, place + 8);
        tails.push(data);
        next += data.length;
      }
    }
    return Buffer.concat([head, ...tails]);
  };
  const start = Buffer.from('4d4d002a00000008', 'hex');
  if (place === undefined) return Buffer.concat([start, directory(fields, 8)]);
  const pointer = { tag: 0x8825, type: 4, count: 1, data: Buffer.alloc(4) };
  const first = directory([...fields, pointer], 8);
  pointer.data.writeUInt32BE(8 + first.length, 0);
  const gps = [
    { tag: 1, type: 2, count: 2, data: Buffer.from('N\0') },
    { tag: 2, type: 5, count: 3, data: fraction(place[0]) },
    { tag: 3, type: 2, count: 2, data: Buffer.from('E\0') },
    { tag: 4, type: 5, count: 3, data: fraction(place[1]) },
  ];
  return Buffer.concat([start, directory([...fields, pointer], 8), directory(gps, 8 + first.length)]);
}
