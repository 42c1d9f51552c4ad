import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freshDatabase } from '#test/database';
import { normalWords, wordFinder } from './index.ts';

/** Few signs, so that random texts often hold random words. */
const sign = fc.constantFrom(
  '甲',
  '乙',
  '1',
  '１',
  'x',
  'X',
  'Ｘ',
  ' ',
  '\u3000',
  '-',
  '.',
  '(',
  '\\',
  '𠮷',
  '\n',
);
const text = fc.string({ unit: sign, maxLength: 40 });
const word = fc.string({
  unit: fc.constantFrom('甲', '乙', '1', 'x', '.', '(', '\\', '𠮷'),
  minLength: 2,
  maxLength: 4,
});

function masked(value: string, words: readonly string[]): string {
  let out = value;
  for (const { start, end, replacement } of [...wordFinder(words)(value)].sort((a, b) => b.start - a.start))
    out = out.slice(0, start) + replacement + out.slice(end);
  return out;
}

test('files and database look for words by one rule', async (t) => {
  const db = await freshDatabase(t);
  await fc.assert(
    fc.asyncProperty(text, fc.array(word, { minLength: 1, maxLength: 3 }), async (value, given) => {
      const words = normalWords(given);
      const { rows } = await db.office.pool.query<{ masked: string; found: number }>(
        `select platform.mask_text($1, p) as masked, platform.count_words($1, p) as found
         from (select array(select platform.word_pattern(w) from unnest($2::text[]) w) as p) x`,
        [value, words],
      );
      assert.equal(rows[0]?.masked, masked(value, words));
      assert.equal((rows[0]?.found ?? 0) > 0, wordFinder(words)(value).length > 0);
    }),
    { numRuns: 300 },
  );
});

test('what is shown of a place is its own line, masked', async (t) => {
  const db = await freshDatabase(t);
  const shown = async (value: string) => {
    const { rows } = await db.office.pool.query<{ shown: string }>(
      `select platform.show_words($1, array[platform.word_pattern('张某1')]) as shown`,
      [value],
    );
    return rows[0]?.shown;
  };
  assert.equal(await shown('张某1'), '×××');
  assert.equal(await shown('paragraph\n领取人张 某1领\ntext'), '领取人××××领');
  assert.equal(
    await shown(`${'一'.repeat(30)}张某1${'二'.repeat(60)}`),
    `${'一'.repeat(12)}×××${'二'.repeat(25)}`,
  );
});

test('running text is masked over its pieces, files become their copies, pictures that go leave a line', async (t) => {
  const db = await freshDatabase(t);
  const piece = (words: string, bold = false) => ({
    type: 'text',
    text: words,
    ...(bold ? { marks: [{ type: 'bold' }] } : {}),
  });
  const picture = { type: 'image', attrs: { sha256: 'p', alt: '照片' } };
  const value = {
    title: '张某1',
    body: {
      content: [
        {
          type: 'paragraph',
          content: [piece('领取人张'), piece('某', true), { type: 'hardBreak' }, piece('1，另')],
        },
        picture,
      ],
    },
    attachments: [
      { name: '张某1.docx', sha256: 'a', size: 1 },
      { name: '乙', sha256: 'b', size: 2 },
    ],
    other: [null, true, 3, {}],
  };
  const files = { a: { sha256: 'c', size: 9 }, b: null, p: null };
  const { rows } = await db.office.pool.query<{ out: typeof value; words: string }>(
    `select platform.mask_json($1, array[platform.word_pattern('张某1')], $2) as out, platform.words_of($1) as words`,
    [JSON.stringify(value), JSON.stringify(files)],
  );
  assert.deepEqual(rows[0]?.out, {
    title: '×××',
    body: {
      content: [
        {
          type: 'paragraph',
          content: [piece('领取人×'), piece('×', true), { type: 'hardBreak' }, piece('×，另')],
        },
        {
          type: 'paragraph',
          content: [piece('〔此处图片含应予保护的个人信息，已依法删除〕')],
        },
      ],
    },
    attachments: [{ name: '×××.docx', sha256: 'c', size: 9 }],
    other: [null, true, 3, {}],
  });
  assert.match(rows[0]?.words ?? '', /领取人张某1，另/);
});
