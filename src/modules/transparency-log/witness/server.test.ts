import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import {
  encodeBase64,
  formatAddCheckpoint,
  formatCheckpoint,
  openCheckpoint,
  parseNote,
  parseSignatures,
  parseVerifierKey,
  signNote,
  verifyCosignature,
} from '#tlog';
import { sha256 } from '../entries.ts';
import { verifySignature } from '../signing/keys.ts';
import { BadKeyFile, openWitnessKey, verifierOf } from './keys.ts';
import { MOST_BODY } from './server.ts';
import { freshFolder, type OpenedWitness, openedWitness } from './testing/open.ts';
import { type PaperLog, paperLog, paperSigner } from './testing/paper-log.ts';
import { fileOf } from './witness.ts';

const NAME = 'archive.example/witness';
const TEXT = 'text/plain; charset=utf-8';
const SIZE = 'text/x.tlog.size';

/** The answer is a cosignature over exactly this note, by this witness. @returns its time */
async function cosigned(witness: OpenedWitness, note: string, body: string): Promise<number> {
  const [signature, ...more] = parseSignatures(body);
  assert.ok(signature !== undefined && more.length === 0);
  const key = parseVerifierKey(sha256, witness.vkey);
  assert.deepEqual(Buffer.from(signature.id), Buffer.from(key.id));
  const verify = (_: Uint8Array, message: Uint8Array, bytes: Uint8Array) =>
    verifySignature(key, message, bytes);
  return verifyCosignature(key, parseNote(note).text, signature.signature, verify).time;
}

async function opened(t: TestContext) {
  const log = paperLog('gongkai.example/log');
  const witness = await openedWitness(t, NAME, [log], { now: () => new Date('2026-11-22T09:00:00.900Z') });
  return { log, witness };
}

test('a log that grows gets a cosignature each time, with the time of the witness, and again when it asks again', async (t) => {
  const { log, witness } = await opened(t);
  let last = 0;
  for (const size of [0, 1, 2, 5, 8, 8, 300]) {
    const answer = await witness.post(await log.request(last, size));
    assert.deepEqual([answer.status, answer.type], [200, TEXT], answer.body);
    const note = await log.note(size);
    assert.equal(await cosigned(witness, note, answer.body), Date.parse('2026-11-22T09:00:00Z') / 1000);
    // As the specification says a client may do it: appended to the checkpoint it is a note that opens.
    const trust = {
      origin: log.origin,
      log: [verifierOf(log.known.key)],
      witnesses: [verifierOf(parseVerifierKey(sha256, witness.vkey))],
      quorum: 1,
    };
    assert.equal(openCheckpoint(note + answer.body, trust).size, size);
    last = size;
  }
});

