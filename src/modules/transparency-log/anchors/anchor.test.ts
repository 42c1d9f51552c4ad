import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, type TestContext, test } from 'node:test';
import { freshDatabase, type TestDatabase } from '#test/database';
import { testLog } from '#test/log';
import { decodeBase64, encodeTile, encodeUtf8, parseCheckpoint, parseNote, parseTilePath } from '#tlog';
import { appendEntry } from '../append.ts';
import { findLastCheckpoint, readEntries } from '../store.ts';
import { freshFolder } from '../witness/testing/open.ts';
import { type PaperLog, paperLog } from '../witness/testing/paper-log.ts';
import { type AnchorOutcome, type AnchorSettings, fitting, makeAnchors } from './anchor.ts';
import { readCertificates } from './certificates.ts';
import { der, writeDer } from './der.ts';
import { withoutCertificates } from './signed-data.ts';
import { listAnchors, listAuthorities, listPeers } from './store.ts';
import { openTsa } from './testing/openssl-tsa.ts';
import { newNonce, timeStampRequest, verifyTimeStamp } from './time-stamp.ts';

const tsa = openTsa({ after });

const ORIGIN = 'notice.example/log';

async function opened(t: TestContext) {
  const db = await freshDatabase(t);
  const log = testLog(t, db, { folder: freshFolder(t), origin: ORIGIN });
  await register(db, 'aaaa');
  await log.seal();
  return { db, log };
}

const register = (db: TestDatabase, item: string) =>
  db.office.transaction((tx) =>
    appendEntry(
      { tx },
      { v: 1, type: 'withdraw', unit: 'U1', item, ver: 1, claimed_at: '2026-03-02T01:02:03.004Z' },
    ),
  );

/** An entry of the log as its readers see it. */
async function entryAt(db: TestDatabase, index: number): Promise<Record<string, unknown>> {
  const [bytes] = await readEntries(db.worker.reader, index, index + 1);
  return JSON.parse(String(bytes)) as Record<string, unknown>;
}

const anchor = (db: TestDatabase, settings: AnchorSettings, now = new Date(), isAsked = false) =>
  makeAnchors({ database: db.worker, now: () => now }, settings, { isAsked });

const told = ({ kind, result, ...rest }: AnchorOutcome) =>
  `${kind} ${result}${'problem' in rest ? ` ${rest.problem}` : ''}`;

test('a token over the checkpoint becomes an entry that openssl accepts, once a day', async (t) => {
  const { db, log } = await opened(t);
  const roots = readCertificates(tsa.pem('root'));
  const settings = { logs: [], authority: { url: await tsa.serve(t), roots } };
  const served = await findLastCheckpoint(db.worker.reader);
  assert.ok(served !== undefined);
  const [outcome] = await anchor(db, settings);
  assert.ok(outcome?.result === 'anchored', JSON.stringify(outcome));
  await log.seal();
  const entry = await entryAt(db, outcome.index);
  assert.deepEqual(
    { type: entry['type'], kind: entry['kind'], size: entry['size'], root: entry['root'] },
    { type: 'anchor', kind: 'rfc3161', size: 1, root: served.root.toString('base64') },
  );
  // What a reader knows of the entry: origin, size, root. The certificates stay in the token where it fits.
  const token = decodeBase64(String(entry['token']));
  const data = encodeUtf8(`${ORIGIN}\n${entry['size']}\n${entry['root']}\n`);
  assert.equal(parseNote(served.note).text, Buffer.from(data).toString());
  const [kept] = await listAnchors(db.office.reader, 10);
  assert.deepEqual(
    [kept?.kind, kept?.size, kept?.byWhom, kept?.index],
    ['rfc3161', 1, 'CN=rsa', outcome.index],
  );
  const whole = (await db.worker.pool.query('select content from transparency_log.anchor')).rows[0]?.content;
  const { pem } = withoutCertificates(new Uint8Array(whole));
  const certificates = readCertificates(pem);
  const stamp = verifyTimeStamp(token, { data, nonce: null, roots, certificates });
  assert.equal(stamp.time.getTime(), kept?.anchoredAt.getTime());
  assert.ok(tsa.accepts(token, data, pem));
  assert.ok(!tsa.accepts(token, encodeUtf8(`${ORIGIN}\n2\n${entry['root']}\n`), pem));

  assert.deepEqual((await anchor(db, settings)).map(told), ['rfc3161 notDue']);
  assert.deepEqual((await anchor(db, settings, new Date(), true)).map(told), ['rfc3161 anchored']);
  const [state] = await listAuthorities(db.office.reader);
  assert.equal(state?.problem, null);
});

