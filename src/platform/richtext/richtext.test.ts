import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import { anyRichText, anyText } from './arbitraries.ts';
import { escapeHtml } from './html.ts';
import {
  blocksOf,
  canonicalJson,
  normalizeRichText,
  type RichText,
  richText,
  sha256Hex,
  toHtml,
  toText,
} from './index.ts';

type Node = DefaultTreeAdapterMap['node'];
const imageUrl = (sha256: string) => `/files/${sha256}`;

const doc = (...content: RichText['content']): RichText => ({ type: 'doc', content });
const text = (words: string) => ({ type: 'text' as const, text: words });

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, visit);
}

/** What a reader of the page gets: text nodes, breaks as line feeds, pictures by their alternative text. */
function readBack(html: string): string {
  let out = '';
  walk(parseFragment(html), (node) => {
    if (node.nodeName === '#text' && 'value' in node) out += node.value;
    if (node.nodeName === 'br') out += '\n';
    if (node.nodeName === 'img' && 'attrs' in node)
      out += node.attrs.find((a) => a.name === 'alt')?.value ?? '';
  });
  return out;
}

const withoutSeparators = (value: string) => value.replace(/[\n\t]/g, '');

test('every generated text validates, and its HTML reads back with the same words', () => {
  fc.assert(
    fc.property(anyRichText, (value) => {
      assert.deepEqual(richText.parse(value), value);
      const html = toHtml(value, { imageUrl });
      assert.equal(withoutSeparators(readBack(html)), withoutSeparators(toText(value)));
    }),
    { numRuns: 500 },
  );
});

test('hostile strings never become markup: only our elements and attributes are in the page', () => {
  const elements = new Set(
    'p h2 h3 h4 h5 ul ol li blockquote figure img div table caption thead tbody tr td th strong em u a br'.split(
      ' ',
    ),
  );
  const attributes = new Set('class id src alt loading href rel start colspan rowspan scope'.split(' '));
  fc.assert(
    fc.property(anyRichText, (value) => {
      walk(parseFragment(toHtml(value, { imageUrl })), (node) => {
        assert.notEqual(node.nodeName, '#comment');
        if (!('tagName' in node)) return;
        assert.ok(elements.has(node.tagName), node.tagName);
        for (const attribute of node.attrs) assert.ok(attributes.has(attribute.name), attribute.name);
      });
    }),
    { numRuns: 300 },
  );
});

test('escaping survives a round trip through an attribute and through text', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      const fragment = parseFragment(`<p title="${escapeHtml(value)}">${escapeHtml(value)}</p>`);
      const element = fragment.childNodes[0];
      assert.ok(element !== undefined && 'attrs' in element);
      assert.equal(element.attrs[0]?.value, value);
      assert.equal(readBack(`<p>${escapeHtml(value)}</p>`), value);
    }),
  );
});

test('the canonical form is stable, keeps the text, and hashes the same whatever the key order', () => {
  fc.assert(
    fc.property(anyRichText, (value) => {
      const once = normalizeRichText(value);
      assert.deepEqual(normalizeRichText(once), once);
      assert.equal(toText(once), toText(value));
      assert.deepEqual(richText.parse(once), once);
      const shuffled: unknown = JSON.parse(JSON.stringify(once), (_key, member: unknown) =>
        typeof member === 'object' && member !== null && !Array.isArray(member)
          ? Object.fromEntries(Object.entries(member).reverse())
          : member,
      );
      assert.equal(sha256Hex(canonicalJson(shuffled)), sha256Hex(canonicalJson(once)));
    }),
    { numRuns: 200 },
  );
});