test('every bad request gets the answer of the specification, and nothing is remembered of it', async (t) => {
  const { log, witness } = await opened(t);
  assert.equal((await witness.post(await log.request(0, 5))).status, 200);
  const before = readFileSync(join(witness.folder, fileOf(log.origin)));
  const other = paperLog('other.example/log');
  const impostor = paperLog(log.origin);
  const fork = log.fork(3);
  const note = await log.note(9);
  const text = parseNote(note).text;
  const proof = await log.proof(5, 9);
  const lines = proof.map(encodeBase64).join('\n');
  const good = (await log.request(5, 9)).toString();
  const stale = paperSigner(log.origin);
  // In the middle of the signature: at its end, bits that are left over would make it no base64 at all.
  const spoiled = note.replace(/.(?=.{20}\n$)/, (one) => (one === 'A' ? 'B' : 'A'));
  const swapped = [...proof].reverse();
  const body = (oldSize: number, hashes: readonly Uint8Array[], checkpoint: string) =>
    `old ${oldSize}\n${hashes.map((one) => `${encodeBase64(one)}\n`).join('')}\n${checkpoint}`;

  const table: readonly (readonly [string, number, string | Uint8Array, string?])[] = [
    // 400: not what the specification describes.
    ['nothing', 400, ''],
    ['no blank line', 400, 'old 5\n'],
    ['no old line', 400, `${lines}\n\n${note}`],
    ['old in capitals', 400, good.replace('old', 'OLD')],
    ['two spaces', 400, good.replace('old 5', 'old  5')],
    ['leading zero', 400, good.replace('old 5', 'old 05')],
    ['negative', 400, good.replace('old 5', 'old -1')],
    ['hexadecimal', 400, good.replace('old 5', 'old 0x5')],
    ['2^53', 400, good.replace('old 5', 'old 9007199254740992')],
    ['carriage returns', 400, good.replaceAll('\n', '\r\n')],
    ['hash too short', 400, `old 5\nAAAA\n\n${note}`],
    ['hash not base64', 400, `old 5\n${'!'.repeat(44)}\n\n${note}`],
    ['base64 that is not canonical', 400, `old 5\n${'A'.repeat(42)}B=\n\n${note}`],
    [
      '64 lines of proof',
      400,
      body(
        5,
        Array.from({ length: 64 }, () => new Uint8Array(32)),
        note,
      ),
    ],
    ['old above the size', 400, body(10, [], note)],
    ['no signature', 400, `old 5\n${lines}\n\n${text}`],
    ['size with leading zero', 400, good.replace('\n9\n', '\n09\n')],
    ['extension line', 400, `old 5\n\n${await signNote(`${text}more\n`, [log.signer])}`],
    ['no newline at the end', 400, good.slice(0, -1)],
    ['a byte that is not UTF-8', 400, Buffer.concat([Buffer.from(good), Buffer.of(0xff, 0x0a)])],
    ['a null byte', 400, good.replace('gongkai', 'gong\0kai')],
    ['JSON', 400, '{"old":5}'],
    // 404 before 403: whether we know a log is asked first.
    ['unknown origin', 404, await other.request(0, 5)],
    ['unknown origin, wrong old size', 404, await other.request(3, 5)],
    // 403
    ['another key of the same name', 403, await impostor.request(5, 9)],
    ['a signature that fails', 403, body(5, proof, spoiled)],
    ['signed by strangers only', 403, body(5, proof, await log.note(9, [stale.signer]))],
    ['signature of another checkpoint', 403, body(5, proof, note.replace('\n9\n', '\n10\n'))],
    // 409, with the size that it should have been.
    ['old too small', 409, await log.request(0, 9), '5\n'],
    ['old too large', 409, await log.request(7, 9), '5\n'],
    ['an older checkpoint again', 409, await log.request(0, 3), '5\n'],
    ['the same size, another root', 409, await fork.request(5, 5), '5\n'],
    // 422
    ['a fork', 422, await fork.request(5, 9)],
    ['no proof', 422, body(5, [], note)],
    ['half a proof', 422, body(5, proof.slice(1), note)],
    ['a hash too many', 422, body(5, [...proof, new Uint8Array(32)], note)],
    ['proof backwards', 422, body(5, swapped, note)],
    ['proof of another step', 422, body(5, await log.proof(4, 9), note)],
    ['proof where none may be', 422, body(5, [new Uint8Array(32)], await log.note(5))],
  ];
  for (const [what, status, request, told] of table) {
    const answer = await witness.post(request);
    assert.equal(answer.status, status, `${what}: ${answer.body}`);
    assert.equal(answer.type, status === 409 ? SIZE : TEXT, what);
    if (told !== undefined) assert.equal(answer.body, told, what);
    assert.ok(!answer.body.includes('—'), `${what}: a signature`);
  }
  assert.deepEqual(readFileSync(join(witness.folder, fileOf(log.origin))), before);
  assert.equal((await witness.post(good)).status, 200);
});

test('proof with an old size of zero is refused, and so is an empty tree with leaves', async (t) => {
  const { log, witness } = await opened(t);
  const hash = encodeBase64(new Uint8Array(32));
  assert.equal((await witness.post(`old 0\n${hash}\n\n${await log.note(3)}`)).status, 422);
  const empty = formatCheckpoint({ origin: log.origin, size: 3, root: log.root(3) }).replace(
    '\n3\n',
    '\n0\n',
  );
  assert.equal((await witness.post(`old 0\n\n${await signNote(empty, [log.signer])}`)).status, 400);
  assert.equal((await witness.post(await log.request(0, 3))).status, 200);
});

test('a split view is caught: the other story of a log gets no cosignature, and the witness keeps both as evidence', async (t) => {
  const { log, witness } = await opened(t);
  const fork = log.fork(4);
  assert.equal((await witness.post(await log.request(0, 6))).status, 200);
  const answers = [
    await witness.post(await fork.request(0, 6)),
    await witness.post(await fork.request(6, 6)),
    await witness.post(await fork.request(6, 8)),
  ];
  assert.deepEqual(
    answers.map((one) => one.status),
    [409, 409, 422],
  );
  const evidence = witness.told.find((one) => 'witness' in one && one.witness === 'fork');
  assert.deepEqual(evidence, {
    level: 'alarm',
    witness: 'fork',
    origin: log.origin,
    ours: await log.note(6),
    theirs: await fork.note(6),
  });
  assert.equal((await witness.post(await log.request(6, 8))).status, 200);
});