test('a token that is too long for an entry goes in without its certificates, one that still is as a hash', async (t) => {
  const { db, log } = await opened(t);
  const roots = readCertificates(tsa.pem('root'));
  const type = 'application/timestamp-reply';
  const url = await tsa.serve(t, (reply) => ({ status: 200, type, body: reply({ chain: 'long' }) }));
  const [outcome] = await anchor(db, { logs: [], authority: { url, roots } });
  assert.ok(outcome?.result === 'anchored', JSON.stringify(outcome));
  await log.seal();
  const whole: Buffer = (await db.worker.pool.query('select content from transparency_log.anchor')).rows[0]
    ?.content;
  assert.ok(whole.length > 3_072, 'as base64 it is longer than an entry may be');
  const entry = await entryAt(db, outcome.index);
  const token = decodeBase64(String(entry['token']));
  assert.ok(token.length < whole.length / 2);
  const data = encodeUtf8(`${ORIGIN}\n${entry['size']}\n${entry['root']}\n`);
  const { pem } = withoutCertificates(new Uint8Array(whole));
  assert.ok(tsa.accepts(token, data, pem));
  assert.ok(tsa.accepts(whole, data));

  const set = writeDer(der.set);
  const huge = writeDer(der.octets, Buffer.alloc(5_000));
  const signed = writeDer(der.sequence, writeDer(2, Buffer.of(3)), set, huge, set);
  const name = writeDer(der.object, Buffer.from('2a864886f70d010702', 'hex'));
  const long = writeDer(der.sequence, name, writeDer(der.context0, signed));
  const claimed_at = '2026-03-02T01:02:03.004Z';
  const base = { v: 1, type: 'anchor', kind: 'rfc3161', claimed_at, size: 1, root: '' } as const;
  const fitted = fitting(long, (part) => ({ ...base, ...part }));
  assert.deepEqual(fitted, { ...base, tokenSha256: createHash('sha256').update(long).digest('hex') });
});

test('an authority that fails in any way is remembered with the reason, and nothing is logged', async (t) => {
  const { db } = await opened(t);
  const roots = readCertificates(tsa.pem('root'));
  const media = 'application/timestamp-reply';
  const no = Buffer.from('30053003020102', 'hex');
  const settings = async (answer: Parameters<typeof tsa.serve>[1], trusted = roots) => ({
    logs: [],
    authority: { url: await tsa.serve(t, answer), roots: trusted },
  });
  const old = tsa.reply(timeStampRequest(Buffer.from('something else'), newNonce()));
  const table: readonly (readonly [string, AnchorSettings])[] = [
    ['rfc3161 failed notGranted', await settings(() => ({ status: 200, type: media, body: no }))],
    ['rfc3161 failed malformed', await settings(() => ({ status: 200, type: 'text/html', body: no }))],
    ['rfc3161 failed unreachable', await settings(() => ({ status: 503, type: media, body: no }))],
    [
      'rfc3161 failed tooLong',
      await settings(() => ({ status: 200, type: media, body: Buffer.alloc(70_000) })),
    ],
    ['rfc3161 failed otherImprint', await settings(() => ({ status: 200, type: media, body: old }))],
    ['rfc3161 failed untrusted', await settings(undefined, readCertificates(tsa.pem('other-root')))],
    ['rfc3161 failed unreachable', { logs: [], authority: { url: 'http://127.0.0.1:9/', roots } }],
  ];
  for (const [expected, one] of table) {
    assert.deepEqual((await anchor(db, one)).map(told), [expected]);
    const state = (await listAuthorities(db.office.reader)).find((two) => two.url === one.authority?.url);
    assert.ok(expected.endsWith(state?.problem ?? '-') && state?.failingSince !== null, expected);
  }
  const later = await settings(undefined);
  assert.deepEqual((await anchor(db, later, new Date(Date.now() + 3_600_000))).map(told), [
    'rfc3161 failed timeNotSane',
  ]);
  assert.deepEqual(await listAnchors(db.office.reader, 10), []);
});

