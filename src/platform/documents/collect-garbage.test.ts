import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

/** A process of its own: what other tests leave in a heap that they share decides whether collecting is worthwhile. */
async function alone(code: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', `${code}\nconsole.log(JSON.stringify(told));`],
    { cwd: import.meta.dirname },
  );
  return JSON.parse(stdout);
}

const prelude = `
  import { cachedDataVersionTag } from 'node:v8';
  const tag = cachedDataVersionTag();
  const { collectGarbage } = await import('./collect-garbage.ts');
  const buffers = () => Math.round(process.memoryUsage().arrayBuffers / 1_048_576);
  const fill = (count) => Array.from({ length: count }, () => new ArrayBuffer(8 * 1_048_576));
  /** Megabytes that go when what was filled is let go and garbage collected. */
  const collected = (count) => {
    let large = fill(count);
    const full = buffers();
    large = null;
    collectGarbage();
    return full - buffers();
  };
`;

test('collecting garbage does not change what compiled modules are kept by', async () => {
  const told = await alone(`${prelude}
    const large = collected(40);
    const told = { isCollected: large >= 200, isKept: cachedDataVersionTag() === tag };`);
  assert.deepEqual(told, { isCollected: true, isKept: true });
});

test('little garbage is left to the engine', async () => {
  const told = await alone(`${prelude}
    const told = { small: collected(2) };`);
  assert.deepEqual(told, { small: 0 });
});

test('a heap that was large once and is small again is swept like any other', async () => {
  const told = await alone(`${prelude}
    let held = fill(80);
    collectGarbage();
    held = null;
    // The engine collects by itself; whoever comes next finds little.
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc');
    gc();
    gc({ type: 'minor' });
    collectGarbage();
    const told = { isCollected: collected(40) >= 200 };`);
  assert.deepEqual(told, { isCollected: true });
});
