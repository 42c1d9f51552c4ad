import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openMemory } from './memory.ts';

test('one program keeps the same checkpoint many times at once: it is there whole, and nothing else', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-memory-'));
  t.after(() => rm(folder, { recursive: true }));
  const memory = openMemory(folder, 'portal.example/log');
  const note = 'a checkpoint\n'.repeat(2_000);
  await Promise.all(Array.from({ length: 40 }, () => memory.keep(7, 'ab'.repeat(32), note)));
  const kept = await memory.checkpoints();
  assert.deepEqual(
    kept.map((one) => one.text),
    [note],
  );
});
