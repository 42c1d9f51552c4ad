import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getSchema } from '@tiptap/core';
import fc from 'fast-check';
import { normalizeRichText, type RichText, richText } from '#platform/richtext';
import { anyRichText } from '../../../platform/richtext/arbitraries.ts';
import { editorExtensions } from './extensions.ts';
import { toEditorJson, toRichText } from './json.ts';

const schema = getSchema(editorExtensions(() => undefined));

/** The text after it has been in the editor, as the composer sends it. */
function throughEditor(text: RichText): RichText {
  const node = schema.nodeFromJSON(toEditorJson(text));
  node.check();
  return toRichText(node.toJSON());
}

test('any lawful text comes out of the editor as the same text', () => {
  fc.assert(
    fc.property(anyRichText, (text) => {
      const out = throughEditor(text);
      assert.equal(richText.safeParse(out).success, true);
      assert.deepEqual(normalizeRichText(out), normalizeRichText(text));
    }),
    { numRuns: 300 },
  );
});

test('what the editor knows beyond the format is dropped: widths, link targets, unknown nodes and marks', () => {
  const out = toRichText({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { align: 'sideways', indent: 2, role: 'heading', style: 'color:red' },
        content: [
          {
            type: 'text',
            text: '公开',
            marks: [
              { type: 'strike' },
              { type: 'link', attrs: { href: 'https://a.example/', target: '_blank' } },
            ],
          },
          { type: 'mention', attrs: { id: 1 } },
        ],
      },
      { type: 'codeBlock', content: [{ type: 'text', text: 'x' }] },
      { type: 'image', attrs: { src: 'https://a.example/x.png' } },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [
              {
                type: 'tableCell',
                attrs: { colspan: 1, rowspan: 2, colwidth: [120] },
                content: [{ type: 'paragraph' }],
              },
            ],
          },
        ],
      },
    ],
  });
  assert.deepEqual(out, {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { indent: 2 },
        content: [
          { type: 'text', text: '公开', marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }] },
        ],
      },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableCell', attrs: { rowspan: 2 }, content: [{ type: 'paragraph' }] }],
          },
        ],
      },
    ],
  });
});

test('an empty document is one empty paragraph', () => {
  assert.deepEqual(toRichText({ type: 'doc' }), { type: 'doc', content: [{ type: 'paragraph' }] });
});
