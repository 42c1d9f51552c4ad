import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { after, type TestContext, test } from 'node:test';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import {
  discardFile,
  findStoredFile,
  keepFile,
  openBucket,
  openFileStore,
  stageBytes,
} from '#platform/files';
import { commandContext, freshDatabase, testActor, unitRef, valueOf } from '#test/database';
import { freshDataFolder } from '#test/process';
import { freshBucket, startSwift } from '#test/swift';
import { filesCopyCommand } from './files-copy.ts';

const swift = await startSwift({ after });

/** An installation with two stored files. */
async function installation(t: TestContext) {
  const db = await freshDatabase(t);
  const data = freshDataFolder(t);
  const store = await openFileStore(data);
  const keep = async (bytes: Buffer) => {
    const file = await stageBytes(store, bytes, '名称.pdf');
    const run = commandContext(db, testActor('甲', ['handler'], unitRef(1, '/1/')), new Date());
    valueOf(
      await run(async (ctx) => {
        await keepFile(ctx, store, file, 'application/pdf');
        await recordAudit(ctx, { action: 'test.keep' });
        return done(null);
      }),
    );
    await discardFile(file);
    return file.sha256;
  };
  const kept = [await keep(randomBytes(5_000)), await keep(Buffer.from('第二份'))].toSorted();
  return { db, data, store, kept };
}

/** Runs the command with the settings of its environment. @returns its exit code and all it said */
async function run(t: TestContext, to: string, env: Readonly<Record<string, string>>) {
  const said: string[] = [];
  const before = { ...process.env };
  const tell = (...words: readonly unknown[]) => void said.push(words.join(' '));
  const spies = [t.mock.method(console, 'log', tell), t.mock.method(console, 'error', tell)];
  Object.assign(process.env, env);
  try {
    const code = await filesCopyCommand.run({ to, verify: true, positionals: [] });
    return { code, said: said.join('\n') };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mock.restore();
  }
}

test('files:copy --verify: copied, found again, read back, and what to do when it is refused', async (t) => {
  const { db, data, store, kept } = await installation(t);
  const server = await freshBucket(t, swift);
  const { bucket, endpoint, key, secret } = server.settings;
  const copy = async (to: string, GONGKAI_S3_SECRET = secret) => {
    const env = { GONGKAI_DATA: data, DATABASE_URL: db.url, GONGKAI_S3_KEY: key, GONGKAI_S3_SECRET };
    const { code, said } = await run(t, to, env);
    assert.doesNotMatch(said, /swift-secret|nonsense/);
    return { code, said };
  };
  const address = `s3://${bucket}/files?endpoint=${endpoint}`;
  const first = await copy(address);
  assert.equal(first.code, 0, first.said);
  assert.match(first.said, /✔ 已复制 2，原已存在 0，缺失 0，不符 0/);
  assert.deepEqual(
    (await server.read()).map((one) => one.key),
    kept.map((sha256) => `files/${sha256}`),
  );
  const [altered = '', lost = ''] = kept;
  const size = (await openBucket(server.settings).sizeOf(altered)) ?? 0;
  await server.overwrite(`files/${altered}`, randomBytes(size));
  await openBucket(server.settings).drop(lost);
  rmSync((await findStoredFile(store, lost))?.path ?? '');
  const second = await copy(address);
  assert.equal(second.code, 1, second.said);
  assert.ok(second.said.includes(`缺失 / missing: ${lost}`), second.said);
  assert.ok(second.said.includes(`不符 / altered: ${altered}`), second.said);
  assert.match(second.said, /✖ 已复制 0，原已存在 1，缺失 1，不符 1/);
  const refused = await copy(address, 'nonsense');
  assert.equal(refused.code, 2, refused.said);
  assert.match(refused.said, /密钥不对.*GONGKAI_S3_SECRET.*SignatureDoesNotMatch/);
  const nowhere = await copy(`s3://elsewhere?endpoint=${endpoint}`);
  assert.equal(nowhere.code, 2, nowhere.said);
  assert.match(nowhere.said, /没有此存储桶.*NoSuchBucket/);
});