test('twenty at once: one story wins, and every cosignature belongs to it', async (t) => {
  const { log, witness } = await opened(t);
  const stories: readonly PaperLog[] = [log, log.fork(0), log.fork(2)];
  const asked = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => {
      const story = stories[at % 3] ?? log;
      const size = 3 + (at % 5);
      return { story, size, body: await story.request(0, size) };
    }),
  );
  const answers = await Promise.all(
    asked.map(async (one) => ({ ...one, answer: await witness.post(one.body) })),
  );
  const signed = answers.filter(({ answer }) => answer.status === 200);
  assert.equal(signed.length, 1, 'all begin at 0, so only the first can be next');
  assert.ok(answers.every(({ answer }) => answer.status === 200 || answer.status === 409));
  const [winner] = signed;
  assert.ok(winner !== undefined);
  for (const { answer } of answers) if (answer.status === 409) assert.equal(answer.body, `${winner.size}\n`);
  // The winner asks twenty times at once again: all are the same checkpoint.
  const again = await Promise.all(
    Array.from({ length: 20 }, async () =>
      witness.post(await winner.story.request(winner.size, winner.size)),
    ),
  );
  assert.ok(again.every((one) => one.status === 200));
});

test('two witnesses on one folder never sign two stories', async (t) => {
  const log = paperLog('gongkai.example/log');
  const first = await openedWitness(t, NAME, [log]);
  const second = await openedWitness(t, NAME, [log], { folder: first.folder });
  let story = log;
  for (let round = 0; round < 15; round += 1) {
    const size = round * 2;
    const stories = [story, story.fork(size)];
    const bodies = await Promise.all(stories.map((one) => one.request(size, size + 2)));
    const ways = round % 2 === 0 ? [first, second] : [second, first];
    const answers = await Promise.all(ways.map((one, at) => one.post(bodies[at] ?? '')));
    const signed = answers.flatMap((one, at) => (one.status === 200 ? [at] : []));
    assert.equal(signed.length, 1, answers.map((one) => `${one.status} ${one.body}`).join());
    story = stories[signed[0] ?? 0] ?? story;
  }
});

test('what it knows outlives it, and another list of logs can be taken while it runs', async (t) => {
  const { log, witness } = await opened(t);
  const second = paperLog('second.example/log');
  assert.equal((await witness.post(await log.request(0, 5))).status, 200);
  assert.equal((await witness.post(await second.request(0, 5))).status, 404);
  witness.witness.know([log.known, second.known]);
  assert.equal((await witness.post(await second.request(0, 5))).status, 200);
  await witness.stop();
  const later = await openedWitness(t, NAME, [log, second], { folder: witness.folder });
  assert.equal(later.vkey, witness.vkey);
  assert.equal((await later.post(await log.fork(0).request(0, 7))).body, '5\n');
  assert.equal((await later.post(await log.request(5, 7))).status, 200);
});

test('keys of a log are rotated: either key counts, a failing one does not', async (t) => {
  const log = paperLog('gongkai.example/log');
  const next = paperLog('gongkai.example/log');
  const witness = await openedWitness(t, NAME, [log, next]);
  const request = async (oldSize: number, size: number, signers: readonly PaperLog[]) =>
    formatAddCheckpoint({
      oldSize,
      proof: await log.proof(oldSize, size),
      checkpoint: await log.note(
        size,
        signers.map((one) => one.signer),
      ),
    });
  assert.equal((await witness.post(await request(0, 2, [log]))).status, 200);
  assert.equal((await witness.post(await request(2, 3, [log, next]))).status, 200);
  assert.equal((await witness.post(await request(3, 4, [next]))).status, 200);
  const liar = { ...next.signer, sign: () => new Uint8Array(64) };
  const half = await log.note(5, [log.signer, liar]);
  const body = formatAddCheckpoint({ oldSize: 4, proof: await log.proof(4, 5), checkpoint: half });
  assert.equal((await witness.post(body)).status, 403);
});

test('a damaged record stops cosigning for that log only, and says so', async (t) => {
  const log = paperLog('gongkai.example/log');
  const second = paperLog('second.example/log');
  const first = await openedWitness(t, NAME, [log, second]);
  await first.post(await log.request(0, 5));
  await first.post(await log.request(5, 6));
  await first.post(await second.request(0, 5));
  await first.stop();
  const file = join(first.folder, fileOf(log.origin));
  const whole = readFileSync(file, 'latin1');
  const lines = whole.split('\n');
  const damages: readonly (readonly [string, string])[] = [
    ['a letter of the last line', whole.replace(/.\n$/, (one) => (one.startsWith('0') ? '1\n' : '0\n'))],
    ['the first line is gone', `${lines[1]}\n`],
    ['a line of somebody else', `${whole}hello\n`],
  ];
  for (const [what, text] of damages) {
    writeFileSync(file, text);
    const witness = await openedWitness(t, NAME, [log, second], { folder: first.folder });
    const answer = await witness.post(await log.request(0, 7));
    assert.equal(answer.status, 500, what);
    assert.equal((await witness.post(await second.request(5, 5))).status, 200, what);
    const health = await fetch(`${witness.url}/health`);
    assert.equal(health.status, 503);
    assert.match(await (await fetch(witness.url)).text(), /记录损坏/);
    await witness.stop();
  }
  // A line that a crash cut off is no damage: it was never answered.
  writeFileSync(file, whole);
  appendFileSync(file, (lines[1] ?? '').slice(0, 80));
  const witness = await openedWitness(t, NAME, [log], { folder: first.folder });
  assert.equal((await witness.post(await log.request(6, 7))).status, 200);
  assert.equal((await witness.post(await log.request(7, 8))).status, 200);
});

