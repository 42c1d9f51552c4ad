import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { paragraph } from '#platform/richtext';
import { sampleContent } from '../testing/content.ts';
import { diffBlocks, diffContents, diffText } from './content-diff.ts';

const doc = (...texts: readonly string[]) => ({
  type: 'doc' as const,
  content: texts.map((text) => paragraph(text)),
});

test('an edited paragraph is one change with its characters, not a removal and an addition', () => {
  const changes = diffBlocks(
    doc('收入合计三万二千元。', '支出另行公布。'),
    doc('收入合计三万五千元。', '特此公开。', '支出另行公布。'),
  );
  assert.deepEqual(
    changes.map((one) => one.change),
    ['changed', 'added', 'same'],
  );
  assert.deepEqual(changes[0]?.runs, [
    { change: 'same', text: '收入合计三万' },
    { change: 'removed', text: '二' },
    { change: 'added', text: '五' },
    { change: 'same', text: '千元。' },
  ]);
});

test('another sentence in the same place is a removal and an addition', () => {
  const changes = diffBlocks(doc('道路硬化工程已经完工。'), doc('低保名单见附件，请核对。'));
  assert.deepEqual(
    changes.map((one) => one.change),
    ['removed', 'added'],
  );
});

test('characters outside the basic plane are never cut in half', () => {
  for (const run of diffText('𠮷家', '𡈽家')) assert.ok(run.text.isWellFormed());
});

test('the blocks of a difference give back both texts', () => {
  const texts = fc.array(fc.constantFrom('甲方负责施工。', '甲方负责验收。', '乙方付款。', '特此公开。'), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const changes = diffBlocks(doc(...a), doc(...b));
      assert.deepEqual(
        changes.flatMap((one) => one.before ?? []),
        a,
      );
      assert.deepEqual(
        changes.flatMap((one) => one.after ?? []),
        b,
      );
      for (const one of changes.filter((change) => change.change === 'changed')) {
        const side = (skip: 'added' | 'removed') =>
          one.runs.flatMap((run) => (run.change === skip ? [] : run.text)).join('');
        assert.equal(side('added'), one.before);
        assert.equal(side('removed'), one.after);
      }
    }),
    { numRuns: 500, seed: 3 },
  );
});

test('fields and files that changed are named, the others are not', () => {
  const file = { name: '明细.csv', sha256: 'a'.repeat(64), size: 3, media: 'text/csv' };
  const after = sampleContent({ title: '更正后的标题', keywords: ['村务'], attachments: [file] });
  const found = diffContents(sampleContent(), after);
  assert.deepEqual(
    found.fields.map((one) => one.field),
    ['title', 'keywords'],
  );
  assert.deepEqual(found.fields[1], { field: 'keywords', before: '村务、收支', after: '村务' });
  assert.deepEqual(found.attachments, { added: [file], removed: [] });
  assert.ok(found.blocks.every((one) => one.change === 'same'));
});

test('what is withheld is told field by field, and nothing is said where nothing was withheld', () => {
  const withholding = {
    extent: 'part',
    ground: 'PRIVACY',
    basis: '条例第十五条',
    reviewOn: null,
    notice: 'public',
    noticeText: '部分内容不予公开。',
  } as const;
  const before = sampleContent();
  const after = { ...before, withholding };
  assert.deepEqual(diffContents(before, after).fields.slice(0, 2), [
    { field: 'withholding.extent', before: '', after: 'part' },
    { field: 'withholding.ground', before: '', after: 'PRIVACY' },
  ]);
  const longer = { ...after, withholding: { ...withholding, reviewOn: '2027-03-01' } };
  assert.deepEqual(diffContents(after, longer).fields, [
    { field: 'withholding.reviewOn', before: '', after: '2027-03-01' },
  ]);
});
