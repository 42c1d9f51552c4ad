import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, commitment, encodeHex, type JsonValue, parseCanonicalJson } from './index.ts';
import { sha256 } from './testing/platform.ts';

describe('canonical JSON', () => {
  test('RFC 8785 section 3.2.3: the order of members', () => {
    // The example of the RFC; sorted by UTF-16 code units, so the emoji (a surrogate pair) stands before U+FB33.
    const sorted = canonicalJson({
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    });
    assert.deepEqual(
      [...sorted.matchAll(/:"([^"]*)"/g)].map((match) => match[1]),
      [
        'Carriage Return',
        'One',
        'Control',
        'Latin Small Letter O With Diaeresis',
        'Euro Sign',
        'Emoji: Grinning Face',
        'Hebrew Letter Dalet With Dagesh',
      ],
    );
  });

  test('RFC 8785 section 3.2.2: literals and strings', () => {
    // The example of the RFC without its fractions, which entries of a log do not have.
    const value = { string: '€$\u000f\nA\'B"\\\\"/', literals: [null, true, false] };
    assert.equal(
      canonicalJson(value),
      '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('an entry', () => {
    assert.equal(
      canonicalJson({ v: 1, type: 'publish', prev: { leaf: 'ab', idx: 3 }, duty: [] }),
      '{"duty":[],"prev":{"idx":3,"leaf":"ab"},"type":"publish","v":1}',
    );
    assert.equal(canonicalJson({ ['__proto__']: 1 }), '{"__proto__":1}');
  });

  const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'binary', maxLength: 6 }), tie('value'), { maxKeys: 4 }),
    ),
  })).value;

  test('says the same as JSON, in one spelling only', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.equal(canonicalJson(parseCanonicalJson(text)), text);
        assert.equal(canonicalJson(JSON.parse(JSON.stringify(value, null, 2))), text);
      }),
      { numRuns: 500 },
    );
  });
});

test('a commitment is SHA-256 of 02, salt and bytes', () => {
  const salt = Buffer.alloc(32, 7);
  assert.equal(
    encodeHex(commitment(sha256, salt, Buffer.from('公开'))),
    encodeHex(sha256(Buffer.concat([Buffer.from([2]), salt, Buffer.from('公开')]))),
  );
});
