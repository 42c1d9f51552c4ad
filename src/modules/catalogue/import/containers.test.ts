import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as xlsx from '@e965/xlsx';
import { writeZip } from '#platform/documents';
import { readTables } from '#platform/tabular';
import { type MappedTable, mapTable } from './map-table.ts';

/** A merged range: columns and rows from 0, both ends in it. */
type Range = {
  readonly row: number;
  readonly column: number;
  readonly toRow: number;
  readonly toColumn: number;
};

const last = 12;
const across = (row: number, column = 0, toColumn = last): Range => ({ row, column, toRow: row, toColumn });
const down = (column: number, row: number, toRow: number): Range => ({
  row,
  column,
  toRow,
  toColumn: column,
});

/** A printed catalogue as its owner sees it: a text stands in the first cell of its range only. */
const printed: readonly (readonly string[])[] = [
  ['柳溪镇政务公开标准目录（2026年版）'],
  [
    '序号',
    '公开事项',
    '',
    '公开内容（要素）',
    '公开依据',
    '公开时限',
    '公开主体',
    '公开渠道和载体',
    '公开对象',
    '',
    '公开方式',
    '',
    '公开范围',
  ],
  ['', '一级事项', '二级事项', '', '', '', '', '', '全社会', '特定群众', '主动', '依申请', ''],
  line(
    '1',
    '机构信息',
    '机构职能',
    '职能、地址',
    '《某条例》',
    '及时公开',
    '党政办',
    '■政府网站 □政府公报',
    1,
  ),
  line('2', '', '领导信息', '姓名、分工', '同上', '同上', '同上', '□政府网站 ■公开栏', 2),
  line('3', '', '公告送达', '结果', '《某办法》', '收到文件后3个工作日内', '党政办', '□政府网站 □公开栏', 1),
  line(
    '4',
    '财政信息',
    '财政预算',
    '收支总表',
    '《某法》',
    '每年1月31日前',
    '财政所',
    '■政府网站 ■公开栏',
    1,
  ),
  line('5', '', '专项资金', '分配结果', '《某法》', '每季度公布一次', '财政所', '■政府网站', 1, '看情况'),
  ['6'],
  line('7', '村务指导', '', '制度和办法', '《某法》', '长期公开', '党政办', '■公开栏', 1),
  ['注：1.本目录由党政办负责解释。2.■表示选用的渠道。'],
];
const ranges: readonly Range[] = [
  across(0),
  across(1, 1, 2),
  across(1, 8, 9),
  across(1, 10, 11),
  ...[0, 3, 4, 5, 6, 7, 12].map((column) => down(column, 1, 2)),
  down(1, 3, 5),
  down(1, 6, 7),
  across(9, 1, 2),
  across(10),
];

/** Eight texts, which pair of sub-columns is ticked, and the scope. */
function line(...cells: readonly (string | 1 | 2)[]): string[] {
  const ticks = cells[8] === 1 ? ['√', '', '√', ''] : ['', '√', '', '√'];
  return [...cells.slice(0, 8).map(String), ...ticks, String(cells[9] ?? '向社会公开')];
}

function asXlsx(): Buffer {
  const sheet = xlsx.utils.aoa_to_sheet(printed.map((row) => row.map((text) => (text === '' ? null : text))));
  sheet['!merges'] = ranges.map(({ row, column, toRow, toColumn }) => ({
    s: { r: row, c: column },
    e: { r: toRow, c: toColumn },
  }));
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, '目录');
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx' });
}

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** The least that is a document: one table, its merges as Word writes them (gridSpan, vMerge). */
function asDocx(): Buffer {
  const rows = printed.map((row, at) => `<w:tr>${cellsOf(row, at)}</w:tr>`).join('');
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${documentType}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packageNamespace}/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${wordNamespace}"><w:body><w:tbl>${rows}</w:tbl></w:body></w:document>`,
  };
  return writeZip(Object.entries(parts).map(([name, text]) => ({ name, data: Buffer.from(text) })));
}

