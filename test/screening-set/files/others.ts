import { crc32, deflateSync } from 'node:zlib';
import { writeZip } from '#platform/documents';
import type { Piece } from '../template.ts';

/* Layout documents, pictures and archives. */

const hex = (text: string) =>
  `<${[...text].map((char) => char.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`;

/** One page in the predefined Song font; cells of a row stand at fixed columns, as a printed table does. */
export function pdfOf(pieces: readonly Piece[]): Buffer {
  const shown: string[] = [];
  let y = 800;
  const line = (cells: readonly string[]) => {
    const width = 900 / cells.length;
    cells.forEach((cell, at) => {
      if (cell !== '') shown.push(`1 0 0 1 ${40 + at * width} ${y} Tm ${hex(cell)} Tj`);
    });
    y -= 18;
  };
  for (const piece of pieces) {
    if (typeof piece === 'string')
      for (const one of piece.split('\n')) wrap(one).forEach((part) => void line([part]));
    else for (const row of piece.rows) line(row);
  }
  const stream = deflateSync(Buffer.from(`BT /F1 9 Tf ${shown.join('\n')} ET`, 'latin1'));
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    ),
    Buffer.concat([
      Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`),
      stream,
      Buffer.from('\nendstream'),
    ]),
    Buffer.from(
      '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>',
    ),
    Buffer.from(
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 7 0 R >>',
    ),
    Buffer.from(
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ),
  ];
  return assemble(objects);
}

/** Sixty characters a line: longer ones go on below, as on paper. */
const wrap = (text: string) => text.match(/[\s\S]{1,60}/g) ?? [''];

function assemble(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  let length = parts[0]?.length ?? 0;
  const places: number[] = [];
  objects.forEach((object, at) => {
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    places.push(length);
    parts.push(part);
    length += part.length;
  });
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** GB/T 33190: each line a text object, each cell of a row one at its column. */
export function ofdOf(pieces: readonly Piece[]): Buffer {
  const objects: string[] = [];
  let y = 20;
  const put = (x: number, text: string) =>
    objects.push(
      `<ofd:TextObject ID="${objects.length + 10}" Boundary="${x} ${y} 90 5" Font="1" Size="3.5"><ofd:TextCode X="0" Y="3.5">${escaped(text)}</ofd:TextCode></ofd:TextObject>`,
    );
  for (const piece of pieces) {
    for (const row of typeof piece === 'string' ? piece.split('\n').map((one) => [one]) : piece.rows) {
      row.forEach((cell, at) => {
        if (cell !== '') put(10 + (at * 390) / row.length, cell);
      });
      y += 7;
    }
  }
  const uri = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const part = (name: string, xml: string) => ({
    name,
    data: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`),
  });
  return writeZip([
    part(
      'OFD.xml',
      `<ofd:OFD ${uri} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    ),
    part(
      'Doc_0/Document.xml',
      `<ofd:Document ${uri}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 420 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`,
    ),
    part(
      'Doc_0/Pages/Page_0/Content.xml',
      `<ofd:Page ${uri}><ofd:Content><ofd:Layer ID="2">${objects.join('')}</ofd:Layer></ofd:Content></ofd:Page>`,
    ),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8 + data.length + 4);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 8 + data.length);
  return out;
}

/** One white point and a description (iTXt, UTF-8). */
export function pngOf(words: string): Buffer {
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const text = Buffer.concat([Buffer.from('Description\0\0\0\0\0', 'latin1'), Buffer.from(words, 'utf8')]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', head),
    pngChunk('iTXt', text),
    pngChunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The smallest grey JPEG there is, with an XMP packet before its tables: each line a keyword. */
export function jpgOf(words: string): Buffer {
  const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag>${words
    .split('\n')
    .map((line) => `<rdf:li>${escaped(line)}</rdf:li>`)
    .join('')}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const payload = Buffer.concat([
    Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'),
    Buffer.from(packet, 'utf8'),
  ]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), segment, payload, smallest.subarray(2)]);
}

const smallest = Buffer.from(
  `ffd8ffdb004300${'01'.repeat(64)}ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9`,
  'hex',
);
