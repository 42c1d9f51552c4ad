import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createXmlReader, XmlFault } from './index.ts';

/** What was heard, texts joined, attributes in order. */
function heard(bytes: Buffer, cuts: readonly number[] = []): readonly string[] {
  const events: string[] = [];
  const reader = createXmlReader({
    open: (name, attribute) => events.push(`<${name} ${JSON.stringify(attribute.all())}`),
    close: (name) => events.push(`/${name}`),
    text: (text) => {
      if (events.at(-1)?.startsWith('"')) events[events.length - 1] += text;
      else events.push(`"${text}`);
    },
  });
  let from = 0;
  for (const cut of [...cuts.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    // The first piece must show the encoding, as the first piece of a part of an archive does.
    if (cut < 64 && cut < bytes.length) continue;
    reader.write(bytes.subarray(from, cut));
    from = cut;
  }
  reader.end();
  return events;
}

const sample =
  '<?xml version="1.0" encoding="UTF-8"?><!-- > --><w:a xmlns:w="w" w:x="1 &gt; 0" y=\'>"\'>公<b/>&amp;&#x5F00;&#24320;<![CDATA[<&>]]>&unknown;</w:a>';
const events = [
  '<a [["w","w"],["x","1 > 0"],["y",">\\""]]',
  '"公',
  '<b []',
  '/b',
  '"&开开<&>&unknown;',
  '/a',
];

test('elements without prefix, attributes, texts, references, comments, sections of plain text', () => {
  assert.deepEqual(heard(Buffer.from(sample)), events);
});

test('however it is cut and in whatever encoding it stands, the same is heard', () => {
  const encodings = fc.constantFrom<'utf8' | 'utf16le'>('utf8', 'utf16le');
  fc.assert(
    fc.property(encodings, fc.array(fc.nat(2_000)), (encoding, cuts) => {
      const text = encoding === 'utf8' ? sample : `\ufeff${sample.replace('UTF-8', 'UTF-16')}`;
      assert.deepEqual(heard(Buffer.from(text, encoding), cuts), events);
    }),
    { numRuns: 500 },
  );
});

function faultOf(text: string | Buffer): string {
  try {
    heard(Buffer.from(text));
    return 'none';
  } catch (error) {
    assert.ok(error instanceof XmlFault);
    return error.code;
  }
}

test('what is no XML of a document is told apart', () => {
  for (const text of [
    '<a>',
    '</a>',
    '<a><b></a></b>',
    '<a',
    '<a/>x',
    '< a/>',
    '<a>'.repeat(2_000),
    `<a b="${'x'.repeat(1_200_000)}`,
  ])
    assert.equal(faultOf(text), 'malformed', text.slice(0, 40));
  for (const text of [
    '<!DOCTYPE a><a/>',
    '<a><!ENTITY x "y"></a>',
    '<!D',
    '<?xml version="1.0" encoding="UTF-7"?><a/>',
  ])
    assert.equal(faultOf(text), 'document-type', text);
  assert.equal(faultOf('<a/>'), 'none');
});

test('no bytes make it do anything but read or refuse', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    'a',
    '/>',
    '"',
    "'",
    '=',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&',
    ';',
    ' ',
    '<?',
    '?>',
    '\0',
    '公',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      assert.match(faultOf(pieces.join('')), /^(?:none|malformed|document-type)$/);
    }),
    { numRuns: 2_000 },
  );
});
