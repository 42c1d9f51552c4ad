import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { encodeUtf8, formatSignature, parseNote, parseVerifierKey } from '#tlog';
import { sha256 } from '../entries.ts';
import { askWitness, CLOCK_SECONDS, type WitnessProblem, witnessProblems } from './client.ts';
import { openWitnessKey, type WitnessKey } from './keys.ts';
import type { PolicyWitness } from './policy.ts';
import { freshFolder, openedWitness } from './testing/open.ts';
import { paperLog } from './testing/paper-log.ts';

const now = () => new Date('2026-11-22T09:00:00Z');
const seconds = Math.floor(now().getTime() / 1000);

const policyWitness = (vkey: string, url: string | null): PolicyWitness => ({
  name: 'w',
  vkey,
  url,
  key: parseVerifierKey(sha256, vkey),
});

async function served(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (witness: PolicyWitness, head: Parameters<typeof askWitness>[1], known = 0, ms = 20_000) =>
  askWitness(witness, head, { known, now, signal: AbortSignal.timeout(ms) });

test('whatever size is remembered, the witness says what it has and gets the proof from there', async (t) => {
  const log = paperLog('gongkai.example/log');
  const opened = await openedWitness(t, 'archive.example/witness', [log], { now });
  const witness = policyWitness(opened.vkey, opened.url);
  for (const [known, size] of [
    [0, 4],
    [0, 9],
    [9, 12],
    [3, 13],
    [13, 13],
    [700, 20],
    [0, 20],
  ] as const) {
    const asked = await ask(witness, await log.head(size), known);
    assert.equal(asked.result, 'cosigned', JSON.stringify(asked));
    assert.equal(asked.result === 'cosigned' && asked.time, seconds);
  }
});

test('a witness that is ahead, and one that was shown another story, are told apart from trouble', async (t) => {
  const log = paperLog('gongkai.example/log');
  const opened = await openedWitness(t, 'archive.example/witness', [log], { now });
  const witness = policyWitness(opened.vkey, opened.url);
  await opened.post(await log.request(0, 9));
  const problem = async (story: typeof log, size: number, known: number) => {
    const asked = await ask(witness, await story.head(size), known);
    assert.equal(asked.result, 'failed');
    return asked.result === 'failed' ? [asked.problem, asked.size] : [];
  };
  assert.deepEqual(await problem(log, 5, 5), ['ahead', 9], 'restored from an old backup');
  assert.deepEqual(await problem(log, 5, 9), ['ahead', 9]);
  assert.deepEqual(await problem(log.fork(5), 9, 9), ['forked', 9], 'the same size, another root');
  assert.deepEqual(await problem(log.fork(5), 12, 5), ['forked', 9], 'restored, and grown beyond');
  assert.deepEqual(await problem(log.fork(5), 12, 9), ['forked', 9]);
});

/** The answer of a witness that signs `text` as `key`. */
async function signature(key: WitnessKey, text: string, time: number): Promise<string> {
  const signer = key.signer(() => time);
  return formatSignature({
    name: signer.name,
    id: signer.id,
    signature: await signer.sign(encodeUtf8(text)),
  });
}

test('every bad answer has its name, and none of them is believed', async (t) => {
  const log = paperLog('gongkai.example/log');
  const head = await log.head(6);
  const text = parseNote(head.note).text;
  const key = openWitnessKey(freshFolder(t), 'archive.example/witness');
  const other = openWitnessKey(freshFolder(t), 'archive.example/witness');
  assert.ok(key !== null && other !== null);
  const good = await signature(key, text, seconds);
  const off = await signature(key, text, seconds - CLOCK_SECONDS);
  const unknown = await signature(other, text, seconds);
  const elsewhere = await served(t, (_, response) => response.end(good));
  const reply =
    (status: number, body: string | Uint8Array): RequestListener =>
    (_, response) =>
      void response.writeHead(status).end(body);
  const table: readonly (readonly [string, RequestListener, WitnessProblem | 'cosigned'])[] = [
    ['good', reply(200, good), 'cosigned'],
    ['good among others', reply(200, unknown + good), 'cosigned'],
    ['signature of another key', reply(200, unknown), 'noCosignature'],
    [
      'of another text',
      reply(200, await signature(key, parseNote(await log.note(7)).text, seconds)),
      'badSignature',
    ],
    ['spoiled', reply(200, good.replace(/.{4}(?=.{8}\n$)/, 'AAAA')), 'badSignature'],
    ['clock ahead', reply(200, await signature(key, text, seconds + CLOCK_SECONDS + 1)), 'clock'],
    ['clock behind', reply(200, await signature(key, text, seconds - CLOCK_SECONDS - 1)), 'clock'],
    ['clock a little off', reply(200, off), 'cosigned'],
    ['time zero', reply(200, await signature(key, text, 0)), 'clock'],
    ['nothing', reply(200, ''), 'badAnswer'],
    ['no newline', reply(200, good.trimEnd()), 'badAnswer'],
    ['a web page', reply(200, '<!doctype html>\n'), 'badAnswer'],
    ['not UTF-8', reply(200, Buffer.of(0xff, 0xfe, 0x0a)), 'badAnswer'],
    ['endless', reply(200, good.repeat(200)), 'badAnswer'],
    ['malformed', reply(400, 'no\n'), 'refused'],
    ['key', reply(403, 'no\n'), 'unknownKey'],
    ['origin', reply(404, 'no\n'), 'unknownLog'],
    ['other status', reply(500, 'no\n'), 'refused'],
    ['busy', reply(503, 'no\n'), 'busy'],
    ['proof', reply(422, 'no\n'), 'forked'],
    ['conflict without size', reply(409, 'six\n'), 'badAnswer'],
    ['conflict with leading zero', reply(409, '06\n'), 'badAnswer'],
    ['conflict ahead', reply(409, '7\n'), 'ahead'],
    ['conflict with our size for ever', reply(409, '6\n'), 'forked'],
    ['conflict in circles', reply(409, '5\n'), 'busy'],
    [
      'sent elsewhere',
      (_, response) => void response.writeHead(307, { location: `${elsewhere}/add-checkpoint` }).end(),
      'unreachable',
    ],
    ['hangs up', (request) => void request.socket.destroy(), 'unreachable'],
  ];
  const told = new Set<string>();
  for (const [what, listener, expected] of table) {
    const witness = policyWitness(key.vkey, await served(t, listener));
    const asked = await ask(witness, head, 5);
    const got = asked.result === 'cosigned' ? 'cosigned' : asked.problem;
    assert.equal(got, expected, `${what}: ${JSON.stringify(asked)}`);
    if (asked.result === 'cosigned') assert.ok([good, off].includes(`${asked.line}\n`), what);
    told.add(got);
  }
  const silent = policyWitness(key.vkey, await served(t, () => undefined));
  const late = await ask(silent, head, 5, 50);
  assert.equal(late.result === 'failed' && late.problem, 'late');
  const nowhere = await ask(policyWitness(key.vkey, null), head, 5);
  assert.equal(nowhere.result === 'failed' && nowhere.problem, 'noAddress');
  told.add('late').add('noAddress').delete('cosigned');
  assert.deepEqual([...told].sort(), [...witnessProblems].sort(), 'every problem has its case');
});
