import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { BucketSettings } from '#platform/config';
import { commandContext, freshDatabase, testActor, unitRef, valueOf } from '#test/database';
import { bucketFault as fault, freshBucket, startSwift } from '#test/swift';
import { readBucketSettings } from '../config/files-config.ts';
import { trimCopies } from './collect.ts';
import {
  collectFiles,
  copyToBucket,
  discardFile,
  type FileStore,
  findStoredFile,
  keepFile,
  openBucket,
  openFileStore,
  stageBytes,
} from './index.ts';

const now = new Date('2026-03-10T00:00:00Z');
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/* Everything here is said to OpenStack Swift, which judges signatures, announced hashes and clocks by itself. */

const swift = await startSwift({ after });
async function office(t: TestContext) {
  const server = await freshBucket(t, swift);
  const db = await freshDatabase(t);
  const folders: string[] = [];
  t.after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const node = async (bucket: BucketSettings | null = server.settings) => {
    const folder = mkdtempSync(join(tmpdir(), 'gongkai-node-'));
    folders.push(folder);
    return openFileStore(folder, bucket);
  };
  const keep = async (store: FileStore, bytes: Buffer, name = '机密标题.pdf', at = now) => {
    const file = await stageBytes(store, bytes, name);
    try {
      const run = commandContext(db, testActor('甲', ['handler'], unitRef(1, '/1/')), at);
      valueOf(
        await run(async (ctx) => {
          await keepFile(ctx, store, file, 'application/pdf');
          await recordAudit(ctx, { action: 'test.keep' });
          return done(null);
        }),
      );
    } finally {
      await discardFile(file);
    }
    return file.sha256;
  };
  const rows = async () =>
    (
      await db.owner.pool.query<{ sha256: string }>('select sha256 from platform.stored_file order by 1')
    ).rows.map((row) => row.sha256);
  return { server, db, node, keep, rows };
}

const bytesOf = async (store: FileStore, sha256: string): Promise<Buffer | null> => {
  const found = await findStoredFile(store, sha256);
  return found === undefined ? null : readFileSync(found.path);
};

/** Everything the service keeps in files of its own: lists, names of files, objects. */
function everything(): string {
  return readdirSync(swift.folder, { recursive: true, withFileTypes: true })
    .map(
      (one) =>
        `${one.parentPath}/${one.name}\n${one.isFile() ? readFileSync(join(one.parentPath, one.name), 'latin1') : ''}`,
    )
    .join('\n');
}

test('what one node keeps another reads, streamed through the bucket; keys and metadata are hashes and nothing else', async (t) => {
  const o = await office(t);
  const [first, second] = [await o.node(), await o.node()];
  const bytes = Buffer.concat([randomBytes(3_000_000), Buffer.from('结尾')]);
  const sha256 = await o.keep(first, bytes);
  assert.deepEqual(await bytesOf(second, sha256), bytes);
  const asked = o.server.asked.length;
  assert.deepEqual(await bytesOf(second, sha256), bytes);
  assert.equal(o.server.asked.length, asked, 'read once from the bucket, then from the folder');
  assert.equal(await findStoredFile(second, hashOf(Buffer.from('nothing'))), undefined);
  assert.equal(await findStoredFile(second, '../../etc/passwd'), undefined);
  const [stored, ...more] = await o.server.read();
  assert.deepEqual([stored?.key, more], [`files/${sha256}`, []]);
  assert.match(stored?.headers ?? '', /^content-type: application\/octet-stream$/m);
  assert.doesNotMatch(stored?.headers ?? '', /^(?:x-amz-meta|content-disposition)/m);
  const kept = `${stored?.headers}\n${everything().replace(bytes.toString('latin1'), '')}`;
  assert.match(kept, new RegExp(`files/${sha256}`));
  assert.doesNotMatch(kept, /机密|标题|pdf/i);
  assert.doesNotMatch(kept, new RegExp(Buffer.from('机密标题').toString('latin1')));
});

