import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as xlsx from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { writeZip } from '#platform/documents';

/* The files people bring: made here as their own programs make them. */

export type GivenFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export type CatalogueRow = readonly [
  serial: string,
  matter1: string,
  matter2: string,
  content: string,
  carriers: string,
  timeLimit: string,
  responsible: string,
];

const shared = process.env['GONGKAI_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', 'shared');

/**
 * The first eight rows of a real town's printed catalogue.
 * @returns null when the shared data is not beside this checkout
 */
export function readTownRows(): readonly CatalogueRow[] | null {
  const file = join(shared, 'domain', 'data', 'town_basic_catalogue_rows.csv');
  if (!existsSync(file)) return null;
  const rows: readonly Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true });
  return rows
    .filter((row) => row['列组形式']?.startsWith('A:'))
    .map((row) => [
      row['序号'] ?? '',
      row['一级/类别'] ?? '',
      row['二级'] ?? '',
      row['公开内容'] ?? '',
      row['公开形式/渠道'] ?? '',
      row['公开时限'] ?? '',
      row['责任单位'] ?? '',
    ]);
}

/** Where the shared data is missing: a table of the same form with invented content. */
export const ownTownRows: readonly CatalogueRow[] = [
  [
    '1',
    '机构介绍',
    '机构设置',
    '部门职能、办公地址、时间、电话',
    '镇公告栏、门户',
    '信息形成或变更之日起20个工作日内',
    '党政办',
  ],
  ['2', '', '领导分工', '领导简介、个人分工', '镇公告栏、门户', '信息形成或变更之日起20个工作日内', '党政办'],
  [
    '3',
    '政策文件',
    '规范性文件',
    '本级制定的规范性文件',
    '门户',
    '信息形成或变更之日起20个工作日内',
    '党政办',
  ],
  ['4', '', '政策解读', '解读材料', '门户', '及时公开', '党政办'],
];

const heading = ['序号', '一级事项', '二级事项', '公开内容', '公开渠道', '公开时限', '责任单位'];

/**
 * The catalogue as a town prints it: a title over all columns, level-1 matters merged down, two sheets.
 * @returns the file, and the line on which each row stands
 */
export function catalogueWorkbook(name: string, title: string, rows: readonly CatalogueRow[]): GivenFile {
  const sheet = xlsx.utils.aoa_to_sheet([[title], heading, ...rows.map((row) => [...row])]);
  sheet['!merges'] = [
    { s: { r: 0, c: 0 }, e: { r: 0, c: heading.length - 1 } },
    ...groups(rows).map(([from, to]) => ({ s: { r: from + 2, c: 1 }, e: { r: to + 2, c: 1 } })),
  ];
  const remarks = xlsx.utils.aoa_to_sheet([['填表说明'], ['本表由各办公室填报，党政办汇总。']]);
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, '基本目录');
  xlsx.utils.book_append_sheet(book, remarks, '说明');
  const buffer: Buffer = xlsx.write(book, { type: 'buffer', bookType: 'xlsx' });
  return { name, mimeType: XLSX, buffer };
}

/** Runs of rows that share a level-1 matter: its cell stands over them all. */
function groups(rows: readonly CatalogueRow[]): readonly (readonly [number, number])[] {
  const starts = rows.flatMap((row, index) => (row[1] === '' ? [] : [index]));
  return starts
    .map((start, nth) => [start, (starts[nth + 1] ?? rows.length) - 1] as const)
    .filter(([from, to]) => to > from);
}

/** A Word document with a heading, paragraphs and one table. */
export function wordDocument(
  name: string,
  title: string,
  paragraphs: readonly string[],
  table: readonly (readonly string[])[],
): GivenFile {
  const text = (words: string) => `<w:r><w:t xml:space="preserve">${escape(words)}</w:t></w:r>`;
  const cell = (words: string) => `<w:tc><w:p>${text(words)}</w:p></w:tc>`;
  const body = [
    `<w:p><w:pPr><w:pStyle w:val="Title"/><w:jc w:val="center"/></w:pPr>${text(title)}</w:p>`,
    ...paragraphs.map((words) => `<w:p>${text(words)}</w:p>`),
    `<w:tbl>${table.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`,
    '<w:p/>',
  ].join('');
  const part = (path: string, xml: string) => ({
    name: path,
    data: Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${xml}`),
  });
  const buffer = writeZip([
    part('[Content_Types].xml', contentTypes),
    part('_rels/.rels', relations('officeDocument', 'word/document.xml')),
    part('word/_rels/document.xml.rels', relations('styles', 'styles.xml')),
    part('word/styles.xml', styles),
    part('word/document.xml', `<w:document ${namespace}><w:body>${body}</w:body></w:document>`),
  ]);
  return { name, mimeType: DOCX, buffer };
}

/** A workbook of one sheet, every cell as text. */
export function tableFile(name: string, rows: readonly (readonly string[])[]): GivenFile {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows.map((row) => [...row])), '明细');
  const buffer: Buffer = xlsx.write(book, { type: 'buffer', bookType: 'xlsx' });
  return { name, mimeType: XLSX, buffer };
}

/** The smallest lawful PDF with one line of text. */
export function pdfDocument(name: string, line: string): GivenFile {
  const stream = `BT /F1 24 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}

export function csvFile(name: string, lines: readonly string[]): GivenFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8') };
}

const escape = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const relations = (kind: string, target: string) =>
  `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/${kind}" Target="${target}"/></Relationships>`;
const styles = `<w:styles ${namespace}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>`;
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const contentTypes =
  `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/></Types>`;
