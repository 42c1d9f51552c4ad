import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import * as xlsx from '@e965/xlsx';
import { zipOf } from '../documents/testing/craft-zip.ts';
import type { UploadedFile } from './types.ts';

export { zipOf };

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
