import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as xlsx from '@e965/xlsx';
import { compoundOf, docxOf, paragraph, tableCell, uploaded, zipOf } from './hostile.ts';
import { readTables, streamRows } from './read.ts';
import { defaultLimits, type TableLimits, type TabularFile } from './types.ts';
import { writeXlsx } from './write.ts';

async function read(t: TestContext, name: string, bytes: Uint8Array | string): Promise<TabularFile> {
  const result = await readTables(uploaded(t, name, bytes));
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

async function refusal(
  t: TestContext,
  name: string,
  bytes: Uint8Array | string,
  limits?: Partial<TableLimits>,
) {
  const result = await readTables(uploaded(t, name, bytes), { ...defaultLimits, ...limits });
  assert.ok(!result.ok, 'should have been refused');
  return result;
}

const texts = (file: TabularFile) =>
  file.sheets.map((sheet) => sheet.rows.map((row) => row.map((one) => one.text)));

function workbook(sheet: xlsx.WorkSheet, bookType: xlsx.BookType = 'xlsx'): Buffer {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, '目录');
  return xlsx.write(book, { type: 'buffer', bookType });
}

const small = writeXlsx([{ name: '目录', heading: ['事项', '时限'], rows: [['党费收缴', '每季度']] }]);

test('a workbook: merged cells filled and marked, places as the user sees them', async (t) => {
  const sheet = xlsx.utils.aoa_to_sheet([
    ['一级', '二级', null],
    ['组织', '党费', 'a'],
    [null, '换届', 'b'],
    [],
    ['尾'],
  ]);
  sheet['!merges'] = [xlsx.utils.decode_range('A2:A3'), xlsx.utils.decode_range('B1:C1')];
  const file = await read(t, '目录.xlsx', workbook(sheet));
  assert.equal(file.kind, 'xlsx');
  assert.deepEqual(texts(file), [
    [['一级', '二级', '二级'], ['组织', '党费', 'a'], ['组织', '换届', 'b'], ['尾']],
  ]);
  const rows = file.sheets[0]?.rows ?? [];
  assert.deepEqual(rows[2]?.[0], { text: '组织', row: 3, column: 1, columnName: 'A', merged: true });
  assert.deepEqual(rows[2]?.[1], { text: '换届', row: 3, column: 2, columnName: 'B', merged: false });
  assert.equal(rows[3]?.[0]?.row, 5, 'an empty row is left out and still counted');
});

test('a workbook: dates as printed, formulas by value, long codes in full, errors as shown', async (t) => {
  const sheet: xlsx.WorkSheet = {
    '!ref': 'A1:F1',
    A1: { t: 'n', v: 45_383, z: 'yyyy"年"m"月"d"日"' },
    B1: { t: 'n', v: 45_383, z: 'm/d/yy' },
    C1: { t: 'n', v: 3, f: '1+2' },
    D1: { t: 'n', v: 110_101_001_234 },
    E1: { t: 'n', v: 0.25, z: '0%' },
    F1: { t: 'b', v: true },
  };
  assert.deepEqual(texts(await read(t, 'a.xlsx', workbook(sheet))), [
    [['2024年4月1日', '2024-04-01', '3', '110101001234', '25%', 'TRUE']],
  ]);
});

test('an old workbook (.xls) is read too', async (t) => {
  const file = await read(
    t,
    '旧.XLS',
    workbook(
      xlsx.utils.aoa_to_sheet([
        ['名称', '编码'],
        ['青禾镇', '001'],
      ]),
      'biff8',
    ),
  );
  assert.deepEqual(
    [file.kind, texts(file)],
    [
      'xls',
      [
        [
          ['名称', '编码'],
          ['青禾镇', '001'],
        ],
      ],
    ],
  );
});

