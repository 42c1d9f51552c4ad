import { done, type Result, refuse } from '#kernel';
import { messages } from '../messages.ts';
import { type ImportColumn, importColumns } from '../vocabulary.ts';

/** A sheet's heading row: which column of ours stands where, and what is not understood. */
export type Heading = {
  readonly row: number;
  readonly columns: readonly (ImportColumn | null)[];
  /** As printed in the file. */
  readonly texts: readonly string[];
  readonly ignored: readonly string[];
};

export type HeadingRefusal =
  | 'unit-import-no-heading'
  | 'unit-import-columns-missing'
  | 'unit-import-columns-doubled';

const requiredColumns: readonly ImportColumn[] = ['code', 'name', 'level', 'kind', 'superiorCode'];

/** Other headings met in real tables. */
const aliases: Readonly<Partial<Record<ImportColumn, readonly string[]>>> = {
  code: ['编码', '机构编码', '单位代码', '组织编码'],
  name: ['名称', '机构名称', '组织名称'],
  shortName: ['单位简称'],
  level: ['级别', '单位层级'],
  kind: ['类别', '类型', '单位类型'],
  superiorCode: ['上级编码', '上级代码', '上级单位代码'],
  lineCode: ['条线'],
  uscc: ['信用代码', '社会信用代码'],
  address: ['单位地址', '办公地址'],
  phone: ['联系电话', '办公电话'],
  website: ['网址'],
  introduction: ['简介'],
  sortOrder: ['序号', '排序号'],
};

const plain = (text: string) => text.replaceAll(/[\s（）()*＊：:]/g, '').toLowerCase();

const columnByText: ReadonlyMap<string, ImportColumn> = new Map(
  importColumns.flatMap((column): [string, ImportColumn][] =>
    [
      column,
      messages['zh-CN'][`unitColumn.${column}`],
      messages.en[`unitColumn.${column}`],
      ...(aliases[column] ?? []),
    ].map((text) => [plain(text), column]),
  ),
);

/** Rows above the heading (a title, a note) that are passed over. */
export const HEADING_WITHIN = 10;

/** A row that names both code and name is the heading; undefined for any other row. */
export function findHeading(row: number, texts: readonly string[]): Heading | undefined {
  const columns = texts.map((text) => columnByText.get(plain(text)) ?? null);
  if (!columns.includes('code') || !columns.includes('name')) return undefined;
  const ignored = texts.filter((text, at) => text !== '' && columns[at] === null);
  return { row, columns, texts, ignored };
}

/** A heading must have what an import needs, and nothing twice. */
export function decideHeading(sheet: string, heading: Heading): Result<Heading, HeadingRefusal> {
  const missing = requiredColumns.find((column) => !heading.columns.includes(column));
  if (missing !== undefined)
    return refuse(
      'unit-import-columns-missing',
      400,
      { sheet, row: heading.row, unitColumn: missing },
      'file',
    );
  const doubled = heading.columns.findIndex(
    (column, at) => column !== null && heading.columns.indexOf(column) < at,
  );
  if (doubled >= 0) {
    const params = { sheet, row: heading.row, heading: heading.texts[doubled] ?? '' };
    return refuse('unit-import-columns-doubled', 400, params, 'file');
  }
  return done(heading);
}
