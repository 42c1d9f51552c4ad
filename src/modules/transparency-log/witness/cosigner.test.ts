import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { freshDatabase, type TestDatabase } from '#test/database';
import { type TestLog, testLog } from '#test/log';
import { openCheckpoint, parseNote, parseVerifierKey } from '#tlog';
import { listAlarms } from '../alarms.ts';
import { appendEntry, LogStopped } from '../append.ts';
import { sha256 } from '../entries.ts';
import { findLastCheckpoint, findLastHead, listKeys, own } from '../store.ts';
import { witnessCosigner } from './cosigner.ts';
import { verifierOf } from './keys.ts';
import { parsePolicy } from './policy.ts';
import { listWitnessStates } from './store.ts';
import { freshFolder, type OpenedWitness, openedWitness } from './testing/open.ts';
import type { PaperLog } from './testing/paper-log.ts';

const ORIGIN = 'notice.example/log';

const register = (db: TestDatabase, item: string, urgent = false) =>
  db.office.transaction((tx) =>
    appendEntry(
      { tx },
      { v: 1, type: 'withdraw', unit: 'U1', item, ver: 1, claimed_at: '2026-03-02T01:02:03.004Z' },
      { urgent },
    ),
  );

type Asked = { readonly name: string; readonly vkey: string; readonly url: string };

function policyOf(witnesses: readonly Asked[], least: string) {
  const lines = witnesses.map(({ name, vkey, url }) => `witness ${name} ${vkey} ${url}\n`).join('');
  const members = witnesses.map((one) => one.name).join(' ');
  const read = parsePolicy(
    Buffer.from(`${lines}group all-of-them ${least} ${members}\nquorum all-of-them\n`),
  );
  assert.ok(read.ok);
  return read.policy;
}

/** What a witness has to know of a log to cosign it. */
async function knownTo(db: TestDatabase): Promise<PaperLog['known']> {
  const [key] = await listKeys(db.owner.reader);
  assert.ok(key !== undefined);
  return { key: parseVerifierKey(sha256, key.vkey), vkey: key.vkey, url: null };
}

async function withWitnesses(t: TestContext, db: TestDatabase, least: string) {
  const folder = freshFolder(t);
  const first = await openedWitness(t, 'first.example/w', []);
  const second = await openedWitness(t, 'second.example/w', []);
  const policy = policyOf(
    [
      { name: 'first', ...first },
      { name: 'second', ...second },
    ],
    least,
  );
  const fresh = (): TestLog =>
    testLog(t, db, { folder, origin: ORIGIN, cosigner: witnessCosigner({ policy, graceMs: 0 }) });
  return { folder, first, second, policy, fresh };
}

async function introduce(db: TestDatabase, ...witnesses: readonly OpenedWitness[]): Promise<void> {
  const known = await knownTo(db);
  for (const one of witnesses) one.witness.know([known]);
}

const alarms = async (db: TestDatabase) => (await listAlarms(db.office.reader)).map((one) => one.code);
const servedSize = async (db: TestDatabase) => (await findLastCheckpoint(db.portal.reader))?.size ?? 0;
const states = async (db: TestDatabase) =>
  (await listWitnessStates(db.office.reader)).map(({ name, size, problem }) => [name, size, problem]);

/** The log whose folder holds the key: the first seal makes it. */
async function started(t: TestContext, least: string) {
  const db = await freshDatabase(t);
  const world = await withWitnesses(t, db, least);
  const log = world.fresh();
  await testLog(t, db, { folder: world.folder, origin: ORIGIN }).seal();
  await introduce(db, world.first, world.second);
  return { db, log, ...world };
}

test('both witnesses cosign, the served checkpoint carries it, and the office sees it', async (t) => {
  const { db, log, first, second } = await started(t, 'all');
  for (const item of ['aaaa', 'bbbb', 'cccc']) {
    await register(db, item);
    await log.seal();
  }
  const served = await findLastCheckpoint(db.portal.reader);
  assert.ok(served?.witnessed === true && served.size === 3);
  const opened = openCheckpoint(served.note, {
    origin: ORIGIN,
    log: [verifierOf((await knownTo(db)).key)],
    witnesses: [first, second].map((one) => verifierOf(parseVerifierKey(sha256, one.vkey))),
    quorum: 2,
  });
  // Whoever answers first stands first.
  assert.deepEqual(opened.witnessed.map((one) => one.name).toSorted(), [
    'first.example/w',
    'second.example/w',
  ]);
  assert.deepEqual(await states(db), [
    ['first', 3, null],
    ['second', 3, null],
  ]);
  assert.deepEqual(await alarms(db), []);
});

test('all must sign and one is dead: nothing new is public until it is back', async (t) => {
  const { db, log, second } = await started(t, 'all');
  await register(db, 'aaaa');
  await log.seal();
  await second.stop();
  await register(db, 'bbbb');
  await log.seal();
  assert.equal(await servedSize(db), 1);
  assert.deepEqual(await alarms(db), ['below-quorum']);
  assert.deepEqual(await states(db), [
    ['first', 2, null],
    ['second', 1, 'unreachable'],
  ]);
  // What must not wait goes out, and says that it is not witnessed yet.
  await register(db, 'cccc', true);
  await log.seal();
  assert.equal(await servedSize(db), 3);
  assert.equal((await findLastCheckpoint(db.portal.reader))?.witnessed, false);
  const port = Number(new URL(second.url).port);
  const back = await openedWitness(t, 'second.example/w', [], { folder: second.folder, port });
  await introduce(db, back);
  await log.seal();
  assert.equal((await findLastCheckpoint(db.portal.reader))?.witnessed, true);
  assert.deepEqual(await alarms(db), []);
  assert.deepEqual(await states(db), [
    ['first', 3, null],
    ['second', 3, null],
  ]);
});

