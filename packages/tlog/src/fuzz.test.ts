import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  canonicalJson,
  decodeBase64,
  decodeEntries,
  decodeHex,
  encodeBase64,
  encodeEntries,
  encodeHex,
  formatAddCheckpoint,
  formatCheckpoint,
  formatNote,
  formatProof,
  formatVerifierKey,
  openCheckpoint,
  parseAddCheckpoint,
  parseCanonicalJson,
  parseCheckpoint,
  parseCosignature,
  parseNote,
  parseProof,
  parseSignatures,
  parseTilePath,
  parseVerifierKey,
  parseWitnessSize,
  TlogError,
  tlogFaults,
  verifyProof,
} from './index.ts';
import { sha256 } from './testing/platform.ts';
import * as samples from './testing/samples.ts';

const runs = { numRuns: 1_500 };

/** What damage does to bytes: some are changed, left out, doubled, swapped, put in; the end is cut off. */
const damage = fc.array(
  fc.record({
    kind: fc.constantFrom('flip', 'drop', 'insert', 'double', 'cut', 'line'),
    at: fc.nat(),
    byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0x0a, 0x0d, 0x20, 0x2b, 0x3d, 0x30, 0x00)),
  }),
  { minLength: 1, maxLength: 4 },
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function spoil(valid: Uint8Array, steps: Damage): Buffer {
  return steps.reduce((bytes, { kind, at, byte }) => {
    const place = bytes.length === 0 ? 0 : at % bytes.length;
    const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
    if (kind === 'flip') return Buffer.concat([head, Buffer.from([byte]), tail.subarray(1)]);
    if (kind === 'drop') return Buffer.concat([head, tail.subarray(1)]);
    if (kind === 'insert') return Buffer.concat([head, Buffer.from([byte]), tail]);
    if (kind === 'double') return Buffer.concat([head, tail.subarray(0, 64), tail]);
    if (kind === 'cut') return Buffer.from(head);
    const lines = bytes.toString('latin1').split('\n');
    const [moved = ''] = lines.splice(at % lines.length, 1);
    lines.splice(byte % (lines.length + 1), 0, moved);
    return Buffer.from(lines.join('\n'), 'latin1');
  }, Buffer.from(valid));
}

/** The answer, or undefined when the package refused in its own words. Anything else thrown fails the test. */
function answer<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    assert.ok(error instanceof TlogError, `threw ${String(error)}`);
    assert.ok(Object.hasOwn(tlogFaults, error.code));
    return undefined;
  }
}

const utf8 = (text: string) => Buffer.from(text);

