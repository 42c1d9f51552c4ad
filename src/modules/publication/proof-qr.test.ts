import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkpointFragment, proofFragment, type QrProof } from './proof-qr.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const aSignature = fc
  .tuple(fc.constantFrom('notice.example/log', 'witness.example'), bytes(4), fc.constantFrom(64, 72))
  .chain(([name, id, length]) => bytes(length).map((signature) => ({ name, id, signature })));
const aProof: fc.Arbitrary<QrProof> = fc.record({
  origin: fc.constant('notice.example/log'),
  size: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  root: bytes(32),
  index: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  leaf: bytes(32),
  siblings: fc.array(bytes(32), { maxLength: 60 }),
  signatures: fc.array(aSignature, { minLength: 1, maxLength: 2 }),
});

/** Reads by the layout as it is described, without the code that writes it. */
function read(fragment: string): QrProof & { kind: number } {
  assert.match(fragment, /^1\.[A-Za-z0-9_-]+$/);
  const all = new Uint8Array(Buffer.from(fragment.slice(2), 'base64url'));
  let at = 0;
  const take = (length: number) => {
    at += length;
    assert.ok(at <= all.length);
    return all.slice(at - length, at);
  };
  const byte = () => take(1)[0] ?? 0;
  const number = (): number => {
    const one = byte();
    return one < 128 ? one : one - 128 + 128 * number();
  };
  const text = () => Buffer.from(take(number())).toString();
  const kind = byte();
  const [origin, size, root] = [text(), number(), take(32)];
  const index = kind === 1 ? number() : 0;
  const leaf = kind === 1 ? take(32) : new Uint8Array();
  const siblings = kind === 1 ? Array.from({ length: byte() }, () => take(32)) : [];
  const signatures = Array.from({ length: byte() }, () => {
    const name = text();
    return { name: name === '' ? origin : name, id: take(4), signature: take(number()) };
  });
  assert.equal(at, all.length);
  return { kind, origin, size, root, index, leaf, siblings, signatures };
}

test('what is printed is read back as it was', () => {
  fc.assert(
    fc.property(aProof, (proof) => {
      assert.deepEqual(read(proofFragment(proof)), { kind: 1, ...proof });
      const { origin, size, root, signatures } = proof;
      const alone = { origin, size, root, signatures };
      assert.deepEqual(read(checkpointFragment(alone)), {
        kind: 2,
        ...alone,
        index: 0,
        leaf: new Uint8Array(),
        siblings: [],
      });
    }),
    { numRuns: 100 },
  );
});

test('the bytes are these', () => {
  const fill = (value: number, length: number) => new Uint8Array(length).fill(value);
  const proof: QrProof = {
    origin: 'a.b/log',
    size: 300,
    root: fill(1, 32),
    index: 200,
    leaf: fill(2, 32),
    siblings: [fill(3, 32)],
    signatures: [
      { name: 'a.b/log', id: fill(4, 4), signature: fill(5, 64) },
      { name: 'w', id: fill(6, 4), signature: fill(7, 72) },
    ],
  };
  const hex = [
    '01',
    '07612e622f6c6f67',
    'ac02',
    '01'.repeat(32),
    'c801',
    '02'.repeat(32),
    '01',
    '03'.repeat(32),
    '02',
    '00',
    '04040404',
    '40',
    '05'.repeat(64),
    '0177',
    '06060606',
    '48',
    '07'.repeat(72),
  ].join('');
  assert.equal(proofFragment(proof), `1.${Buffer.from(hex, 'hex').toString('base64url')}`);
});

test('at 600 entries it is the length that fits 5 cm; sizes that are none and hashes of another length are refused', () => {
  const hash = new Uint8Array(32);
  const proof: QrProof = {
    origin: 'gongkai.example.cn/log',
    size: 600,
    root: hash,
    index: 0,
    leaf: hash,
    siblings: Array.from({ length: 10 }, () => hash),
    signatures: [
      { name: 'gongkai.example.cn/log', id: new Uint8Array(4), signature: new Uint8Array(64) },
      { name: 'witness.example.cn', id: new Uint8Array(4), signature: new Uint8Array(72) },
    ],
  };
  assert.ok(`https://gongkai.example.cn/v#${proofFragment(proof)}`.length < 860);
  assert.throws(() => proofFragment({ ...proof, size: -1 }), RangeError);
  assert.throws(() => proofFragment({ ...proof, index: 2 ** 53 }), RangeError);
  assert.throws(() => proofFragment({ ...proof, leaf: new Uint8Array(31) }), RangeError);
});