/** A log over HTTP that shows what the test says. */
async function servedPeer(t: TestContext, first: PaperLog) {
  const shown = { story: first, size: 0, note: null as string | null, tiles: true };
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace('/log/', '');
    if (path === 'checkpoint') return response.end(shown.note ?? (await shown.story.note(shown.size)));
    const tile = shown.tiles ? parseTilePath(path) : null;
    if (tile?.kind !== 'tile') return response.writeHead(404).end();
    const { level, index, width } = tile;
    const hashes = Array.from({ length: width }, (_, at) => shown.story.node(level * 8, index * 256 + at));
    return response.end(encodeTile(hashes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
  const settings: AnchorSettings = { logs: [{ ...first.known, url }], authority: null };
  return { shown, settings };
}

test('the checkpoint of a peer is verified, remembered and logged once a day; a fork of it is seen', async (t) => {
  const { db, log } = await opened(t);
  const peer = paperLog('neighbour.example/log');
  const { shown, settings } = await servedPeer(t, peer);
  const at = (hours: number) => new Date(Date.parse('2026-03-02T00:00:00Z') + hours * 3_600_000);
  const look = async (hours: number) => (await anchor(db, settings, at(hours))).map(told)[0];
  const remembered = async () => {
    const [one] = await listPeers(db.office.reader);
    return [one?.size, one?.problem];
  };
  shown.size = 5;
  assert.equal(await look(0), 'peer anchored');
  await log.seal();
  const entry = await entryAt(db, 1);
  assert.deepEqual([entry['kind'], entry['size']], ['peer', 5]);
  assert.equal(entry['checkpoint'], await peer.note(5));
  // Looked at and remembered, but logged once a day only: two logs that log each other would never come to rest.
  shown.size = 300;
  assert.equal(await look(1), 'peer notDue');
  assert.deepEqual(await remembered(), [300, null]);
  assert.equal(await look(24), 'peer anchored');
  assert.equal(await look(24), 'peer notDue');

  const cases: readonly (readonly [string, () => unknown, string])[] = [
    ['an older checkpoint', () => Object.assign(shown, { size: 299 }), 'wentBack'],
    ['the same size, another root', () => Object.assign(shown, { size: 300, story: peer.fork(7) }), 'forked'],
    ['longer, but another story', () => Object.assign(shown, { size: 310 }), 'forked'],
    [
      'the true story, without tiles',
      () => Object.assign(shown, { story: peer, tiles: false }),
      'unreachable',
    ],
    ['a web page', () => Object.assign(shown, { note: '<!doctype html>\n' }), 'malformed'],
  ];
  for (const [what, change, expected] of cases) {
    change();
    assert.equal(await look(50), `peer failed ${expected}`, what);
    assert.deepEqual(await remembered(), [300, expected], what);
  }
  shown.note = await paperLog('neighbour.example/log').note(400);
  assert.equal(await look(51), 'peer failed badSignature');
  shown.note = await paperLog('other.example/log').note(400);
  assert.equal(await look(51), 'peer failed malformed');
  Object.assign(shown, { note: null, tiles: true });
  assert.equal(await look(52), 'peer anchored');
  assert.deepEqual(await remembered(), [310, null]);
});

test('a peer whose tiles are spoiled is not accused of two stories', async (t) => {
  const { db } = await opened(t);
  const peer = paperLog('neighbour.example/log');
  const { shown, settings } = await servedPeer(t, peer);
  shown.size = 5;
  await anchor(db, settings);
  shown.size = 9;
  shown.note = await peer.note(9);
  shown.story = peer.fork(8);
  assert.deepEqual((await anchor(db, settings)).map(told), ['peer failed noProof']);
  const [state] = await listPeers(db.office.reader);
  assert.equal(parseCheckpoint(parseNote(state?.detail ?? '').text).size, 9, 'what it showed is kept');
});

test('our own log in the list is passed over, and a log without address is asked for nothing', async (t) => {
  const { db } = await opened(t);
  const own = { ...paperLog(ORIGIN).known, url: 'http://127.0.0.1:9/log' };
  assert.deepEqual(await anchor(db, { logs: [own, paperLog('x.example/log').known], authority: null }), []);
});
