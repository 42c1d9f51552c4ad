import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDatabase, type TestDatabase } from '#test/database';
import { testLog } from '#test/log';
import { emptyRoot, parseCheckpoint, parseNote, verifyInclusion } from '#tlog';
import { appendEntries, appendEntry } from './append.ts';
import { EntryTooLarge, sha256 } from './entries.ts';
import { findProof } from './proofs/find.ts';
import { countLeaves, findLastCheckpoint, own, rootOf } from './store.ts';
import { itemEntry, register as registerItem } from './testing/entries.ts';

const at = '2026-03-02T01:02:03.004Z';

const register = (db: TestDatabase, item: string) =>
  db.office.transaction((tx) =>
    appendEntry(
      { tx },
      {
        v: 1,
        type: 'publish',
        unit: 'U1',
        item,
        ver: 1,
        claimed_at: at,
        manifest: { commit: '00'.repeat(32) },
      },
    ),
  );

test('entries become public with the checkpoint, not before', async (t) => {
  const db = await freshDatabase(t);
  const shown: number[][] = [];
  const log = testLog(t, db, {
    reveals: [async (_ctx, entries) => void shown.push(entries.map((one) => one.index))],
  });
  assert.deepEqual(await rootOf(db.portal.reader, 0), Buffer.from(emptyRoot(sha256)));
  const first = await register(db, 'aaaa');
  assert.equal(first.index, 0);
  assert.equal(await findProof(db.portal.reader, 0), undefined);
  await log.seal();
  assert.deepEqual(shown, [[0]]);
  await register(db, 'bbbb');
  await register(db, 'cccc');
  await log.seal();
  await log.seal();
  assert.deepEqual(shown, [[0], [1, 2]]);
  const served = await findLastCheckpoint(db.portal.reader);
  assert.ok(served);
  const checkpoint = parseCheckpoint(parseNote(served.note).text);
  assert.equal(checkpoint.size, 3);
  assert.equal(readFileSync(join(log.settings.folder, 'checkpoint'), 'utf8'), served.note);
  for (const index of [0, 1, 2]) {
    const found = await findProof(db.portal.reader, index);
    assert.ok(found);
    verifyInclusion(sha256, { index, size: 3, leaf: found.leaf, proof: found.hashes, root: checkpoint.root });
  }
});

test('sixteen at once, some of which fail, leave no gap', async (t) => {
  const db = await freshDatabase(t);
  const given = await Promise.allSettled(
    Array.from({ length: 16 }, (_, at) =>
      at % 4 === 3
        ? db.office.transaction(async (tx) => {
            await appendEntry({ tx }, { v: 1, type: 'heartbeat', claimed_at: new Date(at).toISOString() });
            throw new Error('given up');
          })
        : register(db, `item${at}`),
    ),
  );
  const indexes = given
    .flatMap((one) => (one.status === 'fulfilled' ? [one.value.index] : []))
    .sort((a, b) => a - b);
  assert.deepEqual(
    indexes,
    Array.from({ length: 12 }, (_, index) => index),
  );
  assert.equal(await countLeaves(db.office.reader), 12);
});

test('what an inner scope publishes is a commitment', async (t) => {
  const db = await freshDatabase(t);
  const made = await db.office.transaction((tx) =>
    appendEntry(
      { tx },
      { v: 1, type: 'withdraw', unit: 'U1', item: 'x', ver: 1, claimed_at: at },
      { inner: true },
    ),
  );
  assert.ok(made.opening);
  const row = await own(db.office.reader)
    .selectFrom('transparency_log.leaf')
    .selectAll()
    .executeTakeFirstOrThrow();
  assert.match(row.entry.toString(), /^\{"commit":"[0-9a-f]{64}","type":"inner","v":1\}$/);
});

test('many at once are the same tree as one by one, in their order, all or none', async (t) => {
  const [one, many] = [await freshDatabase(t), await freshDatabase(t)];
  const entries = Array.from({ length: 300 }, (_, at) => itemEntry(`item${at}`));
  for (const entry of entries) await one.office.transaction((tx) => appendEntry({ tx }, entry));
  const beat = { v: 1, type: 'heartbeat', claimed_at: at } as const;
  await one.office.transaction((tx) => appendEntry({ tx }, beat));
  const appended = await many.office.transaction((tx) => appendEntries({ tx }, [...entries, beat]));
  assert.deepEqual(
    appended.map(({ index }) => index),
    Array.from({ length: 301 }, (_, index) => index),
  );
  assert.deepEqual(await rootOf(many.worker.reader, 301), await rootOf(one.worker.reader, 301));
  const read = async (db: TestDatabase) =>
    (
      await db.owner.pool.query(
        'select idx, type, entry, leaf, nodes from transparency_log.leaf order by idx',
      )
    ).rows;
  assert.deepEqual(await read(many), await read(one));
  assert.deepEqual(await many.office.transaction((tx) => appendEntries({ tx }, [])), []);
  const tooLarge = itemEntry('x'.repeat(5_000));
  await assert.rejects(
    many.office.transaction((tx) => appendEntries({ tx }, [itemEntry('fits'), tooLarge])),
    EntryTooLarge,
  );
  const inner = await many.office.transaction((tx) =>
    appendEntries({ tx }, [itemEntry('in'), itemEntry('side')], { inner: true }),
  );
  assert.equal(new Set(inner.map(({ opening }) => opening?.salt.toString())).size, 2);
  assert.equal((await registerItem(many, 'next')).index, 303);
  const { rows } = await many.owner.pool.query(
    `select count(*)::integer as jobs from graphile_worker.jobs where task_identifier = 'log/seal'`,
  );
  assert.deepEqual(rows, [{ jobs: 1 }]);
});
