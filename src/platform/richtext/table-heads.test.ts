import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyRichText } from './arbitraries.ts';
import { fromSheets, richText, type SheetCells, sheetProblem, toHtml, toText } from './index.ts';
import type { RichText } from './model.ts';
import { withAccessibleTables } from './table-heads.ts';

/** Characters that show, in any order: a caption moves in front of its table. */
const visible = (text: string) => [...text.replace(/\s/g, '')].toSorted().join('');

test('making tables accessible loses no word and gives a valid text, whatever the tables', () => {
  fc.assert(
    fc.property(anyRichText, (text) => {
      const content = [...withAccessibleTables(text.content)];
      const made: RichText = { type: 'doc', content };
      assert.ok(richText.safeParse(made).success);
      assert.equal(visible(toText(made)), visible(toText(text)));
    }),
    { numRuns: 300 },
  );
});

const cells = (...texts: string[]) => texts.map((text) => ({ text, merged: false }));
const merged = (text: string) => ({ text, merged: true });

test('a sheet becomes a table with caption, heading row and spans', () => {
  const sheet: SheetCells = {
    name: '收支',
    rows: [
      [merged('收支明细表'), merged('收支明细表'), merged('收支明细表')],
      cells('项目', '收入', '支出'),
      [merged('租金'), ...cells('100.00', '0')],
      [merged('租金'), ...cells('50.00', '20.00')],
    ],
  };
  assert.equal(
    toHtml(fromSheets([sheet]), { imageUrl: () => '' }),
    '<div class="rt-table"><table><caption>收支明细表</caption><thead><tr><th scope="col">项目</th><th scope="col">收入</th><th scope="col">支出</th></tr></thead><tbody>' +
      '<tr><td rowspan="2">租金</td><td>100.00</td><td>0</td></tr><tr><td>50.00</td><td>20.00</td></tr></tbody></table></div>',
  );
  const plain = fromSheets([{ name: '一季度', rows: [cells('项目', '金额'), cells('租金', '1')] }]);
  assert.equal(plain.content[0]?.type === 'table' ? plain.content[0].attrs?.caption : '', '一季度');
  const unnamed = fromSheets([{ name: 'Sheet1', rows: [cells('项目', '金额'), cells('租金', '1')] }]);
  assert.equal(unnamed.content[0]?.type === 'table' ? unnamed.content[0].attrs : '', undefined);
});

test('empty and very large sheets are not for a text', () => {
  const rows = (count: number, width = 2) =>
    Array.from({ length: count }, () => cells(...Array(width).fill('1')));
  assert.equal(sheetProblem([{ name: 'a', rows: [] }]), 'empty');
  assert.equal(sheetProblem([{ name: 'a', rows: rows(500) }]), undefined);
  assert.equal(sheetProblem([{ name: 'a', rows: rows(501) }]), 'too-large');
  assert.equal(sheetProblem([{ name: 'a', rows: rows(2, 31) }]), 'too-large');
});

test('any sheet gives a valid text', () => {
  const cell = fc.record({ text: fc.string({ unit: 'binary', maxLength: 8 }), merged: fc.boolean() });
  const sheet = fc.record({
    name: fc.string({ unit: 'binary', maxLength: 10 }),
    rows: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(sheet, { maxLength: 3 }), (sheets) => {
      const parsed = richText.safeParse(fromSheets(sheets));
      assert.ok(parsed.success, parsed.error?.message);
    }),
    { numRuns: 300 },
  );
});
