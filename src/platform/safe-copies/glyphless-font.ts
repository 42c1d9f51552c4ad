import { deflateSync } from 'node:zlib';
import { type PDFContext, PDFHexString, PDFName, type PDFRef } from '@cantoo/pdf-lib';

/** Every sign is this wide, in thousandths of the size; lines are stretched to the width they have. */
export const glyphlessWidth = 500;

/** Tables of a TrueType font with one empty glyph, made here so that nothing foreign is embedded. */
function fontFile(): Buffer {
  const u16 = (...values: number[]) =>
    Buffer.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]));
  const head = Buffer.concat([
    u16(1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000),
    Buffer.alloc(16),
    u16(0, 0, 0, 0, 0, 8, 2, 0, 0),
  ]);
  const tables: [string, Buffer][] = [
    ['glyf', Buffer.alloc(4)],
    ['head', head],
    ['hhea', u16(1, 0, 900, 0xff38, 0, glyphlessWidth, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)],
    ['hmtx', u16(glyphlessWidth, 0)],
    ['loca', u16(0, 0)],
    ['maxp', u16(1, 0, 1, ...Array.from({ length: 13 }, () => 0))],
  ];
  const directory = [u16(1, 0, tables.length, 64, 2, tables.length * 16 - 64)];
  let offset = 12 + tables.length * 16;
  for (const [tag, data] of tables) {
    const entry = Buffer.alloc(16);
    entry.write(tag, 0, 'latin1');
    entry.writeUInt32BE(checksum(data), 4);
    entry.writeUInt32BE(offset, 8);
    entry.writeUInt32BE(data.length, 12);
    directory.push(entry);
    offset += (data.length + 3) & ~3;
  }
  const bodies = tables.map(([, data]) => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]));
  return Buffer.concat([...directory, ...bodies]);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4)
    sum = (sum + Buffer.concat([data.subarray(at, at + 4), Buffer.alloc(4)]).readUInt32BE(0)) >>> 0;
  return sum;
}

/** Code is UTF-16 unit is text: any language is searched and copied without a font of it. */
const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end`;

/** A font without shapes for the words under the picture of a page (as OCR programs embed one). */
export function embedGlyphlessFont(context: PDFContext): PDFRef {
  const packed = (data: Uint8Array, more: Record<string, number> = {}) =>
    context.register(context.stream(deflateSync(data), { Filter: 'FlateDecode', ...more }));
  const file = fontFile();
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: 'GlyphLessFont',
      Flags: 5,
      FontBBox: [0, -200, glyphlessWidth, 900],
      ItalicAngle: 0,
      Ascent: 900,
      Descent: -200,
      CapHeight: 900,
      StemV: 80,
      FontFile2: packed(file, { Length1: file.length }),
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: 'GlyphLessFont',
      CIDSystemInfo: {
        Registry: PDFHexString.of('41646F6265'),
        Ordering: PDFHexString.of('4964656E74697479'),
        Supplement: 0,
      },
      FontDescriptor: descriptor,
      DW: glyphlessWidth,
      CIDToGIDMap: packed(Buffer.alloc(131_072)),
    }),
  );
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'GlyphLessFont',
      Encoding: PDFName.of('Identity-H'),
      DescendantFonts: [descendant],
      ToUnicode: packed(Buffer.from(toUnicode)),
    }),
  );
}
