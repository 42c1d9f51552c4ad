import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanSection, extractionMessages, sectionKinds, sectionsOf, sectionWords, textOf } from './index.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\f', '\n', '\r', '\t', ':', 'a', '表', '\0', 'body') }),
);
const section = fc.record({ kind: fc.constantFrom(...sectionKinds), label: anyText, text: anyText });

test('sectionsOf gives back what textOf was given, cleaned', () => {
  fc.assert(
    fc.property(fc.array(section), (sections) => {
      assert.deepEqual(sectionsOf(textOf({ sections })), sections.map(cleanSection));
    }),
    { numRuns: 2_000 },
  );
});

test('cleaning twice is cleaning once, and leaves nothing the database refuses', () => {
  fc.assert(
    fc.property(section, (one) => {
      const clean = cleanSection(one);
      assert.deepEqual(cleanSection(clean), clean);
      assert.ok(clean.text.isWellFormed() && !/(?![\t\n])\p{Cc}/u.test(clean.text));
      assert.ok(!/\p{Cc}/u.test(clean.label));
    }),
    { numRuns: 2_000 },
  );
});

test('any text at all has sections, and loses no word', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const words = sectionsOf(text)
        .flatMap((one) => [one.kind, one.label, one.text])
        .join('');
      for (const word of text.split(/[^a表]+/)) assert.ok(words.includes(word));
    }),
  );
});

test('a text stored before sections were marked is the body', () => {
  assert.deepEqual(sectionsOf('第一行\n第二行'), [{ kind: 'body', label: '', text: '第一行\n第二行' }]);
  assert.deepEqual(sectionsOf(''), []);
});

test('the format itself', () => {
  const sections = [
    { kind: 'sheet' as const, label: '收支', text: '姓名\t金额\n某人\t1' },
    { kind: 'metadata' as const, label: '', text: 'creator\t某人' },
  ];
  assert.equal(textOf({ sections }), '\fsheet:收支\n姓名\t金额\n某人\t1\n\fmetadata:\ncreator\t某人');
});

test('every kind has its words with and without a label, in both languages', () => {
  for (const kind of sectionKinds)
    for (const label of ['', '3'])
      for (const messages of [extractionMessages['zh-CN'], extractionMessages.en]) {
        const { key } = sectionWords({ kind, label });
        assert.equal(Object.entries(messages).filter(([one]) => one === key).length, 1, key);
      }
});