test('a server that dies in the middle of an upload: nothing is recorded, and the next try is whole', async (t) => {
  const o = await office(t);
  const store = await o.node();
  const bytes = randomBytes(2_000_000);
  o.server.cutAfter({ way: 'up', bytes: 500_000 });
  await assert.rejects(o.keep(store, bytes), fault('away'));
  assert.deepEqual([await o.rows(), await o.server.read()], [[], []]);
  o.server.cutAfter(null);
  const sha256 = await o.keep(store, bytes);
  assert.deepEqual(await bytesOf(await o.node(), sha256), bytes);
});

test('a download that breaks off is taken up where it stopped', async (t) => {
  const o = await office(t);
  const bytes = randomBytes(3_000_000);
  const sha256 = await o.keep(await o.node(), bytes);
  const reader = await o.node();
  o.server.cutAfter({ way: 'down', bytes: 1_000_000 });
  assert.deepEqual(await bytesOf(reader, sha256), bytes);
  assert.ok(
    o.server.asked.some((line) => /^range: bytes=\d{3,}-/i.test(line)),
    'only the rest was asked for',
  );
  assert.deepEqual(readdirSync(join(reader.folder, 'incoming')), []);
});

test('bytes that were altered in the bucket are found out and given to nobody; a missing object is nothing', async (t) => {
  const o = await office(t);
  const bytes = randomBytes(10_000);
  const sha256 = await o.keep(await o.node(), bytes);
  const reader = await o.node();
  await o.server.overwrite(`files/${sha256}`, Buffer.concat([bytes.subarray(1), Buffer.from('x')]));
  await assert.rejects(bytesOf(reader, sha256), fault('altered'));
  assert.deepEqual(readdirSync(join(reader.folder, 'incoming')), []);
  await openBucket(o.server.settings).drop(sha256);
  assert.equal(await bytesOf(reader, sha256), null);
});

test('wrong keys and no such bucket are told at start; a service that is away is not in the way of starting', async (t) => {
  const o = await office(t);
  const { settings } = o.server;
  await assert.rejects(
    o.node({ ...settings, secret: 'nonsense' }),
    fault('denied', /403 SignatureDoesNotMatch$/),
  );
  await assert.rejects(o.node({ ...settings, key: 'nonsense:nobody' }), fault('denied', /403 [A-Z]\w+$/));
  await assert.rejects(o.node({ ...settings, region: 'cn-north-1' }), fault('region', /400 Authorization/));
  await assert.rejects(o.node({ ...settings, bucket: 'elsewhere' }), fault('no-bucket', /404 NoSuchBucket$/));
  const away = await o.node({ ...settings, endpoint: 'http://127.0.0.1:1' });
  await assert.rejects(o.keep(away, Buffer.from('x')), fault('away'));
  await assert.rejects(bytesOf(away, hashOf(Buffer.from('x'))), fault('away'));
  assert.deepEqual(await o.rows(), []);
});

test('what no room names goes from the bucket as well, what a crash left there too; copies make room', async (t) => {
  const o = await office(t);
  await o.db.owner.pool.query('create table public.naming (sha256 text)');
  await o.db.owner.pool.query('grant select on public.naming to gongkai_worker');
  const store = await o.node();
  const old = new Date(now.getTime() - 30 * 3_600_000);
  const [named, unnamed] = [
    await o.keep(store, Buffer.from('named'), 'a', old),
    await o.keep(store, Buffer.from('unnamed'), 'b', old),
  ];
  await o.db.owner.pool.query('insert into public.naming values ($1)', [named]);
  const bucket = openBucket(o.server.settings);
  const stray = hashOf(Buffer.from('stray'));
  writeFileSync(join(store.folder, 'stray'), 'stray');
  await bucket.put(stray, join(store.folder, 'stray'));
  rmSync(join(store.folder, 'stray'));
  assert.equal(await collectFiles(o.db.worker, store, ['public.naming.sha256'], now), 1);
  assert.deepEqual([await bucket.sizeOf(named), await bucket.sizeOf(unnamed)], [5, null]);
  // Objects carry the server’s own time: a day after today the stray one is old.
  const later = new Date(Date.now() + 48 * 3_600_000);
  await collectFiles(o.db.worker, store, ['public.naming.sha256'], later);
  assert.deepEqual([await bucket.sizeOf(named), await bucket.sizeOf(stray)], [5, null]);
  const copy = (await findStoredFile(store, named))?.path ?? '';
  assert.equal(await trimCopies(store, 0), 0, 'in somebody’s hands');
  utimesSync(copy, old, old);
  assert.equal(await trimCopies(store, 0), 1);
  assert.deepEqual(await bytesOf(store, named), Buffer.from('named'), 'fetched again');
});