test('one of two is enough and one is dead, or only hangs: publishing goes on', async (t) => {
  const { db, log, second, first, policy } = await started(t, 'any');
  await second.stop();
  await register(db, 'aaaa');
  await log.seal();
  assert.equal(await servedSize(db), 1);
  assert.deepEqual(await alarms(db), []);
  // A witness that takes the request and never answers: waited for once, to its full time, then not any more.
  const hanging = createServer(() => undefined);
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  t.after(() => hanging.close());
  t.after(() => hanging.closeAllConnections());
  const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
  const slow = policyOf(
    [
      { name: 'first', ...first },
      { name: 'second', vkey: second.vkey, url },
    ],
    'any',
  );
  assert.deepEqual(slow.quorum, policy.quorum);
  const cosigner = witnessCosigner({ policy: slow, graceMs: 0 });
  const patient = testLog(t, db, { folder: log.settings.folder, origin: ORIGIN, cosigner, cosignMs: 300 });
  await register(db, 'bbbb');
  await patient.seal();
  const hasty = testLog(t, db, { folder: log.settings.folder, origin: ORIGIN, cosigner, cosignMs: 60_000 });
  await register(db, 'cccc');
  await hasty.seal();
  assert.equal(await servedSize(db), 3);
  assert.deepEqual(await states(db), [
    ['first', 3, null],
    ['second', null, 'late'],
  ]);
});

test('restored from an old backup: a witness that is ahead stops the log before anything new is signed', async (t) => {
  const { db, log, first, second, folder, policy } = await started(t, 'all');
  for (const item of ['aaaa', 'bbbb']) await register(db, item);
  await log.seal();
  const note = (await findLastHead(db.worker.reader))?.note ?? '';
  for (const item of ['cccc', 'dddd', 'eeee']) await register(db, item);
  await log.seal();
  assert.equal(await servedSize(db), 5);

  // The backup of two entries, on a new machine: the same name and keys, the same first entries, no folder of files but keys.
  const old = await freshDatabase(t);
  const place = freshFolder(t);
  cpSync(join(folder, 'keys'), join(place, 'keys'), { recursive: true });
  await own(old.worker.reader).insertInto('transparency_log.origin').values({ origin: ORIGIN }).execute();
  for (const { vkey, kind, since } of await listKeys(db.worker.reader))
    await own(old.worker.reader)
      .insertInto('transparency_log.signer_key')
      .values({ vkey, kind, since })
      .execute();
  for (const item of ['aaaa', 'bbbb']) await register(old, item);
  await testLog(t, old, { folder: place, origin: ORIGIN }).seal();
  assert.equal((await findLastHead(old.worker.reader))?.note, note);

  await register(old, 'other');
  const restored = testLog(t, old, { folder: place, origin: ORIGIN, cosigner: witnessCosigner({ policy }) });
  await restored.seal();
  assert.equal((await findLastHead(old.worker.reader))?.size, 2, 'no second story was signed');
  const [alarm] = await listAlarms(old.office.reader);
  assert.deepEqual([alarm?.code, alarm?.stops, alarm?.params['size']], ['witness-ahead', true, 5]);
  await assert.rejects(() => register(old, 'ffff'), LogStopped);
  await restored.seal();
  assert.equal(await servedSize(old), 2);
  for (const one of [first, second]) assert.equal((await one.witness.health()).logs[0]?.size, 5);
});

test('a log that told a witness another story is refused by it, and stops', async (t) => {
  const { db, log, first, second } = await started(t, 'any');
  // Another installation with the same key tells the first witness another story of the same length.
  const twin = await freshDatabase(t);
  const place = freshFolder(t);
  cpSync(join(log.settings.folder, 'keys'), join(place, 'keys'), { recursive: true });
  await own(twin.worker.reader).insertInto('transparency_log.origin').values({ origin: ORIGIN }).execute();
  for (const { vkey, kind, since } of await listKeys(db.worker.reader))
    await own(twin.worker.reader)
      .insertInto('transparency_log.signer_key')
      .values({ vkey, kind, since })
      .execute();
  const alone = policyOf([{ name: 'first', ...first }], 'any');
  await register(twin, 'another');
  await testLog(t, twin, {
    folder: place,
    origin: ORIGIN,
    cosigner: witnessCosigner({ policy: alone }),
  }).seal();
  assert.equal(await servedSize(twin), 1);

  await register(db, 'aaaa');
  await log.seal();
  assert.equal(
    await servedSize(db),
    0,
    'the second witness would have been enough, but the first one objects',
  );
  assert.deepEqual(await alarms(db), ['witness-ahead']);
  assert.ok(first.told.some((one) => 'witness' in one && one.witness === 'fork'));
  assert.deepEqual(await states(db), [
    ['first', null, 'forked'],
    ['second', 1, null],
  ]);
  assert.equal(parseNote((await findLastHead(db.worker.reader))?.note ?? '').signatures.length, 1);

  // A person looks into it, finds the witness at fault, and takes it out of the policy file; nothing else ends the stop.
  const { folder } = log.settings;
  const again = (policy: ReturnType<typeof policyOf> | null, witnesses = policy) =>
    testLog(t, db, {
      ...{ folder, origin: ORIGIN, policy },
      ...(witnesses === null ? {} : { cosigner: witnessCosigner({ policy: witnesses, graceMs: 0 }) }),
    }).seal();
  const other = policyOf([{ name: 'second', ...second }], 'any');
  for (const policy of [null, policyOf([{ name: 'first', ...first }], 'any')]) await again(policy, other);
  assert.equal(await servedSize(db), 0);
  await again(other);
  assert.deepEqual([await servedSize(db), await alarms(db)], [1, []]);
});
