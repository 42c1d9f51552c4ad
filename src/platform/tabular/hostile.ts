import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import * as xlsx from '@e965/xlsx';
import type { UploadedFile } from './types.ts';

/* Makes the files the tests read, good and hostile ones. Used by tests only. */

/** Puts bytes on disk until the test ends. */
export function uploaded(t: TestContext, name: string, bytes: Uint8Array | string): UploadedFile {
  const folder = mkdtempSync(join(tmpdir(), '公开 tabular '));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const content = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : Buffer.from(bytes);
  const path = join(folder, 'upload');
  writeFileSync(path, content);
  return { path, name, size: content.length };
}

/** A zip of the given parts, deflated. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, tail, Buffer.from(name));
    local.push(Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed);
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, central, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

/** A compound file (the container of old Office files and of encrypted new ones) with the given streams. */
export function compoundOf(streams: Readonly<Record<string, string>>): Buffer {
  const container = xlsx.CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams))
    xlsx.CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  return Buffer.from(xlsx.CFB.write(container, { fileType: 'cfb', type: 'buffer' }));
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A DOCX whose body is the given WordprocessingML. */
export function docxOf(body: string): Buffer {
  return zipOf({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`,
  });
}

/** A paragraph of WordprocessingML. */
export function paragraph(text: string): string {
  return `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
}

/** A table cell; `properties` such as `<w:gridSpan w:val="2"/>`. */
export function tableCell(text: string, properties = ''): string {
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
}
