import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import {
  attrs,
  escapeText,
  type HtmlValue,
  html,
  isSafeUrl,
  join,
  toDocument,
  toMarkup,
  trustHtml,
} from './index.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

function parse(markup: string): { nodes: Node[]; errors: string[] } {
  const errors: string[] = [];
  const tree = parseFragment(markup, {
    onParseError: (error) => errors.push(error.code),
    sourceCodeLocationInfo: true,
  });
  return { nodes: tree.childNodes, errors };
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '`',
        '=',
        '/',
        ' ',
        '&lt;',
        '<script>',
        '-->',
        ']]>',
        '\u0000',
        '\ud800',
        'javascript:',
        '公',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

/** What a reader of valid HTML gets for a text: forbidden characters replaced, line ends unified. */
function expected(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the forbidden characters of HTML
      .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef]|\p{Surrogate}/gu, '\ufffd')
      .replace(/./gsu, (char) => (((char.codePointAt(0) ?? 0) & 0xfffe) === 0xfffe ? '\ufffd' : char))
  );
}

test('any text in element content comes back as that text, and makes no element', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      const { nodes, errors } = parse(toMarkup(html`<p>${value}</p>`));
      assert.deepEqual(errors, []);
      assert.equal(nodes.length, 1);
      const paragraph = nodes[0];
      assert.ok(paragraph !== undefined && 'childNodes' in paragraph);
      assert.ok(paragraph.childNodes.every((child) => child.nodeName === '#text'));
      const read = paragraph.childNodes.map((child) => ('value' in child ? child.value : '')).join('');
      assert.equal(read, expected(value));
    }),
    { numRuns: 1000 },
  );
});

test('any text in an attribute, quoted either way or set by attrs, comes back as that text and adds no attribute', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      for (const piece of [
        html`<p title="${value}">x</p>`,
        html`<p title='${value}'>x</p>`,
        html`<p ${attrs({ title: value })}>x</p>`,
      ]) {
        const { nodes, errors } = parse(toMarkup(piece));
        assert.deepEqual(errors, []);
        const paragraph = nodes[0];
        assert.ok(paragraph !== undefined && 'attrs' in paragraph);
        assert.deepEqual(paragraph.attrs, [{ name: 'title', value: expected(value) }]);
      }
    }),
    { numRuns: 500 },
  );
});

test('an address that could run code is never written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'javascript:',
        'JaVaScRiPt:',
        'java\nscript:',
        '\u0001 javascript:',
        '\tdata:',
        'vbscript:',
        'blob:',
      ),
      anyText,
      (scheme, rest) => {
        assert.equal(toMarkup(html`<a href="${scheme + rest}">x</a>`), '<a href="#">x</a>');
        assert.equal(toMarkup(html`<a ${attrs({ href: scheme + rest })}>x</a>`), '<a href="#">x</a>');
      },
    ),
  );
  for (const url of [
    '/i/abc?x=1&y=2',
    'https://example.test/',
    'mailto:a@example.test',
    'tel:+8610',
    '#top',
    '?page=2',
    '//host/x',
    '公开',
  ]) {
    assert.ok(isSafeUrl(url), url);
  }
});

test('a value inside an address after a fixed beginning is not mistaken for a scheme', () => {
  assert.equal(toMarkup(html`<a href="/list?q=${'data:'}">x</a>`), '<a href="/list?q=data:">x</a>');
});

test('nested templates and lists are written once, strings in them escaped', () => {
  const rows = ['a<b', 'c&d'].map((name) => html`<li>${name}</li>`);
  assert.equal(
    toMarkup(html`<ul>${rows}${null}${false}${undefined}${3}${4n}</ul>`),
    '<ul><li>a&lt;b</li><li>c&amp;d</li>34</ul>',
  );
  assert.equal(toMarkup(html`${[html`<b>x</b>`, ['<', [html`<i>y</i>`]]]}`), '<b>x</b>&lt;<i>y</i>');
  assert.equal(toMarkup(join([html`<b>1</b>`, null, 'a<', false], ' · ')), '<b>1</b> · a&lt;');
});

test('templates that cannot be made safe are refused', () => {
  const v = 'x';
  const bad: readonly (() => unknown)[] = [
    () => html`<p title=${v}>x</p>`,
    () => html`<p title=fixed>x</p>`,
    () => html`<p ${v}>x</p>`,
    () => html`<p ${html`<b></b>`}>x</p>`,
    () => html`<${v}>x</p>`,
    () => html`<h${1}>x</h1>`,
    () => html`<p data-${v}="1">x</p>`,
    () => html`<!-- ${v} -->`,
    () => html`<script>${v}</script>`,
    () => html`<style>${v}</style>`,
    () => html`<p onclick="${v}">x</p>`,
    () => html`<p style="${v}">x</p>`,
    () => html`<p title="${html`<b>x</b>`}">x</p>`,
    () => html`<p title="${[v]}">x</p>`,
    () => html`a < ${v}`,
    () => html`<p title="${v}`,
    () => attrs({ onclick: 'x' }),
    () => attrs({ 'a b': 'x' }),
    () => attrs({ style: 'x' }),
    () => trustHtml('<b>', ''),
  ];
  for (const [index, make] of bad.entries()) {
    assert.throws(make, { name: 'TemplateError' }, `template ${index} was let through`);
  }
});

test('no object from outside can pose as markup', () => {
  const forged = JSON.parse('{"markup":"<script>","toString":"x"}') as HtmlValue;
  assert.throws(() => html`<p>${forged}</p>`, { name: 'TemplateError' });
});

test('fixed parts are left as written; comments, rcdata and raw text pass without holes', () => {
  assert.equal(
    toMarkup(
      html`<!-- a --><title>${'<t>'}</title><style>a > b {}</style><br><input ${attrs({ checked: true, disabled: false })}>`,
    ),
    '<!-- a --><title>&lt;t&gt;</title><style>a > b {}</style><br><input checked>',
  );
  assert.equal(toDocument(html`<p>x</p>`), '<!doctype html>\n<p>x</p>\n');
  assert.equal(toMarkup(html`${trustHtml('<b>x</b>', 'fixed text of this test')}`), '<b>x</b>');
});

test('plain text is written unchanged', () => {
  assert.equal(escapeText('关于印发〔2026〕3号的通知\n第二行\t'), '关于印发〔2026〕3号的通知\n第二行\t');
});
