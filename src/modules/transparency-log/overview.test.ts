import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDatabase } from '#test/database';
import { testLog } from '#test/log';
import type { Cosigner } from './cosigner.ts';
import { overview } from './forms.ts';
import { beat } from './jobs.ts';
import { readOverview } from './overview.ts';
import { seal } from './sealing/seal.ts';
import { register } from './testing/entries.ts';

const now = new Date('2026-03-02T02:00:00Z');

test('the office sees how the log stands: sizes, lag, alarms with a way out, keys, days', async (t) => {
  const db = await freshDatabase(t);
  const see = async () => overview.parse(await readOverview(db.office.reader, now, 'zh-CN'));
  const empty = await see();
  assert.deepEqual([empty.origin, empty.registered, empty.last, empty.keys], [null, 0, null, []]);
  const line = '— archive.example AAAAAAAAAAA=';
  const cosigner: Cosigner = { ask: async () => [line], hasQuorum: (lines) => lines.length > 0 };
  const log = testLog(t, db);
  await beat(db.worker, new Date('2026-02-28T03:00:00Z'));
  await log.seal(now);
  await beat(db.worker, now);
  const plain = await see();
  assert.deepEqual([plain.last?.size, plain.lastWitnessed], [1, null], 'nobody was asked to witness');
  assert.deepEqual([plain.registered, plain.pending.count], [2, 1]);
  assert.ok(plain.pending.since !== null);
  assert.deepEqual(plain.heartbeats.days, ['2026-02-28', '2026-03-02']);
  assert.deepEqual([plain.heartbeats.from, plain.heartbeats.to], ['2025-12-09', '2026-03-02']);
  assert.deepEqual(
    plain.keys.map((key) => [key.kind, key.since, key.signs]),
    [['ed25519', 0, true]],
  );
  const context = { database: db.worker, settings: { ...log.settings, cosigner }, now: () => now };
  await register(db, 'one');
  await seal(context);
  assert.equal((await see()).lastWitnessed?.size, 3);
  writeFileSync(
    join(log.settings.folder, 'checkpoint'),
    'notice.example/log\n9\nBfUDrOJuaI09htzw/Qe8kb0r3kjEd1vf7xLDyxa182U=\n\n— a AAAAAAAA\n',
  );
  assert.equal(await seal(context), 'stopped');
  const [alarm] = (await see()).alarms;
  assert.equal(alarm?.stops, true);
  assert.match(alarm?.what ?? '', /检查点已有 9 条，数据库只有 3 条/);
  assert.match(alarm?.wayOut ?? '', /log:accept-restore/);
});
