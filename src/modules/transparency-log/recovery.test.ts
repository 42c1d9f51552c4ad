import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemActor } from '#platform/command';
import { freshDatabase, type TestDatabase } from '#test/database';
import { type TestLog, testLog } from '#test/log';
import { formatCheckpoint, formatNote, parseNote } from '#tlog';
import { listAlarms } from './alarms.ts';
import { LogStopped } from './append.ts';
import { noCosigner, WitnessAhead } from './cosigner.ts';
import { fsck } from './fsck/fsck.ts';
import { seal } from './sealing/seal.ts';
import { findLastCheckpoint } from './store.ts';
import { register, registerMany, restoredBackup } from './testing/entries.ts';
import { acceptRestore } from './upkeep/accept-restore.ts';

const now = new Date('2026-03-02T02:00:00Z');

type World = {
  readonly db: TestDatabase;
  readonly log: TestLog;
  readonly folder: string;
  readonly file: string;
};

/** A log with checkpoints of sizes 2, 3 and 5. */
async function world(t: TestContext): Promise<World> {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  for (const count of [2, 1, 2]) {
    await registerMany(db, count, `batch${count}-`);
    await log.seal(now);
  }
  const { folder } = log.settings;
  return { db, log, folder, file: join(folder, 'checkpoint') };
}

const contextOf = ({ log }: World, db: TestDatabase) => ({
  database: db.worker,
  settings: log.settings,
  now: () => now,
});
const codes = async (db: TestDatabase) => (await listAlarms(db.worker.reader)).map((one) => one.code);
const noteOf = async (db: TestDatabase) => (await findLastCheckpoint(db.worker.reader))?.note;

/** The note with other text under the same signatures: nobody asks for them here. */
const altered = (note: string, text: (old: string) => string): string => {
  const parsed = parseNote(note);
  return formatNote({ ...parsed, text: text(parsed.text) });
};

test('a folder that a crash left behind is brought up to date', async (t) => {
  const here = await world(t);
  const { rows } = await here.db.owner.pool.query<{ note: string }>(
    'select note from transparency_log.published where size = 2',
  );
  for (const before of ['older', 'missing', 'all missing']) {
    if (before === 'older') writeFileSync(here.file, rows[0]?.note ?? '');
    else rmSync(here.file);
    if (before === 'all missing') rmSync(join(here.folder, 'tile'), { recursive: true });
    await here.log.seal(now);
    assert.equal(readFileSync(here.file, 'utf8'), await noteOf(here.db), before);
    const report = await fsck(here.db.worker, here.folder, { repair: false, now });
    assert.deepEqual(report.findings, [], before);
  }
  assert.deepEqual(await codes(here.db), []);
});

test('an unreadable checkpoint is kept for inspection, and told', async (t) => {
  const here = await world(t);
  writeFileSync(here.file, 'half a check');
  await here.log.seal(now);
  assert.equal(readFileSync(here.file, 'utf8'), await noteOf(here.db));
  const kept = readdirSync(here.folder).find((name) => name.startsWith('checkpoint.unreadable-'));
  assert.equal(readFileSync(join(here.folder, kept ?? ''), 'utf8'), 'half a check');
  await here.log.seal(now);
  assert.deepEqual(await codes(here.db), ['checkpoint-unreadable'], 'until somebody has looked');
  rmSync(join(here.folder, kept ?? ''));
  await here.log.seal(now);
  assert.deepEqual(await codes(here.db), []);
});

test('a checkpoint that contradicts the database stops registration until it is put right', async (t) => {
  const here = await world(t);
  const good = readFileSync(here.file, 'utf8');
  const root = new Uint8Array(32).fill(7);
  const cases: readonly [string, string][] = [
    ['file-newer', altered(good, (text) => text.replace('\n5\n', '\n6\n'))],
    ['other-root', altered(good, () => formatCheckpoint({ origin: 'notice.example/log', size: 5, root }))],
    ['other-root', altered(good, () => formatCheckpoint({ origin: 'notice.example/log', size: 2, root }))],
    ['other-origin', altered(good, (text) => text.replace('notice.example', 'other.example'))],
  ];
  for (const [code, note] of cases) {
    writeFileSync(here.file, note);
    assert.equal(await seal(contextOf(here, here.db)), 'stopped');
    assert.deepEqual(await codes(here.db), [code]);
    await assert.rejects(
      register(here.db, 'late'),
      (error) => error instanceof LogStopped && error.stops === code,
    );
    assert.equal(readFileSync(here.file, 'utf8'), note, 'the evidence stays');
    writeFileSync(here.file, good);
    assert.equal(await seal(contextOf(here, here.db)), 'sealed');
    assert.deepEqual(await codes(here.db), []);
  }
  await register(here.db, 'after all');
  assert.equal(await seal(contextOf(here, here.db)), 'sealed');
});

test('an altered tile stops the log when it is written over', async (t) => {
  const here = await world(t);
  await register(here.db, 'one more');
  const place = join(here.folder, 'tile', 'entries', '000.p');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, '6'), 'not what it should be');
  assert.equal(await seal(contextOf(here, here.db)), 'stopped');
  assert.deepEqual(await codes(here.db), ['tile-altered']);
  assert.equal((await findLastCheckpoint(here.db.worker.reader))?.size, 5);
});

test('an altered leaf or a lost tail stops the log', async (t) => {
  const here = await world(t);
  await here.db.owner.pool.query(`alter table transparency_log.leaf disable trigger all;
    delete from transparency_log.leaf where idx = 4`);
  assert.equal(await seal(contextOf(here, here.db)), 'stopped');
  assert.deepEqual(await codes(here.db), ['leaf-altered']);
});

