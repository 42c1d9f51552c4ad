import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { bucketFault as fault, freshBucket, startSwift } from '#test/swift';
import { openBucket } from './index.ts';

/* What our client says to a real service, act by act: OpenStack Swift judges signatures, announced hashes and clocks by itself. */

const swift = await startSwift({ after });
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A bucket, and a folder for what goes in and comes out. */
async function service(t: TestContext) {
  const server = await freshBucket(t, swift);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-bucket-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (bytes: Buffer) => {
    const path = join(folder, 'in');
    writeFileSync(path, bytes);
    return { path, sha256: hashOf(bytes) };
  };
  return { server, bucket: openBucket(server.settings), out: join(folder, 'out'), write };
}

test('a file is put, measured, read and dropped; a second time changes nothing', async (t) => {
  const { bucket, out, write, server } = await service(t);
  for (const bytes of [Buffer.alloc(0), Buffer.from('一'), randomBytes(300_000)]) {
    const { path, sha256 } = write(bytes);
    assert.equal(await bucket.sizeOf(sha256), null);
    for (const _ of [1, 2]) await bucket.put(sha256, path);
    assert.equal(await bucket.sizeOf(sha256), bytes.length);
    assert.equal(await bucket.get(sha256, out), true);
    assert.deepEqual(readFileSync(out), bytes);
    rmSync(out);
    for (const _ of [1, 2]) await bucket.drop(sha256);
    assert.equal(await bucket.sizeOf(sha256), null);
    assert.equal(await bucket.get(sha256, out), false);
  }
  assert.deepEqual(await server.read(), []);
});

test('every act is refused with wrong keys, and nothing of what lies there is told or touched', async (t) => {
  const { server, bucket, out, write } = await service(t);
  const bytes = randomBytes(2_000);
  const { path, sha256 } = write(bytes);
  await bucket.put(sha256, path);
  const said = /SignatureDoesNotMatch$/;
  const thief = openBucket({ ...server.settings, secret: 'nonsense' });
  await assert.rejects(thief.check(), fault('denied', said));
  await assert.rejects(thief.sizeOf(sha256), fault('denied', /head answered 403$/));
  await assert.rejects(thief.get(sha256, out), fault('denied', said));
  await assert.rejects(thief.drop(sha256), fault('denied', said));
  await assert.rejects(thief.list().next(), fault('denied', said));
  const other = write(Buffer.from('other bytes'));
  await assert.rejects(thief.put(other.sha256, other.path), fault('denied', said));
  const stranger = openBucket({ ...server.settings, key: 'nonsense:nobody' });
  await assert.rejects(stranger.check(), fault('denied', /403 [A-Z]\w+$/));
  await assert.rejects(
    openBucket({ ...server.settings, region: 'cn-north-1' }).check(),
    fault('region', /400 AuthorizationHeaderMalformed$/),
  );
  assert.deepEqual(
    (await server.read()).map((one) => [one.key, one.bytes.equals(bytes)]),
    [[`files/${sha256}`, true]],
  );
});

test('a bucket that is gone is not one without the file: nothing is taken for lost or for dropped', async (t) => {
  const { server, out, write } = await service(t);
  const { path, sha256 } = write(Buffer.from('x'));
  const gone = openBucket({ ...server.settings, bucket: 'gone' });
  await assert.rejects(gone.check(), fault('no-bucket', /NoSuchBucket$/));
  await assert.rejects(gone.sizeOf(sha256), fault('no-bucket'));
  await assert.rejects(gone.get(sha256, out), fault('no-bucket'));
  await assert.rejects(gone.put(sha256, path), fault('no-bucket'));
  await assert.rejects(gone.drop(sha256), fault('no-bucket'));
  await assert.rejects(gone.list().next(), fault('no-bucket'));
});

test('the service itself refuses bytes that are not those announced', async (t) => {
  const { server, bucket, write } = await service(t);
  const { path } = write(Buffer.from('altered on the way'));
  await assert.rejects(
    bucket.put(hashOf(Buffer.from('as it was')), path),
    fault('altered', /put answered 400/),
  );
  assert.deepEqual(await server.read(), []);
});

test('a clock that is wrong is told as that, and not as wrong keys', async (t) => {
  const { bucket, write } = await service(t);
  const { path, sha256 } = write(Buffer.from('x'));
  const moved = async (minutes: number, work: () => Promise<void>) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + minutes * 60_000 });
    await work().finally(() => t.mock.timers.reset());
  };
  // A service bears a quarter of an hour.
  for (const minutes of [-20, 20])
    await moved(minutes, async () => {
      await assert.rejects(bucket.check(), fault('clock', /403 RequestTimeTooSkewed$/));
      await assert.rejects(bucket.put(sha256, path), fault('clock'));
    });
  assert.equal(await bucket.sizeOf(sha256), null);
  await moved(10, () => bucket.put(sha256, path));
  assert.equal(await bucket.sizeOf(sha256), 1);
});

test('a folder may be called as it likes: files are put, found, listed page by page and dropped there only', async (t) => {
  const { server, out, write } = await service(t);
  const files = Array.from({ length: 5 }, (_, turn) => Buffer.from(`文件${turn}`));
  const [first = Buffer.alloc(0)] = files;
  const prefixes = ['', 'files/', '党务 公开/2026+a&b=c~d!(\'*)%41;@$,:<e>"/'];
  const buckets = prefixes.map((prefix) => openBucket({ ...server.settings, prefix }));
  for (const bytes of files)
    for (const bucket of buckets) {
      const { path, sha256 } = write(bytes);
      await bucket.put(sha256, path);
    }
  const keys = (await server.read()).map((one) => one.key);
  assert.deepEqual(
    keys.toSorted(),
    prefixes.flatMap((prefix) => files.map((one) => prefix + hashOf(one))).sort(),
  );
  for (const bucket of buckets) {
    const listed = [];
    for await (const one of bucket.list()) listed.push(one);
    // This server tells three at a time; what lies in a folder is not in the list of another.
    assert.deepEqual(listed.map((one) => one.sha256).toSorted(), files.map(hashOf).toSorted());
    assert.ok(listed.every(({ at }) => Math.abs(at.getTime() - Date.now()) < 3_600_000));
    assert.equal(await bucket.get(hashOf(first), out), true);
    assert.deepEqual(readFileSync(out), first);
    rmSync(out);
    await bucket.drop(hashOf(first));
    assert.equal(await bucket.sizeOf(hashOf(first)), null);
  }
  assert.equal((await server.read()).length, keys.length - prefixes.length);
});

test('a large file goes in one request and comes back whole, in spite of a line that breaks', async (t) => {
  const { server, bucket, out, write } = await service(t);
  const size = 40 * 1_048_576;
  const { path, sha256 } = write(Buffer.alloc(size, randomBytes(4_099)));
  await bucket.put(sha256, path);
  assert.equal(await bucket.sizeOf(sha256), size);
  server.cutAfter({ way: 'down', bytes: 15 * 1_048_576 });
  assert.equal(await bucket.get(sha256, out), true);
  assert.equal(hashOf(readFileSync(out)), sha256);
  assert.equal(server.asked.filter((line) => line.startsWith('PUT ')).length, 1);
  assert.equal(server.asked.filter((line) => /^range: bytes=\d{7,}-/i.test(line)).length, 1);
});
