import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemActor } from '#platform/command';
import { freshDatabase } from '#test/database';
import { testLog } from '#test/log';
import { decodeBase64, openNote, parseNote, parseVerifierKey } from '#tlog';
import { sha256 } from './entries.ts';
import { fsck } from './fsck/fsck.ts';
import { seal } from './sealing/seal.ts';
import { verifySignature } from './signing/keys.ts';
import { findLastCheckpoint, listKeys } from './store.ts';
import { register } from './testing/entries.ts';
import { rotateKey, rotationStatement } from './upkeep/rotate-key.ts';

const now = new Date('2026-03-02T02:00:00Z');
const by = { actor: systemActor, now };

const verifierOf = (vkey: string) => {
  const key = parseVerifierKey(sha256, vkey);
  const verify = (message: Uint8Array, signature: Uint8Array) => verifySignature(key, message, signature);
  return { ...key, verify };
};

/** Which of these keys signed the note; a failing one throws. */
const signersOf = (note: string, vkeys: readonly string[]): readonly string[] =>
  openNote(note, vkeys.map(verifierOf)).signatures.map(
    (one) => vkeys.find((vkey) => Buffer.from(verifierOf(vkey).id).equals(one.id)) ?? '',
  );

test('two processes at their first start make one name and one key', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db, { origin: null });
  await register(db, 'one');
  const context = { database: db.worker, settings: log.settings, now: () => now };
  assert.deepEqual(await Promise.all([seal(context), seal(context), seal(context)]), [
    'sealed',
    'sealed',
    'sealed',
  ]);
  const keys = await listKeys(db.portal.reader);
  assert.equal(keys.length, 1);
  const [file = ''] = readdirSync(join(log.settings.folder, 'keys'));
  assert.equal(statSync(join(log.settings.folder, 'keys', file)).mode & 0o777, 0o600);
  assert.match(keys[0]?.vkey ?? '', /^demo-[0-9a-f]{8}\.invalid\/log\+/);
});

test('a change of key is signed by both, and the checkpoint that holds it as well', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  await register(db, 'one');
  await log.seal(now);
  const context = { database: db.worker, settings: log.settings, now: () => now };
  const rotated = await rotateKey(context, by, { kind: 'ed25519', lost: false });
  assert.ok(rotated.ok);
  const { oldKey, newKey, index } = rotated.value;
  await log.seal(now);
  const both = [oldKey, newKey];
  assert.deepEqual(
    [...signersOf((await findLastCheckpoint(db.portal.reader))?.note ?? '', both)].sort(),
    [...both].sort(),
  );
  await register(db, 'two');
  await log.seal(now);
  assert.deepEqual(signersOf((await findLastCheckpoint(db.portal.reader))?.note ?? '', both), [newKey]);
  const { rows } = await db.owner.pool.query<{ entry: Record<string, string> }>(
    `select convert_from(entry, 'UTF8')::jsonb as entry from transparency_log.leaf where idx = ${index}`,
  );
  const entry = rows[0]?.entry ?? {};
  assert.deepEqual([entry['type'], entry['old'], entry['new']], ['key-rotate', oldKey, newKey]);
  const statement = rotationStatement('notice.example/log', oldKey, newKey);
  for (const [vkey, field] of [
    [oldKey, 'oldSig'],
    [newKey, 'newSig'],
  ] as const)
    assert.ok(verifierOf(vkey).verify(statement, decodeBase64(entry[field] ?? '')), field);
  assert.deepEqual((await fsck(db.worker, log.settings.folder, { repair: false, now })).findings, []);
});

test('a lost key can be followed by a new one, and the entry says that it was lost', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  await register(db, 'one');
  await log.seal(now);
  rmSync(join(log.settings.folder, 'keys'), { recursive: true });
  await register(db, 'two');
  await log.seal(now);
  const context = { database: db.worker, settings: log.settings, now: () => now };
  await assert.rejects(rotateKey(context, by, { kind: 'ed25519', lost: false }), { code: 'key-lost' });
  const rotated = await rotateKey(context, by, { kind: 'ed25519', lost: true });
  assert.ok(rotated.ok);
  assert.equal(await seal(context), 'sealed');
  const served = await findLastCheckpoint(db.portal.reader);
  assert.equal(served?.size, 3);
  assert.deepEqual(signersOf(served.note, [rotated.value.oldKey, rotated.value.newKey]), [
    rotated.value.newKey,
  ]);
});

test('SM2 signs beside Ed25519 from the moment it is asked for', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  await register(db, 'one');
  await log.seal(now);
  const context = { database: db.worker, settings: { ...log.settings, sm2: true }, now: () => now };
  await register(db, 'two');
  await seal(context);
  const vkeys = (await listKeys(db.portal.reader)).map((one) => one.vkey);
  assert.equal(vkeys.length, 2);
  const note = (await findLastCheckpoint(db.portal.reader))?.note ?? '';
  assert.deepEqual(signersOf(note, vkeys), vkeys);
  assert.deepEqual(
    parseNote(note).signatures.map((one) => one.name),
    ['notice.example/log', 'notice.example/log/sm2'],
  );
  judgeByOpenssl(log.settings.folder, note, vkeys[1] ?? '');
  const rotated = await rotateKey(context, by, { kind: 'sm2', lost: false });
  assert.ok(rotated.ok);
  await seal(context);
  const after = (await findLastCheckpoint(db.portal.reader))?.note ?? '';
  assert.equal(signersOf(after, [...vkeys, rotated.value.newKey]).length, 3);
  assert.deepEqual((await fsck(db.worker, log.settings.folder, { repair: false, now })).findings, []);
});

/** A program that is not ours says that it is an SM2 signature, and not ECDSA on the curve of SM2. */
function judgeByOpenssl(folder: string, note: string, vkey: string): void {
  const key = parseVerifierKey(sha256, vkey);
  const parsed = parseNote(note);
  const signature = parsed.signatures.find((one) => one.name === key.name)?.signature;
  assert.ok(signature);
  const point = Buffer.from(key.publicKey).subarray(-65);
  const head = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');
  const file = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const judge = (text: string) =>
    spawnSync('openssl', [
      ...['pkeyutl', '-verify', '-rawin', '-digest', 'sm3', '-pubin', '-keyform', 'DER'],
      ...['-inkey', file('sm2.der', Buffer.concat([head, point]))],
      ...['-in', file('sm2.text', text), '-sigfile', file('sm2.signature', signature)],
    ]);
  assert.equal(judge(parsed.text).status, 0, judge(parsed.text).stderr.toString());
  assert.notEqual(judge(`${parsed.text}x`).status, 0);
}
