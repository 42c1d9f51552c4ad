import fc from 'fast-check';
import {
  type Block,
  type Cell,
  type Inline,
  type ListItem,
  type Mark,
  paragraphRoles,
  type RichText,
} from './model.ts';
import { isCleanText } from './schema.ts';

/** Texts for property tests: ordinary Chinese and hostile pieces alike. */
const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '</td></table></p>',
  '<!--',
  ']]>',
  '&lt;&amp;&#60;',
  'javascript:alert(1)',
  '{{x}}',
  '　',
  '身份证号：',
  '𠮷野',
);
/** Records as JSON makes them, with the ordinary prototype. */
const record = <Shape extends object>(model: { [K in keyof Shape]: fc.Arbitrary<Shape[K]> }) =>
  fc.record<Shape>(model, { noNullPrototype: true });

const characters = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter((text) => text.isWellFormed() && isCleanText(text));

export const anyText = fc.oneof(hostile, characters, fc.constantFrom('公开', '第一条', 'a b', '1.'));

const anyMark: fc.Arbitrary<Mark> = fc.oneof(
  fc.constantFrom<Mark>({ type: 'bold' }, { type: 'italic' }, { type: 'underline' }),
  fc
    .constantFrom('https://example.org/?a=1&b="x"', 'mailto:x@example.org', "http://example.org/'q'")
    .map((href): Mark => ({ type: 'link', attrs: { href } })),
);
const anyMarks = fc.uniqueArray(anyMark, { maxLength: 3, selector: (mark) => mark.type });

export const anyInline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 6, arbitrary: record({ text: anyText, marks: anyMarks }).map(textNode) },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'hardBreak' }) },
);
function textNode({ text, marks }: { text: string; marks: Mark[] }): Inline {
  return { type: 'text', text, ...(marks.length === 0 ? {} : { marks }) };
}
const inlines = fc.array(anyInline, { maxLength: 4 });
const align = fc.constantFrom('left', 'center', 'right', 'justify', null);

const leaf: fc.Arbitrary<Block> = fc.oneof(
  record({
    align,
    indent: fc.nat(8),
    role: fc.constantFrom(...paragraphRoles, null),
    content: inlines,
  }).map(({ content, ...attrs }): Block => ({ type: 'paragraph', attrs, content })),
  inlines.map((content): Block => ({ type: 'paragraph', content })),
  record({ level: fc.constantFrom(1, 2, 3, 4), content: inlines }).map(
    ({ level, content }): Block => ({ type: 'heading', attrs: { level }, content }),
  ),
  record({ sha256: fc.stringMatching(/^[0-9a-f]{64}$/), alt: anyText }).map(
    (attrs): Block => ({ type: 'image', attrs }),
  ),
);

function blockOf(depth: number, inTable: boolean): fc.Arbitrary<Block> {
  if (depth === 0) return leaf;
  const below = fc.array(blockOf(depth - 1, inTable), { minLength: 1, maxLength: 2 });
  const item = below.map((content): ListItem => ({ type: 'listItem', content }));
  const items = fc.array(item, { minLength: 1, maxLength: 3 });
  const nested: fc.Arbitrary<Block>[] = [
    leaf,
    items.map((content): Block => ({ type: 'bulletList', content })),
    fc
      .tuple(items, fc.nat(50))
      .map(([content, start]): Block => ({ type: 'orderedList', attrs: { start }, content })),
    below.map((content): Block => ({ type: 'blockquote', content })),
  ];
  return fc.oneof(...nested, ...(inTable ? [] : [tableOf(depth)]));
}

function tableOf(depth: number): fc.Arbitrary<Block> {
  const span = fc.integer({ min: 1, max: 3 });
  const cell = record({
    type: fc.constantFrom('tableCell' as const, 'tableHeader' as const),
    attrs: record({ colspan: span, rowspan: span }),
    content: fc.array(blockOf(depth - 1, true), { minLength: 1, maxLength: 2 }),
  }).map((one): Cell => one);
  const row = fc
    .array(cell, { minLength: 1, maxLength: 3 })
    .map((content) => ({ type: 'tableRow' as const, content }));
  return record({
    caption: fc.oneof(anyText, fc.constant(null)),
    content: fc.array(row, { minLength: 1, maxLength: 3 }),
  }).map(({ caption, content }): Block => ({ type: 'table', attrs: { caption }, content }));
}

export const anyRichText: fc.Arbitrary<RichText> = fc
  .array(blockOf(2, false), { minLength: 1, maxLength: 5 })
  .map((content) => ({ type: 'doc', content }));
