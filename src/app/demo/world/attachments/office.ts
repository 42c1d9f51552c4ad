import { zipOf } from './zip.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006';
const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const applicationTypes = 'application/vnd.openxmlformats-officedocument';

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function contentTypes(overrides: readonly (readonly [part: string, type: string])[]): string {
  const list = overrides
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${applicationTypes}.${type}+xml"/>`)
    .join('');
  return `${declaration}<Types xmlns="${packageTypes}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${list}</Types>`;
}

function relations(kind: string, target: string): string {
  return `${declaration}<Relationships xmlns="${packageTypes}/relationships"><Relationship Id="rId1" Type="${officeTypes}/${kind}" Target="${target}"/></Relationships>`;
}

/** The smallest workbook that spreadsheet programs open: one sheet, all cells as text. */
export function xlsxOf(rows: readonly (readonly string[])[]): Uint8Array {
  const sheet = rows
    .map((row, i) => {
      const cells = row.map(
        (text, j) => `<c r="${column(j)}${i + 1}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`,
      );
      return `<row r="${i + 1}">${cells.join('')}</row>`;
    })
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return zipOf([
    [
      '[Content_Types].xml',
      contentTypes([
        ['/xl/workbook.xml', 'spreadsheetml.sheet.main'],
        ['/xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet'],
      ]),
    ],
    ['_rels/.rels', relations('officeDocument', 'xl/workbook.xml')],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${officeTypes}"><sheets><sheet name="公开" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml')],
    [
      'xl/worksheets/sheet1.xml',
      `${declaration}<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
    ],
  ]);
}

function column(index: number): string {
  return String.fromCharCode(65 + index);
}

/** The smallest Word document: a title and paragraphs. */
export function docxOf(title: string, lines: readonly string[]): Uint8Array {
  const paragraph = (text: string): string =>
    `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return zipOf([
    ['[Content_Types].xml', contentTypes([['/word/document.xml', 'wordprocessingml.document.main']])],
    ['_rels/.rels', relations('officeDocument', 'word/document.xml')],
    [
      'word/document.xml',
      `${declaration}<w:document xmlns:w="${main}"><w:body>${[title, ...lines].map(paragraph).join('')}<w:sectPr/></w:body></w:document>`,
    ],
  ]);
}