test('another name asked for stops the log; its own name goes on', async (t) => {
  const here = await world(t);
  const settings = { ...here.log.settings, origin: 'moved.example/log' };
  assert.equal(await seal({ ...contextOf(here, here.db), settings }), 'stopped');
  assert.deepEqual(await codes(here.db), ['origin-changed']);
  assert.equal(await seal(contextOf(here, here.db)), 'sealed');
  assert.deepEqual(await codes(here.db), []);
});

test('a lost key stops the log until it is back', async (t) => {
  const here = await world(t);
  const keys = join(here.folder, 'keys');
  const [name = ''] = readdirSync(keys);
  const pem = readFileSync(join(keys, name));
  rmSync(join(keys, name));
  assert.equal(await seal(contextOf(here, here.db)), 'stopped');
  assert.deepEqual(await codes(here.db), ['key-lost']);
  writeFileSync(join(keys, name), pem);
  assert.equal(await seal(contextOf(here, here.db)), 'sealed');
});

test('after an older backup the log takes up what it had published, and says so', async (t) => {
  const here = await world(t);
  const old = await restoredBackup(t, here.db, 3);
  const shown: number[] = [];
  const settings = {
    ...here.log.settings,
    reveals: () => [
      async (_ctx: unknown, entries: readonly { index: number }[]) =>
        void shown.push(...entries.map((one) => one.index)),
    ],
  };
  const context = { database: old.worker, settings, now: () => now };
  const by = { actor: { ...systemActor, name: '林管理' }, now };
  const acceptance = { reason: 'disk-lost', words: '磁盘损坏', copy: null } as const;
  assert.equal(await seal(context), 'stopped');
  assert.deepEqual(await codes(old), ['file-newer']);
  const accepted = await acceptRestore(context, by, acceptance);
  assert.deepEqual(accepted, { ok: true, value: { from: 3, to: 5 } });
  assert.equal(await seal(context), 'sealed');
  assert.deepEqual(await codes(old), []);
  assert.deepEqual(shown, [3, 4, 5]);
  const { rows } = await old.owner.pool.query(
    `select convert_from(entry, 'UTF8')::jsonb - 'claimed_at' as entry from transparency_log.leaf where idx = 5`,
  );
  assert.deepEqual(rows, [{ entry: { v: 1, type: 'accept-restore', from: 3, to: 5, reason: 'disk-lost' } }]);
  assert.deepEqual((await fsck(old.worker, here.folder, { repair: false, now })).findings, []);
  assert.deepEqual(await acceptRestore(context, by, acceptance), {
    ok: false,
    code: 'log-nothing-restored',
    status: 409,
    params: {},
  });
});

test('what a restored database added before anybody looked can not be joined', async (t) => {
  const here = await world(t);
  const old = await restoredBackup(t, here.db, 3);
  await register(old, 'too early');
  const context = contextOf(here, old);
  assert.equal(await seal(context), 'stopped');
  const refused = await acceptRestore(
    context,
    { actor: systemActor, now },
    { reason: 'disk-lost', words: 'x', copy: null },
  );
  assert.ok(!refused.ok);
  assert.deepEqual([refused.code, refused.params], ['log-copy-differs', { index: 3 }]);
});

test('a copy that this log did not sign is not taken', async (t) => {
  const here = await world(t);
  const old = await restoredBackup(t, here.db, 3);
  const note = readFileSync(here.file, 'utf8');
  const parsed = parseNote(note);
  const [signature] = parsed.signatures;
  assert.ok(signature);
  const forged = { ...signature, signature: signature.signature.map((byte) => byte ^ 1) };
  writeFileSync(here.file, formatNote({ ...parsed, signatures: [forged] }));
  const context = contextOf(here, old);
  assert.equal(await seal(context), 'stopped');
  const refused = await acceptRestore(
    context,
    { actor: systemActor, now },
    { reason: 'disk-lost', words: 'x', copy: null },
  );
  assert.ok(!refused.ok);
  assert.equal(refused.code, 'log-copy-unsigned');
  assert.deepEqual(await codes(old), ['file-newer'], 'nothing was changed');
});

test('a witness that is ahead stops the log, and only a person ends that', async (t) => {
  const here = await world(t);
  const old = await restoredBackup(t, here.db, 3);
  const copy = here.folder;
  const ahead = async (): Promise<never> => {
    throw new WitnessAhead('archive.example', 5);
  };
  const log = testLog(t, old, { cosigner: { ...noCosigner, lookBack: ahead } });
  // The folder of the restored machine is as old as its database.
  mkdirSync(join(log.settings.folder, 'keys'), { recursive: true });
  for (const name of readdirSync(join(copy, 'keys')))
    writeFileSync(join(log.settings.folder, 'keys', name), readFileSync(join(copy, 'keys', name)), {
      mode: 0o600,
    });
  const context = { database: old.worker, settings: log.settings, now: () => now };
  assert.equal(await seal(context), 'stopped');
  assert.deepEqual(await codes(old), ['witness-ahead']);
  const quiet = { ...context, settings: { ...log.settings, cosigner: noCosigner } };
  assert.equal(await seal(quiet), 'stopped', 'the witness falling silent changes nothing');
  const by = { actor: systemActor, now };
  const without = await acceptRestore(quiet, by, { reason: 'disk-lost', words: 'x', copy: null });
  assert.equal(without.ok ? '' : without.code, 'log-copy-incomplete');
  const accepted = await acceptRestore(quiet, by, { reason: 'disk-lost', words: 'x', copy });
  assert.deepEqual(accepted, { ok: true, value: { from: 3, to: 5 } });
  assert.equal(await seal(quiet), 'sealed');
  assert.deepEqual((await fsck(old.worker, log.settings.folder, { repair: false, now })).findings, []);
});