describe('damaged texts are refused in words of the list, or are another valid text', () => {
  /** Reads, and writes what was read. */
  const readers: readonly (readonly [
    name: string,
    valid: Uint8Array,
    again: (bytes: Buffer) => Uint8Array,
  ])[] = [
    ['note', utf8(samples.checkpoint), (bytes) => utf8(formatNote(parseNote(bytes)))],
    [
      'checkpoint',
      utf8(samples.checkpointText),
      (bytes) => utf8(formatCheckpoint(parseCheckpoint(bytes.toString()))),
    ],
    ['proof', utf8(samples.proof), (bytes) => utf8(formatProof(parseProof(bytes)))],
    [
      'request to a witness',
      utf8(samples.request),
      (bytes) => utf8(formatAddCheckpoint(parseAddCheckpoint(bytes))),
    ],
    [
      'verifier key',
      utf8(formatVerifierKey(samples.logKey.verifierKey)),
      (bytes) => utf8(formatVerifierKey(parseVerifierKey(sha256, bytes.toString()))),
    ],
    [
      'bundle of three entries',
      encodeEntries([utf8('one'), utf8(''), utf8('three')]),
      (bytes) => encodeEntries(decodeEntries(bytes, 3)),
    ],
    [
      'canonical JSON',
      utf8(canonicalJson({ v: 1, list: [1, -2, null, true, '公开 "\\ \u0007'], inner: { a: '', b: {} } })),
      (bytes) => utf8(canonicalJson(parseCanonicalJson(bytes))),
    ],
    [
      'base64',
      utf8(encodeBase64(samples.root)),
      (bytes) => utf8(encodeBase64(decodeBase64(bytes.toString('latin1')))),
    ],
    [
      'hexadecimal',
      utf8(encodeHex(samples.root)),
      (bytes) => utf8(encodeHex(decodeHex(bytes.toString('latin1')))),
    ],
  ];

  for (const [name, valid, again] of readers) {
    test(name, () => {
      assert.ok(
        Buffer.from(again(Buffer.from(valid))).equals(valid),
        'the valid text is not read as it is written',
      );
      const counts = { same: 0, refused: 0 };
      fc.assert(
        fc.property(damage, (steps) => {
          const spoiled = spoil(valid, steps);
          const read = answer(() => again(spoiled));
          // One text, one meaning: whatever is accepted is written back to the very same bytes.
          const text = Buffer.from(spoiled.toString()).equals(spoiled) ? spoiled : undefined;
          if (read !== undefined && (text !== undefined || name.startsWith('bundle'))) {
            assert.ok(Buffer.from(read).equals(spoiled), JSON.stringify(spoiled.toString()));
          }
          counts[read === undefined ? 'refused' : 'same'] += 1;
        }),
        runs,
      );
      assert.ok(counts.refused > 100, JSON.stringify(counts));
    });
  }

  test('readers of short texts', () => {
    const read = [
      (text: string) => parseSignatures(text),
      (text: string) => parseTilePath(text),
      (text: string) => parseWitnessSize(text),
      (text: string) => parseCosignature(utf8(text)),
    ];
    const seeds = [
      samples.checkpoint.slice(samples.checkpointText.length + 1),
      'tile/0/x001/067.p/12',
      '11\n',
      'a'.repeat(72),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...seeds), damage, (seed, steps) => {
        for (const one of read) answer(() => one(spoil(utf8(seed), steps).toString()));
      }),
      runs,
    );
  });

  test('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = Buffer.from(bytes).toString('latin1');
        for (const given of [bytes, text]) {
          answer(() => parseNote(given));
          answer(() => parseProof(given));
          answer(() => parseAddCheckpoint(given));
          answer(() => parseCanonicalJson(given));
        }
        answer(() => decodeEntries(bytes, 3));
        answer(() => parseVerifierKey(sha256, text));
      }),
      { numRuns: 500 },
    );
  });

  test('any text at all, half surrogate pairs among it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat({ max: 0xffff }), (text, unit) => {
        const given = text + String.fromCharCode(unit);
        for (const read of [parseNote, parseProof, parseAddCheckpoint, parseCheckpoint, parseCanonicalJson]) {
          answer(() => read(given));
          answer(() => read(`${given}\n\n${given}`));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('damage never changes what is believed', () => {
  test('a signed checkpoint that is still accepted says the same', () => {
    fc.assert(
      fc.property(damage, (steps) => {
        const opened = answer(() => openCheckpoint(spoil(utf8(samples.checkpoint), steps), samples.trust));
        if (opened === undefined) return;
        assert.equal(opened.verified.text, samples.checkpointText);
        assert.deepEqual(
          opened.witnessed.map((one) => [one.name, one.time]).sort(),
          samples.witnessKeys.map((key) => [key.verifierKey.name, samples.witnessTime]),
        );
      }),
      runs,
    );
  });

  test('a proof that is still accepted proves the same', () => {
    fc.assert(
      fc.property(damage, (steps) => {
        const proved = answer(() =>
          verifyProof(sha256, {
            ...samples.trust,
            proof: spoil(utf8(samples.proof), steps),
            leaf: samples.leaf,
          }),
        );
        if (proved === undefined) return;
        assert.equal(proved.index, samples.index);
        assert.equal(proved.verified.text, samples.checkpointText);
      }),
      runs,
    );
  });
});