test('moving into a bucket goes on where it stopped, reads back, and says what is missing', async (t) => {
  const o = await office(t);
  const local = await o.node(null);
  const kept = [];
  for (let turn = 0; turn < 5; turn += 1) kept.push(await o.keep(local, randomBytes(1_000 + turn)));
  const [lost = ''] = kept;
  rmSync((await findStoredFile(local, lost))?.path ?? '');
  const bucket = openBucket(o.server.settings);
  let told = 0;
  const stop = copyToBucket(o.db.worker, local, bucket, {
    verify: false,
    told: (count) => {
      told = count;
      if (count === 3) throw new Error('stopped');
    },
  });
  await assert.rejects(stop, /stopped/);
  assert.equal(told, 3);
  const report = await copyToBucket(o.db.worker, local, bucket, { verify: true, told: () => undefined });
  assert.deepEqual([report.missing, report.altered, report.copied + report.already], [[lost], [], 4]);
  assert.ok(report.already >= 2);
  const node = await o.node();
  for (const sha256 of kept.filter((one) => one !== lost))
    assert.equal(hashOf((await bytesOf(node, sha256)) ?? Buffer.alloc(0)), sha256);
});

test('settings: a bucket with its service and keys, or what is wrong; keys are never told', () => {
  const read = (
    address: string,
    env: Record<string, string> = { GONGKAI_S3_KEY: 'k', GONGKAI_S3_SECRET: 's3cret' },
  ) => {
    const problems: { setting: string; read: string; expected: string }[] = [];
    return { settings: readBucketSettings(address, env, problems), problems };
  };
  assert.equal(read('').settings, null);
  const { settings } = read('s3://gongkai/files?endpoint=https://s3.example.cn/&region=cn-1');
  assert.deepEqual(
    [settings?.bucket, settings?.endpoint, settings?.prefix, settings?.region],
    ['gongkai', 'https://s3.example.cn', 'files/', 'cn-1'],
  );
  for (const folder of ['党务 公开/a+b', '%E5%85%9A%E5%8A%A1%20公开/a%2Bb'])
    assert.equal(read(`s3://gongkai/${folder}?endpoint=https://a.cn`).settings?.prefix, '党务 公开/a+b/');
  for (const bad of [
    's3://gongkai',
    'http://x',
    's3://G_K?endpoint=https://a.cn',
    's3://k:s3cret@gongkai?endpoint=https://a.cn',
    's3://gongkai?endpoint=ftp://a.cn',
    's3://gongkai/%zz?endpoint=https://a.cn',
    's3://gongkai/a%0Ab?endpoint=https://a.cn',
    's3://gongkai/a//b?endpoint=https://a.cn',
    's3://gongkai/a/%2e%2e%2fb?endpoint=https://a.cn',
  ]) {
    const { problems } = read(bad);
    assert.equal(problems[0]?.setting, 'GONGKAI_FILES', bad);
    assert.doesNotMatch(JSON.stringify(problems), /s3cret/);
  }
  assert.equal(read('s3://gongkai?endpoint=https://a.cn', {}).problems[0]?.setting, 'GONGKAI_S3_KEY');
  const small = { GONGKAI_S3_KEY: 'k', GONGKAI_S3_SECRET: 's', GONGKAI_FILES_CACHE_MB: '1' };
  assert.equal(
    read('s3://gongkai?endpoint=https://a.cn', small).problems[0]?.setting,
    'GONGKAI_FILES_CACHE_MB',
  );
});
