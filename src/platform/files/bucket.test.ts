import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { commandContext, freshDatabase, testActor, unitRef, valueOf } from '#test/database';
import { readBucketSettings } from '../config/files-config.ts';
import { trimCopies } from './collect.ts';
import {
  BucketFault,
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
import { type TestBucket, testBucket } from './testing-server.ts';

const now = new Date('2026-03-10T00:00:00Z');
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function office(t: TestContext) {
  const server = await testBucket(t);
  const db = await freshDatabase(t);
  const folders: string[] = [];
  t.after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const node = async (bucket: TestBucket['settings'] | null = server.settings) => {
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

/** Everything the server has of a bucket, names and contents. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
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
  const names = everything(o.server.folder).replace(bytes.toString('latin1'), '');
  assert.match(names, new RegExp(`files/${sha256}`));
  assert.doesNotMatch(names, /机密|标题|pdf/i);
  assert.doesNotMatch(names, new RegExp(Buffer.from('机密标题').toString('latin1')));
});

test('a server that dies in the middle of an upload: nothing is recorded, and the next try is whole', async (t) => {
  const o = await office(t);
  const store = await o.node();
  const bytes = randomBytes(2_000_000);
  o.server.cutAfter({ way: 'up', bytes: 500_000 });
  await assert.rejects(
    o.keep(store, bytes),
    (error) => error instanceof BucketFault && error.code === 'away',
  );
  assert.deepEqual(await o.rows(), []);
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
  const path = readdirSync(o.server.folder, { recursive: true, encoding: 'utf8' }).find((one) =>
    one.endsWith(`${sha256}._S3rver_object`),
  );
  assert.ok(path !== undefined);
  const reader = await o.node();
  writeFileSync(join(o.server.folder, path), Buffer.concat([bytes.subarray(1), Buffer.from('x')]));
  await assert.rejects(
    bytesOf(reader, sha256),
    (error) => error instanceof BucketFault && error.code === 'altered',
  );
  assert.deepEqual(readdirSync(join(reader.folder, 'incoming')), []);
  await openBucket(o.server.settings).drop(sha256);
  assert.equal(await bytesOf(reader, sha256), null);
});

test('wrong keys and no such bucket are told at start; a service that is away is not in the way of starting', async (t) => {
  const o = await office(t);
  const refused = (code: string) => (error: unknown) => {
    assert.ok(error instanceof BucketFault);
    assert.doesNotMatch(error.message, /nonsense|S3RVER/);
    return error.code === code;
  };
  await assert.rejects(o.node({ ...o.server.settings, secret: 'nonsense' }), refused('denied'));
  await assert.rejects(o.node({ ...o.server.settings, key: 'nonsense' }), refused('denied'));
  await assert.rejects(o.node({ ...o.server.settings, bucket: 'elsewhere' }), refused('no-bucket'));
  const away = await o.node({ ...o.server.settings, endpoint: 'http://127.0.0.1:1' });
  await assert.rejects(o.keep(away, Buffer.from('x')), refused('away'));
  await assert.rejects(bytesOf(away, hashOf(Buffer.from('x'))), refused('away'));
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
  for (const bad of [
    's3://gongkai',
    'http://x',
    's3://G_K?endpoint=https://a.cn',
    's3://k:s3cret@gongkai?endpoint=https://a.cn',
    's3://gongkai?endpoint=ftp://a.cn',
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