function cellsOf(row: readonly string[], at: number): string {
  let cells = '';
  for (let column = 0; column <= last; column += 1) {
    const range = ranges.find((one) => isIn(one, at, column)) ?? across(at, column, column);
    const width = range.toColumn - range.column + 1;
    const merge = range.toRow === range.row ? '' : `<w:vMerge${at === range.row ? ' w:val="restart"' : ''}/>`;
    const text = at === range.row ? (row[column] ?? '') : '';
    cells += `<w:tc><w:tcPr><w:gridSpan w:val="${width}"/>${merge}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
    column = range.toColumn;
  }
  return cells;
}

function isIn(range: Range, row: number, column: number): boolean {
  return row >= range.row && row <= range.toRow && column >= range.column && column <= range.toColumn;
}

/** What a spreadsheet program on a Chinese system saves: GB 18030, merged cells empty but for their first. */
function asCsv(): Buffer {
  const text = printed
    .map((row) => Array.from({ length: last + 1 }, (_, at) => row[at] ?? '').join(','))
    .join('\r\n');
  const bytes = [...text].flatMap((letter) => gbBytes.get(letter) ?? [letter.charCodeAt(0)]);
  return Buffer.from(bytes);
}

/** Node decodes GB 18030 but does not write it: the two-byte part of the encoding turned round. */
const gbBytes: ReadonlyMap<string, readonly [number, number]> = (() => {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) pairs.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  return pairs;
})();

async function mapped(t: TestContext, name: string, bytes: Buffer): Promise<MappedTable> {
  const folder = mkdtempSync(join(tmpdir(), '公开 目录 '));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'upload');
  writeFileSync(path, bytes);
  const read = await readTables({ path, name, size: bytes.length });
  assert.ok(read.ok, read.ok ? '' : read.code);
  assert.equal(read.value.kind, name.split('.')[1]);
  return mapTable(read.value, { affairsKind: 'government', scope: undefined });
}

const containers = [
  ['目录.xlsx', asXlsx],
  ['目录.docx', asDocx],
  ['目录.csv', asCsv],
] as const;

for (const [name, write] of containers) {
  test(`${name}: merged cells, two header rows, 同上, ticks, a title above and a note below give the printed rows`, async (t) => {
    const { rows, skipped, problems, sourceRows } = await mapped(t, name, write());
    assert.deepEqual(
      rows.map(({ row, fields: f, broken }) => [
        row,
        f.matter1,
        f.matter2,
        f.timeLimit,
        f.responsible,
        broken,
      ]),
      [
        [4, '机构信息', '机构职能', '及时公开', '党政办', false],
        [5, '机构信息', '领导信息', '及时公开', '党政办', false],
        [6, '机构信息', '公告送达', '收到文件后3个工作日内', '党政办', false],
        [7, '财政信息', '财政预算', '每年1月31日前', '财政所', false],
        [8, '财政信息', '专项资金', '每季度公布一次', '财政所', true],
        [10, '村务指导', '', '长期公开', '党政办', false],
      ],
    );
    assert.deepEqual(
      rows.map(({ fields: f }) => [f.basis, f.carriers.join(), f.audience, f.mode, f.scope]),
      [
        ['《某条例》', '政府网站', '全社会', 'proactive', 'society'],
        ['《某条例》', '公开栏', '特定群众', 'onRequest', 'society'],
        ['《某办法》', '', '全社会', 'proactive', 'society'],
        ['《某法》', '政府网站,公开栏', '全社会', 'proactive', 'society'],
        ['《某法》', '政府网站', '全社会', 'proactive', 'specific'],
        ['《某法》', '公开栏', '全社会', 'proactive', 'society'],
      ],
    );
    assert.deepEqual(
      skipped.map(({ row, code }) => `${row} ${code}`),
      ['1 title', '2 header', '3 header', '9 serial-only', '11 title'],
    );
    // Every source row is a row or listed, once.
    assert.equal(rows.length + skipped.length, sourceRows);
    assert.deepEqual(
      [...rows, ...skipped].map(({ row }) => row).toSorted((a, b) => a - b),
      printed.map((_, at) => at + 1),
    );
    assert.deepEqual(
      skipped.filter(({ code }) => code !== 'header').map(({ read }) => read),
      [0, 8, 10].map((at) => printed[at]?.[0]),
    );
    const told = problems.filter(({ severity }) => severity !== 'note');
    assert.deepEqual(
      told.map((one) => [one.severity, one.row, one.column, one.columnName, one.read, one.expected]),
      [
        ['warning', 6, 6, '公开时限', '收到文件后3个工作日内', 'time-limit-unclear'],
        ['warning', 6, 8, '公开渠道和载体', '□政府网站 □公开栏', 'nothing-ticked'],
        ['error', 8, 13, '公开范围', '看情况', 'scope-unclear'],
      ],
    );
    const sheet = name.endsWith('csv') ? name : name.endsWith('xlsx') ? '目录' : '#1';
    assert.ok([...rows, ...skipped, ...problems].every((one) => one.sheet === sheet));
  });
}

test('the three containers of one table give the same rows, so a later import in another format changes nothing', async (t) => {
  const all = [];
  for (const [name, write] of containers) all.push(await mapped(t, name, write()));
  const [first, ...others] = all.map(({ rows }) =>
    rows.map(({ row, fields, flagged, broken }) => ({ row, fields, flagged, broken })),
  );
  for (const rows of others) assert.deepEqual(rows, first);
});