test('on a full disk nothing is signed, and it goes on when there is room', async (t) => {
  const log = paperLog('gongkai.example/log');
  const folder = freshFolder(t);
  const file = join(folder, fileOf(log.origin));
  symlinkSync('/dev/full', file);
  const full = await openedWitness(t, NAME, [log], { folder });
  for (let again = 0; again < 2; again += 1) {
    const answer = await full.post(await log.request(0, 5));
    assert.equal(answer.status, 500);
    assert.match(answer.body, /nothing was signed/);
  }
  assert.ok(full.told.some((one) => 'error' in one && /ENOSPC/.test(String(one.error))));
  await full.stop();
  rmSync(file);
  const roomy = await openedWitness(t, NAME, [log], { folder });
  assert.equal((await roomy.post(await log.request(0, 5))).status, 200);
});

test('the key is made once, kept to its owner, and keeps its name', (t) => {
  const folder = freshFolder(t);
  assert.equal(openWitnessKey(folder, null), null);
  const made = openWitnessKey(folder, NAME);
  assert.equal(openWitnessKey(folder, null)?.vkey, made?.vkey);
  assert.match(made?.vkey ?? '', /^archive\.example\/witness\+[0-9a-f]{8}\+B/);
  assert.equal(statSync(join(folder, 'key.pem')).mode & 0o777, 0o600);
  assert.throws(() => openWitnessKey(folder, 'other.example/witness'), BadKeyFile);
  assert.throws(() => openWitnessKey(freshFolder(t), 'a name'), /key name/);
  writeFileSync(join(folder, 'key.pem'), 'witness x\nnonsense');
  assert.throws(() => openWitnessKey(folder, null), BadKeyFile);
});

test('whatever arrives over the wire, the witness goes on', async (t) => {
  const { log, witness } = await opened(t);
  const { port } = new URL(witness.url);
  const said = async (text: string | Uint8Array): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return heard.split('\r\n')[0] ?? '';
  };
  assert.match(await said('nonsense\r\n\r\n'), / 400 /);
  assert.match(await said(`GET / HTTP/1.1\r\nx: ${'y'.repeat(9000)}\r\n\r\n`), / 431 /);
  assert.match(
    await said(`POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: ${MOST_BODY + 1}\r\n\r\n`),
    / 413 /,
  );
  // A body that never comes is waited for as long as the server was told, not longer.
  assert.match(
    await said('POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nold'),
    / 408 /,
  );
  const large = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    body: new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(MOST_BODY));
        controller.enqueue(new Uint8Array(1));
        controller.close();
      },
    }),
    duplex: 'half',
  });
  assert.equal(large.status, 413);
  const asked = async (path: string, method = 'GET') =>
    (await fetch(`${witness.url}${path}`, { method })).status;
  assert.deepEqual(
    await Promise.all([asked('/add-checkpoint'), asked('/nothing'), asked('/vkey', 'DELETE'), asked('/%')]),
    [405, 404, 405, 404],
  );
  assert.equal(await (await fetch(`${witness.url}/vkey`)).text(), `${witness.vkey}\n`);
  assert.equal((await witness.post(await log.request(0, 1))).status, 200);
});

test('a request with any bytes changed is answered with a status of the specification', async (t) => {
  const { log, witness } = await opened(t);
  const good = await log.request(0, 5);
  const allowed = new Set([200, 400, 403, 404, 409, 422]);
  const change = fc.tuple(
    fc.nat(good.length - 1),
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom('set', 'cut', 'double'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      let body = Buffer.from(good);
      for (const [at, byte, how] of changes) {
        if (how === 'set') body[Math.min(at, body.length - 1)] = byte;
        else if (how === 'cut') body = body.subarray(0, Math.max(1, at));
        else body = Buffer.concat([body, body.subarray(at)]);
      }
      const { status } = await witness.witness.addCheckpoint(body);
      assert.ok(allowed.has(status), String(status));
    }),
    { numRuns: 150 },
  );
});
