import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type RichText, richText, toText } from '#platform/richtext';
import { anyRichText } from '../../../platform/richtext/arbitraries.ts';
import { fillLine, fillText, writtenDate } from '../office/templates/fill.ts';

test('known fields are filled, unknown ones stay where the writer sees them', () => {
  assert.deepEqual(fillLine('{单位}关于{事项}的公示（{ 日期 }）', { 单位: '某某村', 日期: '2026年1月5日' }), {
    text: '某某村关于{事项}的公示（2026年1月5日）',
    left: ['事项'],
  });
  assert.deepEqual(fillLine('{金额}与{}与{单位', { 单位: '某某村' }), {
    text: '{金额}与{}与{单位',
    left: ['金额'],
  });
  assert.equal(writtenDate('2026-01-05'), '2026年1月5日');
});

test('fields are filled in paragraphs, lists, cells and captions; each open one is named once', () => {
  const text: RichText = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { role: 'addressee' },
        content: [{ type: 'text', text: '{单位}：{电话}{电话}' }],
      },
      {
        type: 'table',
        attrs: { caption: '{单位}明细表' },
        content: [
          {
            type: 'tableRow',
            content: [
              {
                type: 'tableHeader',
                content: [{ type: 'paragraph', content: [{ type: 'text', text: '{期间}' }] }],
              },
            ],
          },
        ],
      },
    ],
  };
  const filled = fillText(text, { 单位: '某某村', 期间: '2026年' });
  assert.equal(toText(filled.text), '某某村：{电话}{电话}\n某某村明细表\n2026年');
  assert.deepEqual(filled.left, ['电话']);
});

test('whatever the text: what comes out is a valid text, and without fields it is the same one', () => {
  fc.assert(
    fc.property(anyRichText, (text) => {
      const filled = fillText(text, { 单位: '某某村' });
      assert.ok(richText.safeParse(filled.text).success);
      if (!/\{[^{}\n]{1,20}\}/.test(JSON.stringify(text))) assert.deepEqual(filled.text, text);
    }),
    { numRuns: 200 },
  );
});