test('CSV: UTF-8 with and without mark, GB18030, UTF-16, tabs, quoted line breaks', async (t) => {
  const gbk = Buffer.from('b1e0c2eb2cc3fbb3c60a30312cc7e0bacc', 'hex');
  assert.deepEqual(texts(await read(t, 'a.csv', '\ufeff编码,名称\r\n01,青禾\r\n')), [
    [
      ['编码', '名称'],
      ['01', '青禾'],
    ],
  ]);
  assert.deepEqual(texts(await read(t, 'a.csv', '编码\t名称\n01\t青禾')), [
    [
      ['编码', '名称'],
      ['01', '青禾'],
    ],
  ]);
  assert.deepEqual(texts(await read(t, 'a.csv', gbk)), [
    [
      ['编码', '名称'],
      ['01', '青禾'],
    ],
  ]);
  const wide = Buffer.from('\ufeff编码\t名称\r\n01\t青禾', 'utf16le');
  assert.deepEqual(texts(await read(t, 'a.txt', wide)), [
    [
      ['编码', '名称'],
      ['01', '青禾'],
    ],
  ]);
  const quoted = await read(t, 'a.csv', 'a,"二\n行"\n\nb,"x ""y"""\n');
  assert.deepEqual(
    quoted.sheets[0]?.rows.map((row) => [row[0]?.row, row[1]?.text]),
    [
      [1, '二\n行'],
      [3, 'x "y"'],
    ],
  );
});

test('DOCX: tables with spans across rows and columns, named by the paragraph before', async (t) => {
  const table = `<w:tbl><w:tr>${tableCell('事项', '<w:gridSpan w:val="2"/>')}${tableCell('时限')}</w:tr>
    <w:tr>${tableCell('组织', '<w:vMerge w:val="restart"/>')}${tableCell('党费')}${tableCell('每季度')}</w:tr>
    <w:tr>${tableCell('', '<w:vMerge/>')}${tableCell('换届')}${tableCell('及时')}</w:tr></w:tbl>`;
  const file = await read(t, '目录.docx', docxOf(paragraph('社会救助领域') + table + paragraph('完')));
  assert.deepEqual(texts(file), [
    [
      ['事项', '事项', '时限'],
      ['组织', '党费', '每季度'],
      ['组织', '换届', '及时'],
    ],
  ]);
  assert.equal(file.sheets[0]?.name, '#1 社会救助领域');
  assert.equal(file.sheets[0]?.rows[2]?.[0]?.merged, true);
  assert.equal((await refusal(t, '文.docx', docxOf(paragraph('没有表格')))).code, 'table-none');
});

test('wrong and mislabelled types', async (t) => {
  assert.equal((await refusal(t, 'a.pdf', '%PDF-1.7')).code, 'table-wrong-type');
  assert.equal((await refusal(t, '无扩展名', 'a,b')).code, 'table-wrong-type');
  const cases: readonly (readonly [string, Uint8Array | string])[] = [
    ['a.xlsx', 'a,b\n1,2'],
    ['a.csv', small],
    ['a.docx', small],
    ['a.xlsx', docxOf(paragraph('x'))],
    ['a.xlsx', zipOf({ 'readme.txt': 'x' })],
    ['a.xls', '<html><table><tr><td>x</td></tr></table></html>'],
    ['a.csv', '<!DOCTYPE html><html></html>'],
    ['a.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a.xlsx', workbook(xlsx.utils.aoa_to_sheet([['x']]), 'biff8')],
    ['a.xls', compoundOf({ WordDocument: 'x' })],
  ];
  for (const [name, bytes] of cases)
    assert.equal(
      (await refusal(t, name, bytes)).code,
      'table-mislabelled',
      `${name} ${String(bytes).slice(0, 20)}`,
    );
});

test('encrypted files: a new one in its container, a zip with the bit set', async (t) => {
  const locked = compoundOf({ EncryptionInfo: 'x', EncryptedPackage: 'x'.repeat(5000) });
  assert.equal((await refusal(t, 'a.xlsx', locked)).code, 'table-encrypted');
  const bit = Buffer.from(small);
  const directory = bit.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  bit.writeUInt16LE(bit.readUInt16LE(directory + 8) | 1, directory + 8);
  assert.equal((await refusal(t, 'a.xlsx', bit)).code, 'table-encrypted');
});

test('macros are refused under any name', async (t) => {
  assert.equal((await refusal(t, 'a.xlsm', small)).code, 'table-has-macros');
  const hidden = zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/vbaProject.bin': 'x' });
  assert.equal((await refusal(t, 'a.xlsx', hidden)).code, 'table-has-macros');
  assert.equal(
    (await refusal(t, 'a.xls', compoundOf({ Workbook: 'x', _VBA_PROJECT_CUR: 'x' }))).code,
    'table-has-macros',
  );
});

