import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sm3 } from './sm3.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('SM3: the two examples of GB/T 32905-2016 (appendix A), and what OpenSSL says of anything else', () => {
  const examples = [
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ] as const;
  for (const [text, expected] of examples) {
    assert.equal(hex(sm3(Buffer.from(text))), expected);
    const said = execFileSync('openssl', ['dgst', '-sm3', '-r'], { input: text, encoding: 'utf8' });
    assert.equal(said.split(' ')[0], expected);
  }
  const byOpenssl = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex');
  // Every length around the borders of blocks, and of the padding.
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) & 255);
    assert.equal(hex(sm3(bytes)), byOpenssl(bytes), `${length} bytes`);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.nat(50), (bytes, from) => {
      const part = bytes.subarray(Math.min(from, bytes.length));
      assert.equal(hex(sm3(part)), byOpenssl(part));
    }),
    { numRuns: 200 },
  );
  const long = new Uint8Array(600_000).fill(7);
  assert.equal(hex(sm3(long)), byOpenssl(long));
});
