import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { startTestApp } from '#test/app';
import { freshDatabase } from '#test/database';
import { testLog } from '#test/log';
import { consistencyProof, entriesPath, parseNote, tilePath, verifyConsistency } from '#tlog';
import { listAlarms } from './alarms.ts';
import type { Cosigner } from './cosigner.ts';
import { sha256 } from './entries.ts';
import { fsck } from './fsck/fsck.ts';
import { beat } from './jobs.ts';
import { findEntryTimes } from './proofs/find.ts';
import { withNodes } from './proofs/nodes.ts';
import { seal } from './sealing/seal.ts';
import { countLeaves, findLastCheckpoint, rootOf } from './store.ts';
import { register, registerMany } from './testing/entries.ts';

const now = new Date('2026-03-02T02:00:00Z');

test('many sequencers at once publish every entry once, in order', async (t) => {
  const db = await freshDatabase(t);
  const shown: number[] = [];
  const log = testLog(t, db, {
    reveals: [async (_ctx, entries) => void shown.push(...entries.map((one) => one.index))],
  });
  const context = { database: db.worker, settings: log.settings, now: () => now };
  await Promise.all(
    Array.from({ length: 24 }, async (_, at) => {
      await register(db, `item${at}`);
      if (at % 3 === 0) await seal(context);
    }),
  );
  assert.equal(await seal(context), 'sealed');
  const before = await findLastCheckpoint(db.worker.reader);
  assert.equal(await seal(context), 'sealed');
  assert.deepEqual(await findLastCheckpoint(db.worker.reader), before, 'sealed again, nothing changes');
  assert.deepEqual(
    shown,
    Array.from({ length: 24 }, (_, index) => index),
  );
  assert.deepEqual((await fsck(db.worker, log.settings.folder, { repair: false, now })).findings, []);
});

test('what a room can not reveal stays invisible everywhere, and is tried again', async (t) => {
  const db = await freshDatabase(t);
  let isBroken = true;
  const log = testLog(t, db, {
    reveals: [
      async () => {
        if (isBroken) throw new Error('not yet');
      },
    ],
  });
  await register(db, 'one');
  await assert.rejects(log.seal(now), /not yet/);
  assert.equal(await findLastCheckpoint(db.portal.reader), undefined);
  assert.equal(existsSync(join(log.settings.folder, 'checkpoint')), false);
  assert.deepEqual(
    (await listAlarms(db.worker.reader)).map((one) => [one.code, one.stops]),
    [['seal-failed', false]],
  );
  isBroken = false;
  await log.seal(now);
  assert.equal((await findLastCheckpoint(db.portal.reader))?.size, 1);
  assert.deepEqual(await listAlarms(db.worker.reader), []);
});

test('on a full disk nothing is published, and it goes on by itself', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  await register(db, 'one');
  await log.seal(now);
  await register(db, 'two');
  // Writing there is told that the disk is full; with the next attempt there is space again.
  for (const path of [entriesPath(0, 2), tilePath(0, 0, 2), 'checkpoint']) {
    const file = join(log.settings.folder, `${path}.new`);
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync('/dev/full', file);
    await assert.rejects(log.seal(now), { code: 'ENOSPC' }, path);
    assert.deepEqual(
      (await listAlarms(db.worker.reader)).map((one) => one.code),
      ['disk-full'],
    );
    // The checkpoint's file is the mirror of what the database has published by then.
    assert.equal((await findLastCheckpoint(db.portal.reader))?.size, path === 'checkpoint' ? 2 : 1);
  }
  await log.seal(now);
  assert.deepEqual(await listAlarms(db.worker.reader), []);
  assert.deepEqual((await fsck(db.worker, log.settings.folder, { repair: false, now })).findings, []);
});

