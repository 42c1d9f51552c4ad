import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cachedDataVersionTag } from 'node:v8';

test('collecting garbage does not change what compiled modules are kept by', async () => {
  const before = cachedDataVersionTag();
  const { collectGarbage } = await import('./collect-garbage.ts');
  const large = Array.from({ length: 40 }, () => new ArrayBuffer(8 * 1_048_576));
  const full = process.memoryUsage().arrayBuffers;
  large.length = 0;
  collectGarbage();
  assert.ok(process.memoryUsage().arrayBuffers < full - 200 * 1_048_576, 'nothing was collected');
  assert.equal(cachedDataVersionTag(), before);
});