test('a truncated or corrupted zip is damaged, at whatever byte it was cut', async (t) => {
  for (const share of [0.1, 0.5, 0.9, 0.999]) {
    const cut = small.subarray(0, Math.floor(small.length * share));
    assert.equal((await refusal(t, 'a.xlsx', cut)).code, 'table-damaged');
  }
  const rubbish = zipOf({ 'xl/workbook.xml': '<<<', '[Content_Types].xml': '<Types' });
  const code = (await refusal(t, 'a.xlsx', rubbish)).code;
  assert.ok(code === 'table-damaged' || code === 'table-empty', code);
});

test('a zip bomb: by its declared size, and when it lies about it', async (t) => {
  const types =
    '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';
  const bomb = zipOf({ '[Content_Types].xml': types, 'xl/workbook.xml': Buffer.alloc(3_000_000, 32) });
  assert.ok(bomb.length < 20_000, 'it is small on disk');
  const limits = { maxUnpackedBytes: 1_000_000 };
  assert.equal((await refusal(t, 'a.xlsx', bomb, limits)).code, 'table-unpacks-too-large');
  const liar = Buffer.from(bomb);
  const directory = liar.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  for (let at = directory; at !== -1; at = liar.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'), at + 4))
    if (liar.readUInt32LE(at + 24) === 3_000_000) liar.writeUInt32LE(1_000, at + 24);
  assert.equal((await refusal(t, 'a.xlsx', liar, limits)).code, 'table-damaged');
});

test('limits: bytes, rows, columns, cells, and merged ranges that would fill millions', async (t) => {
  assert.equal((await refusal(t, 'a.csv', 'a,b\n', { maxBytes: 3 })).code, 'table-too-large');
  assert.equal((await refusal(t, 'a.csv', 'a\nb\nc\n', { maxRows: 2 })).code, 'table-too-many-rows');
  assert.equal((await refusal(t, 'a.csv', 'a,b,c\n', { maxColumns: 2 })).code, 'table-too-many-columns');
  assert.equal((await refusal(t, 'a.csv', 'a,b\nc,d\n', { maxCells: 3 })).code, 'table-too-many-cells');
  assert.equal((await refusal(t, 'a.xlsx', small, { maxRows: 1 })).code, 'table-too-many-rows');
  assert.equal((await refusal(t, 'a.xlsx', small, { maxColumns: 1 })).code, 'table-too-many-columns');
  assert.equal((await refusal(t, 'a.xlsx', small, { maxCells: 3 })).code, 'table-too-many-cells');
  const wide = xlsx.utils.aoa_to_sheet(Array.from({ length: 1000 }, () => ['x']));
  wide['!merges'] = [xlsx.utils.decode_range('A1:XFD1000')];
  assert.equal((await refusal(t, 'a.xlsx', workbook(wide))).code, 'table-too-many-cells');
});

test('empty files of every kind, wrong encodings, unmatched quotes', async (t) => {
  assert.equal((await refusal(t, 'a.csv', '')).code, 'table-empty');
  assert.equal((await refusal(t, 'a.csv', ' ,\n,\n')).code, 'table-empty');
  assert.equal((await refusal(t, 'a.xlsx', workbook(xlsx.utils.aoa_to_sheet([[]])))).code, 'table-empty');
  assert.equal(
    (await refusal(t, 'a.csv', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]))).code,
    'table-bad-encoding',
  );
  assert.equal((await refusal(t, 'a.csv', Buffer.from([0x61, 0, 1, 2]))).code, 'table-bad-encoding');
  const open = await refusal(t, 'a.csv', 'a,b\nc,"d\ne,f\n');
  assert.deepEqual([open.code, open.params], ['table-bad-quotes', { row: 2 }]);
});

test('a parser that takes too long is stopped', async (t) => {
  const result = await refusal(t, 'a.xlsx', small, { maxMillis: 0 });
  assert.equal(result.code, 'table-too-slow');
});

test('streamed rows are the same rows', async (t) => {
  for (const [name, bytes] of [
    ['a.csv', '编码,名称\n01,青禾\n'],
    ['a.xlsx', small],
  ] as const) {
    const file = uploaded(t, name, bytes);
    const rows: (readonly string[])[] = [];
    for await (const row of streamRows(file)) {
      assert.ok(row.ok);
      rows.push(row.value.texts);
    }
    const whole = await readTables(file);
    assert.ok(whole.ok);
    assert.deepEqual(rows, texts(whole.value)[0]);
  }
});