test('below the quorum the old checkpoint stays; what is urgent goes out, and is witnessed later', async (t) => {
  const db = await freshDatabase(t);
  let present = false;
  const line = '— archive.example AAAAAAAAAAA=';
  const cosigner: Cosigner = {
    ask: async () => (present ? [line] : []),
    hasQuorum: (lines) => lines.length > 0,
  };
  const log = testLog(t, db, { cosigner });
  const jobs = async () =>
    (
      await db.owner.pool.query<{ attempt: number }>(
        `select (payload ->> 'attempt')::integer as attempt from graphile_worker._private_jobs where key = 'log/seal'`,
      )
    ).rows;
  await register(db, 'one');
  await log.seal(now);
  assert.equal(await findLastCheckpoint(db.portal.reader), undefined);
  assert.deepEqual(
    (await listAlarms(db.worker.reader)).map((one) => one.code),
    ['below-quorum'],
  );
  assert.deepEqual(await jobs(), [{ attempt: 1 }], 'asked again later');
  await register(db, 'flood warning', { urgent: true });
  await log.seal(now);
  assert.equal((await findLastCheckpoint(db.portal.reader))?.size, 2);
  assert.deepEqual(await findEntryTimes(db.portal.reader, 1), { publishedAt: now, witnessed: undefined });
  present = true;
  const later = new Date('2026-03-02T02:05:00Z');
  await log.seal(later);
  const served = await findLastCheckpoint(db.portal.reader);
  assert.deepEqual([served?.size, served?.witnessed], [2, true]);
  assert.equal(parseNote(served?.note ?? '').signatures.length, 2);
  const times = await findEntryTimes(db.portal.reader, 0);
  assert.deepEqual([times?.publishedAt, times?.witnessed?.published_at], [now, later]);
  assert.deepEqual(await listAlarms(db.worker.reader), []);
});

test('a heartbeat a day, of the days on which somebody lived', async (t) => {
  const db = await freshDatabase(t);
  for (const at of [
    '2026-03-01T15:59:00Z',
    '2026-03-01T16:00:00Z',
    '2026-03-02T01:00:00Z',
    '2026-03-04T01:00:00Z',
  ])
    await beat(db.worker, new Date(at));
  assert.equal(await countLeaves(db.office.reader), 3, 'days begin at midnight in China');
});

test('large batches, tiles that fill up, and proofs across them', async (t) => {
  const app = await startTestApp(t);
  const { db } = app;
  const context = (most: number) => registerMany(db, most, `to${most}-`);
  const get = async (path: string) => {
    const answer = await app.fetch(`/log/${path}`);
    return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : null;
  };
  const log = testLog(t, db, { folder: join(app.installation.config.data, 'log'), origin: null });
  // The heartbeat of the start is entry 0.
  await context(254);
  await log.seal(now);
  const partial = await get(tilePath(0, 0, 255));
  const bundle = await get(entriesPath(0, 255));
  assert.equal(partial?.length, 255 * 32);
  await context(4200);
  await log.seal(now);
  assert.equal(
    existsSync(join(log.settings.folder, `${tilePath(0, 0)}.p`)),
    false,
    'dropped from the folder',
  );
  assert.deepEqual(await get(tilePath(0, 0, 255)), partial, 'and served as before');
  assert.deepEqual(await get(entriesPath(0, 255)), bundle);
  assert.equal(await get(tilePath(0, 0, 254)), null, 'no checkpoint ended there');
  assert.equal((await get(tilePath(0, 0)))?.length, 8192);
  const { rows } = await db.owner.pool.query<{ size: number }>(
    'select size from transparency_log.published order by seq',
  );
  const sizes = rows.map((one) => one.size);
  assert.deepEqual(sizes, [1, 255, 255 + 4096, 4455]);
  for (const oldSize of sizes) {
    const proof = await withNodes(db.worker.reader, (read) => consistencyProof(sha256, oldSize, 4455, read));
    const [oldRoot, newRoot] = [
      await rootOf(db.worker.reader, oldSize),
      await rootOf(db.worker.reader, 4455),
    ];
    verifyConsistency(sha256, { oldSize, oldRoot, newSize: 4455, newRoot, proof });
  }
  assert.deepEqual((await fsck(db.worker, log.settings.folder, { repair: false, now })).findings, []);
});
