import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { commandContext, freshDatabase, testActor, unitRef, valueOf } from '#test/database';
import {
  collectFiles,
  discardFile,
  findStoredFile,
  keepFile,
  openFileStore,
  placeOf,
  stageBytes,
} from './index.ts';

const now = new Date('2026-03-10T00:00:00Z');
const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

async function store(t: TestContext) {
  const db = await freshDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-files-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  await db.owner.pool.query('create table public.naming (sha256 text)');
  await db.owner.pool.query('grant select on public.naming to gongkai_worker');
  const files = await openFileStore(folder);
  const keep = async (text: string, at: Date) => {
    const file = await stageBytes(files, Buffer.from(text), 'a.txt');
    const run = commandContext(db, testActor('甲', ['handler'], unitRef(1, '/1/')), at);
    valueOf(
      await run(async (c) => {
        await keepFile(c, files, file, 'text/plain');
        await recordAudit(c, { action: 'test.keep' });
        return done(null);
      }),
    );
    await discardFile(file);
    return file.sha256;
  };
  const has = async (sha256: string) => (await findStoredFile(files, sha256)) !== undefined;
  return { db, files, keep, has };
}

test('a day later what no room names is dropped, what one names stays', async (t) => {
  const { db, files, keep, has } = await store(t);
  const [named, unnamed, young] = [
    await keep('named', before(30)),
    await keep('unnamed', before(30)),
    await keep('young', before(1)),
  ];
  await db.owner.pool.query('insert into public.naming values ($1)', [named]);
  assert.equal(await collectFiles(db.worker, files, ['public.naming.sha256'], now), 1);
  assert.deepEqual([await has(named), await has(unnamed), await has(young)], [true, false, true]);
});

test('a purge drops its files at once, but not one that another dossier names', async (t) => {
  const { db, files, keep, has } = await store(t);
  const [shared, own] = [await keep('shared', before(0)), await keep('own', before(0))];
  await db.owner.pool.query('insert into public.naming values ($1)', [shared]);
  // As an adoption leaves it that is killed between giving the bytes a name and giving them theirs.
  const half = `${placeOf(files, own)}.${crypto.randomUUID()}`;
  writeFileSync(half, 'own');
  await collectFiles(db.worker, files, ['public.naming.sha256'], now, [shared, own]);
  assert.deepEqual([await has(shared), await has(own), existsSync(half)], [true, false, false]);
});

test('bytes that a crash left without a row go with the next sweep; those being adopted stay', async (t) => {
  const { db, files, keep, has } = await store(t);
  const sha256 = await keep('crash', before(30));
  const path = (await findStoredFile(files, sha256))?.path ?? '';
  await db.owner.pool.query('delete from platform.stored_file');
  utimesSync(path, before(30), before(30));
  const upload = join(files.folder, 'incoming', 'dead');
  writeFileSync(upload, 'half');
  utimesSync(upload, before(30), before(30));
  assert.equal(await collectFiles(db.worker, files, [], now), 2);
  assert.equal(await has(sha256), false);
  const again = await keep('crash', before(30));
  assert.equal(await collectFiles(db.worker, files, ['public.naming.sha256'], before(29)), 0);
  assert.equal(await has(again), true);
});
