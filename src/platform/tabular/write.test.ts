import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { uploaded } from './hostile.ts';
import { columnName } from './place.ts';
import { readTables } from './read.ts';
import { guardText, unguardText } from './safe-text.ts';
import { csvChunks, writeCsv, writeXlsx } from './write.ts';

/** Texts as rooms store them: trimmed, line ends `\n`, no characters a file of text cannot have. */
const storedText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('=1+1', '+86 10', '-5', '@x', "'", "'=1", "''@x", '＝1', 'a,"b"', '二\n行', '0012'),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removes what the reader refuses
  .map((text) => text.replace(/[\u0000-\u0008\u000b-\u001f\ufeff\ufffe\uffff]|\p{Cs}/gu, '').trim());

const row = fc.array(storedText, { minLength: 3, maxLength: 3 });

test('CSV reads back what was written, whatever the texts', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      const file = await readTables(uploaded(t, 'x.csv', writeCsv(['a', 'b', 'c'], rows)));
      assert.ok(file.ok, JSON.stringify(file));
      const read = new Map(
        file.value.sheets[0]?.rows.map((cells) => [cells[0]?.row, cells.map((one) => one.text)]),
      );
      for (const [index, texts] of rows.entries())
        assert.deepEqual([...(read.get(index + 2) ?? []), '', '', ''].slice(0, 3), texts);
    }),
    { numRuns: 150 },
  );
});

test('no text of an export begins with what a spreadsheet would run', () => {
  fc.assert(
    fc.property(fc.oneof(storedText, fc.string()), (text) => {
      assert.doesNotMatch(guardText(text), /^[=+\-@＝＋－＠\t\r]/);
      assert.equal(unguardText(guardText(text)), text.replace(/\r\n?/g, '\n'));
    }),
  );
  const [, line] = writeCsv(['x'], [['=HYPERLINK("http://example.test")']])
    .toString('utf8')
    .split('\r\n');
  assert.equal(line, '"\'=HYPERLINK(""http://example.test"")"');
});

test('numbers are not guarded: a negative number stays a number', () => {
  assert.equal(writeCsv(['x'], [[-5]]).toString('utf8'), '\ufeffx\r\n-5\r\n');
});

test('an export in pieces is the same bytes', async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => [`0${at}`, '青禾镇人民政府', null]);
  let text = '';
  let pieces = 0;
  for await (const piece of csvChunks(['a', 'b', 'c'], rows)) {
    text += piece;
    pieces += 1;
  }
  assert.ok(pieces > 1);
  assert.equal(text, writeCsv(['a', 'b', 'c'], rows).toString('utf8'));
});

test('XLSX reads back texts as texts; sheet names are made legal and distinct', async (t) => {
  const sheet = {
    name: '单位/目录',
    heading: ['编码', '名称'],
    rows: [
      ['0012', '=1+1'],
      ['13', "'=x"],
      [7, null],
    ],
  };
  const file = await readTables(uploaded(t, 'x.xlsx', writeXlsx([sheet, sheet])));
  assert.ok(file.ok, JSON.stringify(file));
  assert.deepEqual(
    file.value.sheets.map((one) => one.name),
    ['单位 目录', '单位 目录 2'],
  );
  assert.deepEqual(
    file.value.sheets[0]?.rows.map((cells) => cells.map((one) => one.text)),
    [['编码', '名称'], ['0012', '=1+1'], ['13', "'=x"], ['7']],
  );
});

test('column letters', () => {
  assert.deepEqual([1, 26, 27, 52, 53, 702, 703, 16_384].map(columnName), [
    'A',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
    'XFD',
  ]);
});
