import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sectionKinds, sectionsOf, textOf } from '#platform/extraction';
import { locateSections, passagesOfFile } from './passages.ts';
import { screenDocument } from './screen-document.ts';
import { labelsOf } from './table-labels.ts';

const sha256 = '0'.repeat(64);
const anyText = fc.string({ unit: fc.constantFrom('\t', '\n', ' ', '　', '1', '姓', '名', '：', 'a') });
const stored = fc
  .array(fc.record({ kind: fc.constantFrom(...sectionKinds), label: anyText, text: anyText }))
  .map((sections) => textOf({ sections }));

test('every section and passage stands in the stored text where it says, and no word is lost', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        stored,
        anyText,
        fc.tuple(anyText, stored).map(([head, rest]) => `${head}\n${rest}`),
      ),
      (text) => {
        const sections = locateSections(text);
        assert.deepEqual(
          sections.map(({ offset: _, ...section }) => section),
          sectionsOf(text),
        );
        for (const section of sections)
          assert.equal(text.slice(section.offset, section.offset + section.text.length), section.text);
        const passages = passagesOfFile({ name: 'a', sha256, text });
        for (const one of passages)
          assert.equal(text.slice(one.offset, one.offset + one.text.length), one.text);
        const bare = (words: string) => words.replaceAll(/\s/g, '').length;
        const kept = passages.reduce((sum, one) => sum + bare(one.text), 0);
        const properties = sections.filter((section) => section.kind === 'metadata');
        const names = properties
          .flatMap((section) => section.text.split('\n'))
          .filter((line) => line.includes('\t'))
          .reduce((sum, line) => sum + bare(line.slice(0, line.indexOf('\t'))), 0);
        assert.equal(
          kept + names,
          sections.reduce((sum, section) => sum + bare(section.text), 0),
        );
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a finding says sheet and line, and its offsets are those of the stored text', () => {
  const text = textOf({
    sections: [
      { kind: 'sheet', label: '说明', text: '填表说明' },
      { kind: 'sheet', label: '明细', text: '名单\n姓名\t手机\n某人\t13600009942' },
    ],
  });
  const body = { type: 'doc' as const, content: [] };
  const [found, ...others] = screenDocument({
    title: '',
    body,
    attachments: [{ name: 'a.xlsx', sha256, text }],
  });
  assert.deepEqual(others, []);
  assert.deepEqual(found?.place, {
    in: 'attachment',
    name: 'a.xlsx',
    sha256,
    section: { kind: 'sheet', label: '明细' },
    line: 3,
  });
  assert.equal(text.slice(found?.start, found?.end), '13600009942');
});

test('labels: headings of one row and of two, fields of a form, headings that come again, rows that lost empty cells', () => {
  const last = (rows: readonly (readonly string[])[]) => labelsOf(rows).at(-1);
  assert.deepEqual(
    last([
      ['姓名', '账号'],
      ['甲', '1'],
    ]),
    ['姓名', '账号'],
  );
  assert.deepEqual(
    last([
      ['序号', '联系', '联系'],
      ['', '手机', '账号'],
      ['1', '2', '3'],
    ]),
    ['序号', '联系 手机', '联系 账号'],
  );
  assert.deepEqual(
    last([
      ['序号', '联系信息', '联系信息'],
      ['手机', '账号'],
      ['1', '2', '3'],
    ]),
    ['序号', '联系信息 手机', '联系信息 账号'],
  );
  assert.deepEqual(
    last([
      ['姓名', '甲', '性别', '男'],
      ['手机', '1', '住址', '乙'],
    ]),
    ['', '手机', '', '住址'],
  );
  assert.deepEqual(
    last([
      ['姓名', '账号'],
      ['甲', '1'],
      ['姓名', '手机'],
      ['乙', '2'],
    ]),
    ['姓名', '手机'],
  );
  assert.deepEqual(
    last([
      ['姓名', '账号', '手机'],
      ['甲', '1'],
    ]),
    ['姓名 账号', '账号 手机'],
  );
  assert.deepEqual(last([['某某名单'], ['姓名', '账号'], ['甲', '1']]), ['姓名', '账号']);
});
