import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  atEnd,
  freshDataFolder,
  type ProcessOptions,
  readPostgresPid,
  spawnProgram,
  startServer,
} from '#test/process';

/* What cannot work says so, in one line an operator can act on, and leaves nothing running. */

const production = { GONGKAI_MODE: 'production', GONGKAI_URL: 'https://gongkai.example.cn' };

/** Starts what must not start. @returns its exit code and all it said */
async function refused(t: TestContext, options: ProcessOptions) {
  const program = spawnProgram(t, ['start'], { ...options, env: { ...production, ...options.env } });
  const { code } = await program.ended();
  const output = program.output();
  assert.doesNotMatch(output, /^ +at /m, `a stack trace is no explanation:\n${output}`);
  return { code, output, data: program.data };
}

test('two servers on one data folder: the second says who is there; the first is unharmed', async (t) => {
  const first = await startServer(t);
  const postgres = first.postgresPid();
  const second = await refused(t, { data: first.data });
  assert.equal(second.code, 1);
  assert.match(second.output, new RegExp(`✖ .*${first.pid}.*GONGKAI_DATA`));
  assert.equal((await fetch(`${first.url}/healthz`)).status, 200);
  assert.equal(first.postgresPid(), postgres);
  assert.deepEqual(await first.stop(), { code: 0, signal: null });
});

test('the port is taken: told, and no PostgreSQL left behind', async (t) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => other.close());
  const address = other.address();
  assert.ok(typeof address === 'object' && address !== null);
  const { code, output, data } = await refused(t, { env: { PORT: String(address.port) } });
  assert.equal(code, 1);
  assert.match(output, new RegExp(`✖ 端口 ${address.port} 已被占用.*PORT=`));
  assert.equal(readPostgresPid(data), null);
  // And the folder is free for the next try.
  const again = await startServer(t, { data });
  assert.equal((await fetch(`${again.url}/healthz`)).status, 200);
});

test('every bad setting is told at once, exit code 2, nothing is made', async (t) => {
  const env = {
    PORT: 'abc',
    GONGKAI_MODE: 'x',
    DATABASE_URL: 'ftp://user:secret@host/db',
    GONGKAI_URL: 'gopher:x',
  };
  const data = freshDataFolder(t);
  const { code, output } = await refused(t, { data, env });
  assert.equal(code, 2);
  for (const [name, read] of Object.entries(env)) {
    assert.match(output, new RegExp(`✖ ${name}: `), output);
    if (name !== 'DATABASE_URL') assert.ok(output.includes(`"${read}"`), output);
  }
  assert.ok(!output.includes('secret'), 'a password is not told');
  assert.deepEqual(readdirSync(dirname(data)), []);

  const missing = await refused(t, { data, env: { GONGKAI_URL: '' } });
  assert.deepEqual([missing.code, /✖ GONGKAI_URL/.test(missing.output)], [2, true]);
  const split = spawnProgram(t, ['start', '--role', 'portal', '--role', 'kitchen'], { env: production });
  assert.equal((await split.ended()).code, 2);
  assert.match(split.output(), /✖ --role: .*kitchen/);
  assert.match(split.output(), /✖ DATABASE_URL: /);
  const unknown = spawnProgram(t, ['begin'], { env: production });
  assert.equal((await unknown.ended()).code, 2);
});

test('a data folder that is a file, lies below a file, or may not be written', async (t) => {
  const file = freshDataFolder(t, 'a-file');
  writeFileSync(file, 'x');
  for (const [data, expected] of [
    [file, /a folder \(there is a file with this name\)/],
    [join(file, 'data'), /a folder \(there is a file with this name\)/],
    // Not even root may make a folder there.
    ['/sys/gongkai', /a folder this user may write|on a disk that can be written/],
  ] as const) {
    const { code, output } = await refused(t, { data });
    assert.equal(code, 2, output);
    assert.match(output, new RegExp(`✖ GONGKAI_DATA: .*${data}`));
    assert.match(output, expected);
  }
});

/** A small disk of its own, gone with the test; null where this process may not mount. */
function mountDisk(t: TestContext, options: string): string | null {
  const place = freshDataFolder(t, 'disk');
  mkdirSync(place);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `${options},mode=755`, 'tmpfs', place]).status !== 0)
    return null;
  atEnd(t, () => spawnSync('umount', ['-l', place]));
  return place;
}

test('a full disk, a nearly full disk and a read-only disk are told at start', async (t) => {
  const disks = [
    { options: 'size=4k', expected: /free space \(the disk is full\)/ },
    { options: 'size=1m', expected: /at least 64 MB are needed/ },
    { options: 'size=1m,ro', expected: /read-only/ },
  ];
  for (const { options, expected } of disks) {
    const data = mountDisk(t, options);
    if (data === null) {
      console.log(
        'SKIPPED: this process may not mount a small disk to fill (run as root to see this test work)',
      );
      return t.skip('may not mount');
    }
    const { code, output } = await refused(t, { data });
    assert.equal(code, 2, output);
    assert.match(output, /✖ GONGKAI_DATA: /);
    assert.match(output, expected);
  }
});

test('an outside database that does not answer: told in one line', async (t) => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const address = free.address();
  await new Promise((resolve) => free.close(resolve));
  assert.ok(typeof address === 'object' && address !== null);
  const env = { DATABASE_URL: `postgres://gongkai_owner:hidden@127.0.0.1:${address.port}/gongkai` };
  const { code, output } = await refused(t, { env });
  assert.equal(code, 1);
  assert.match(output, /✖ 连不上 DATABASE_URL/);
  assert.ok(!output.includes('hidden'));
});
