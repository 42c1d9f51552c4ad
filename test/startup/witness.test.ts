import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { freshDataFolder, type ProgramProcess, spawnProgram, until } from '#test/process';
import { openNote, parseNote, parseSignatures } from '#tlog';
import { journalFailPoints } from '../../src/modules/transparency-log/witness/journal.ts';
import { verifierKeyOf, verifierOf } from '../../src/modules/transparency-log/witness/keys.ts';
import { paperLog } from '../../src/modules/transparency-log/witness/testing/paper-log.ts';

/* The program as a witness: a process without a database, killed where it hurts. */

type Running = ProgramProcess & { readonly url: string; readonly vkey: string };

async function startWitness(
  t: TestContext,
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const running = spawnProgram(t, ['start', '--role', 'witness'], { data, env });
  const address = /witness listening: (http:\S+)/;
  await until(async () => address.test(running.output()), 60_000, running.output);
  const url = address.exec(running.output())?.[1] ?? '';
  return { ...running, url, vkey: (await (await fetch(`${url}/vkey`)).text()).trim() };
}

/** Status and body, or null when the connection broke. */
async function post(witness: Running, body: Uint8Array): Promise<{ status: number; body: string } | null> {
  try {
    const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return null;
  }
}

function dataOf(t: TestContext, ...vkeys: readonly string[]): string {
  const data = freshDataFolder(t);
  mkdirSync(join(data, 'witness'), { recursive: true });
  writeFileSync(join(data, 'witness', 'logs.txt'), vkeys.map((one) => `log ${one}\n`).join(''));
  return data;
}

const NAME = { GONGKAI_WITNESS_NAME: 'archive.example/witness' };

test('killed at any moment of remembering, a witness never signs a second story', async (t) => {
  const log = paperLog('gongkai.example/log');
  const fork = log.fork(2);
  const data = dataOf(t, log.vkey);
  let size = 0;
  for (const name of journalFailPoints) {
    const dying = await startWitness(t, data, { ...NAME, GONGKAI_FAIL_POINT: name });
    assert.equal(await post(dying, await log.request(size, size + 3)), null, name);
    assert.deepEqual(await dying.ended(), { code: null, signal: 'SIGKILL' });
    const risen = await startWitness(t, data);
    assert.equal(risen.vkey, dying.vkey);
    // Nothing was answered, so either is right; but what is on disk counts, and only one story can be signed.
    const told = await post(risen, await log.request(40, 41));
    const known = Number(told?.body);
    assert.equal(known, name === 'before-journal-append' ? size : size + 3, name);
    if (known > 2) assert.equal((await post(risen, await fork.request(known, known + 1)))?.status, 422, name);
    const next = await post(risen, await log.request(known, known + 1));
    assert.equal(next?.status, 200, name);
    const note = parseNote(await log.note(known + 1));
    const signatures = parseSignatures(next?.body ?? '');
    openNote({ ...note, signatures }, [verifierOf(verifierKeyOf(risen.vkey))]);
    size = known + 1;
    await risen.kill9();
  }
});

test('the list of logs is read again on SIGHUP; a list with a mistake is told and not taken', async (t) => {
  const [first, second] = [paperLog('first.example/log'), paperLog('second.example/log')];
  const data = dataOf(t, first.vkey);
  const list = join(data, 'witness', 'logs.txt');
  const witness = await startWitness(t, data, NAME);
  const told = async (words: RegExp) => {
    process.kill(witness.pid, 'SIGHUP');
    await until(async () => words.test(witness.output()), 20_000, witness.output);
  };
  const size = async () => (await post(witness, await second.request(0, 1)))?.status;
  assert.equal(await size(), 404);
  appendFileSync(list, `log ${second.vkey} x\n`);
  await told(/logs\.txt 第 2 行：网址应以/);
  assert.equal(await size(), 404);
  assert.equal((await post(witness, await first.request(0, 1)))?.status, 200);
  writeFileSync(list, `log ${first.vkey}\nlog ${second.vkey}\n`);
  await told(/list of logs read again: 2/);
  assert.equal(await size(), 200);
  const key = join(data, 'witness', 'key.pem');
  assert.equal(statSync(key).mode & 0o077, 0);
  assert.equal(readdirSync(join(data, 'witness')).filter((one) => one.endsWith('.journal')).length, 2);
  assert.deepEqual(await witness.stop(), { code: 0, signal: null });
  assert.match(witness.output(), /正在停止/);
});

test('a witness that cannot start says why', async (t) => {
  const refused = async (args: readonly string[], env: Readonly<Record<string, string>>, data: string) => {
    const ran = spawnProgram(t, args, { data, env });
    const { code } = await ran.ended();
    assert.equal(code, 2, ran.output());
    return ran.output();
  };
  const empty = freshDataFolder(t);
  const start = ['start', '--role', 'witness'];
  const all = await Promise.all([
    refused(start, {}, empty),
    refused([...start, '--role', 'portal'], NAME, empty),
    refused(start, { GONGKAI_WITNESS_NAME: 'two words' }, empty),
  ]);
  assert.match(all[0], /witness:key --name/);
  assert.match(all[1], /a witness runs on its own/);
  assert.match(all[2], /GONGKAI_WITNESS_NAME/);
  assert.match(await refused(start, NAME, empty), /no list of logs/);
});
