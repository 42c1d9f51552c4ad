import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTermTable, termHeading, termKindWord } from './term-table.ts';

const table = (...rows: readonly (readonly string[])[]) => rows.map((texts, at) => ({ row: at + 1, texts }));

test('a table of terms is read; columns may stand anywhere, notes may be missing', () => {
  const read = readTermTable(
    table(['改为', '词语', '类别'], ['即使', '既使', '易错词'], ['', '清溪计划', '关注词']),
  );
  assert.deepEqual(read, {
    entries: [
      { kind: 'wrong_word', term: '既使', replacement: '即使', note: '' },
      { kind: 'unit_term', term: '清溪计划', note: '' },
    ],
    problems: [],
  });
});

test('every wrong row is named with its number, column and reason', () => {
  const read = readTermTable(
    table(
      [...termHeading],
      ['关注词', '清溪计划', '', ''],
      ['关心', '甲乙', '', ''],
      ['关注词', '', '', ''],
      ['易错词', '布署', '', ''],
      ['关注词', '单', '', ''],
      ['关注词', '清溪计划', '', ''],
      ['关注词', '甲乙', '', '长'.repeat(201)],
    ),
  );
  assert.deepEqual(
    read.problems.map((one) => [one.row, one.column, one.code]),
    [
      [3, 'kind', 'kind'],
      [4, 'term', 'empty'],
      [5, 'replacement', 'replacement'],
      [6, 'term', 'length'],
      [7, 'term', 'twice'],
      [8, 'note', 'length'],
    ],
  );
  assert.deepEqual(readTermTable(table(['姓名', '电话'], ['甲', '1'])).problems[0]?.code, 'heading');
  assert.deepEqual(readTermTable([]).problems[0]?.code, 'heading');
});

test('what is exported reads back as it was', () => {
  const word = fc.stringMatching(/^[\u4e00-\u9fa5A-Za-z]{2,20}$/);
  const entry = fc.record({
    kind: fc.constantFrom('unit_term' as const, 'wrong_word' as const),
    term: word,
    other: word,
  });
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: (one) => one.term }), (entries) => {
      const rows = entries.map((one) => [
        termKindWord(one.kind),
        one.term,
        one.kind === 'wrong_word' ? one.other : '',
        '',
      ]);
      const read = readTermTable(table([...termHeading], ...rows));
      assert.deepEqual(read.problems, []);
      assert.deepEqual(
        read.entries.map((one) => [one.kind, one.term]),
        entries.map((one) => [one.kind, one.term]),
      );
    }),
  );
});