test('canonical JSON follows RFC 8785', () => {
  // The example of RFC 8785 §3.2.2 and the key order of §3.2.3.
  const example = {
    numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  assert.equal(
    canonicalJson(example),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  assert.deepEqual(Object.values(JSON.parse(canonicalJson(keys))).sort(), [1, 2, 3, 4, 5, 6, 7]);
  assert.equal(canonicalJson(keys), '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value))),
    ),
  );
  for (const impossible of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', new Date(0), 1n, () => 1]) {
    assert.throws(() => canonicalJson(impossible), TypeError);
  }
});

test('whatever is not in the model is refused', () => {
  const p = (content: unknown) => ({ type: 'doc', content: [{ type: 'paragraph', content: [content] }] });
  const refused: [string, unknown][] = [
    ['unknown node', { type: 'doc', content: [{ type: 'iframe' }] }],
    ['unknown attribute', { type: 'doc', content: [{ type: 'paragraph', attrs: { style: 'x' } }] }],
    ['unknown member', { type: 'doc', content: [], extra: 1 }],
    [
      'script link',
      p({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }),
    ],
    [
      'data link',
      p({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'data:text/html,x' } }] }),
    ],
    ['relative link', p({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: '/x' } }] })],
    [
      'tab inside scheme',
      p({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'java\tscript:x' } }] }),
    ],
    ['unknown mark', p({ type: 'text', text: 'x', marks: [{ type: 'textStyle' }] })],
    ['empty run', p({ type: 'text', text: '' })],
    ['NUL', p(text('a\u0000b'))],
    ['line feed in a run', p(text('a\nb'))],
    ['direction override', p(text('a\u202eb'))],
    ['lone surrogate', p(text('a\ud800'))],
    ['heading level', { type: 'doc', content: [{ type: 'heading', attrs: { level: 5 } }] }],
    ['image address', { type: 'doc', content: [{ type: 'image', attrs: { sha256: 'https://x', alt: '' } }] }],
    ['nested table', doc(table(table(cellOf('x'))))],
    ['no object', 'text'],
    ['null', null],
  ];
  for (const [what, value] of refused) assert.equal(richText.safeParse(value).success, false, what);
});

function cellOf(words: string): RichText['content'][number] {
  return { type: 'paragraph', content: [text(words)] };
}
function table(block: RichText['content'][number]): RichText['content'][number] {
  return {
    type: 'table',
    content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [block] }] }],
  };
}

test('bounds hold before recursion: deep, many, long', () => {
  let deep: unknown = { type: 'paragraph' };
  for (let at = 0; at < 100_000; at += 1) deep = { type: 'blockquote', content: [deep] };
  const many = Array.from({ length: 60_001 }, () => ({ type: 'paragraph' }));
  const long = Array.from({ length: 8 }, () => ({
    type: 'paragraph',
    content: [text('字'.repeat(200_000))],
  }));
  for (const [expected, value] of [
    ['too-deep', { type: 'doc', content: [deep] }],
    ['too-many-nodes', { type: 'doc', content: many }],
    ['too-long', { type: 'doc', content: long }],
  ] as const) {
    const parsed = richText.safeParse(value);
    assert.equal(parsed.error?.issues[0]?.message, expected);
  }
});

test('tables say what their header cells head', () => {
  const header = (words: string, attrs = {}) => ({
    type: 'tableHeader' as const,
    attrs,
    content: [cellOf(words)],
  });
  const cell = (words: string) => ({ type: 'tableCell' as const, content: [cellOf(words)] });
  const html = toHtml(
    doc({
      type: 'table',
      attrs: { caption: '补助名单' },
      content: [
        { type: 'tableRow', content: [header('人员', { colspan: 2 }), header('金额')] },
        { type: 'tableRow', content: [header('一组'), cell('某人'), cell('10')] },
      ],
    }),
    { imageUrl },
  );
  assert.equal(
    html,
    '<div class="rt-table"><table><caption>补助名单</caption><thead><tr><th scope="colgroup" colspan="2">人员</th>' +
      '<th scope="col">金额</th></tr></thead><tbody><tr><th scope="row">一组</th><td>某人</td><td>10</td></tr></tbody></table></div>',
  );
});

test('a cell knows the heading of its column, spans included; text puts a row on one line', () => {
  const header = (words: string, colspan = 1) => ({
    type: 'tableHeader' as const,
    attrs: { colspan },
    content: [cellOf(words)],
  });
  const cell = (words: string, rowspan = 1) => ({
    type: 'tableCell' as const,
    attrs: { rowspan },
    content: [cellOf(words)],
  });
  const value = doc({
    type: 'table',
    content: [
      { type: 'tableRow', content: [header('户主', 2), header('账号')] },
      { type: 'tableRow', content: [header('姓名'), header('身份证号'), header('')] },
      { type: 'tableRow', content: [cell('甲', 2), cell('乙'), cell('丙')] },
      { type: 'tableRow', content: [cell('丁'), cell('戊')] },
    ],
  });
  const found = blocksOf(value).map((block) => [block.text, block.cell?.header, block.path]);
  assert.deepEqual(found.slice(5), [
    ['甲', '户主 姓名', '0.2.0.0'],
    ['乙', '户主 身份证号', '0.2.1.0'],
    ['丙', '账号', '0.2.2.0'],
    ['丁', '户主 身份证号', '0.3.0.0'],
    ['戊', '账号', '0.3.1.0'],
  ]);
  assert.equal(toText(value).split('\n')[2], '甲\t乙\t丙');
});
