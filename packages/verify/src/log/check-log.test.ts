import assert from 'node:assert/strict';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { canonicalJson, encodeUtf8, signNote } from '../../../tlog/src/index.ts';
import { findings, folder, run } from '../testing/run.ts';
import { serve, writeFolder } from '../testing/serve.ts';
import { heartbeat, makeKey, makeLog, proofOf, publish, type TestLog, withdraw } from '../testing/world.ts';

const origin = 'notice.example/log';

/** A log of so many items published one a minute, heartbeats between. */
function logOf(
  items: number,
  key = makeKey(origin),
  start = Date.parse('2026-03-01T00:00:00.000Z'),
): TestLog {
  const log = makeLog(origin, key);
  for (let at = 0; at < items; at++) {
    const claimed = new Date(start + at * 60_000).toISOString();
    if (at % 1440 === 0) heartbeat(log, claimed);
    else log.append(entry(`s${String(at).padStart(7, '0')}`, claimed));
  }
  return log;
}

const entry = (item: string, claimed_at: string) => ({
  v: 1 as const,
  type: 'publish',
  claimed_at,
  unit: 'unit-1',
  item,
  ver: 1,
  manifest: { commit: 'a'.repeat(64) },
});

async function checkFiles(
  t: TestContext,
  files: ReadonlyMap<string, Uint8Array>,
  ...more: readonly string[]
) {
  const site = await serve(files);
  t.after(site.close);
  return run([
    site.url,
    '--json',
    '--log-only',
    ...(more.includes('--memory') ? [] : ['--no-memory']),
    ...more,
  ]);
}

test('every altered byte of bundle, tile, checkpoint or signature is found, with the file it is in', async (t) => {
  const log = logOf(600);
  const flip = (bytes: Uint8Array, at: number) =>
    Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));
  const alter = (path: string, at: number) => async () => {
    const files = await log.files();
    files.set(path, flip(files.get(path) ?? assert.fail(path), at));
    return files;
  };
  const without = (path: string) => async () => {
    const files = await log.files();
    assert.ok(files.delete(path), path);
    return files;
  };
  const cases: readonly (readonly [string, () => Promise<Map<string, Uint8Array>>, string])[] = [
    ['an entry', alter('/log/tile/entries/001', 40), 'root-differs'],
    ['the length of an entry', alter('/log/tile/entries/000', 1), 'bundle-malformed'],
    ['a full tile', alter('/log/tile/0/001', 99), 'tile-differs'],
    ['a partial tile', alter('/log/tile/0/002.p/88', 0), 'tile-differs'],
    ['a tile above', alter('/log/tile/1/000.p/2', 40), 'tile-differs'],
    ['a bundle that is gone', without('/log/tile/entries/001'), 'bundle-missing'],
    ['a tile that is gone', without('/log/tile/0/000'), 'tile-missing'],
    ['no checkpoint', without('/log/checkpoint'), 'no-checkpoint'],
    ['no key', without('/log/vkey'), 'signature-missing'],
    [
      'another root',
      async () =>
        new Map([
          ...(await log.files()),
          ['/log/checkpoint', encodeUtf8(await logOf(600, log.keys[0]).checkpoint(599))],
        ]),
      'bundle-missing',
    ],
    [
      'a signature',
      async () => {
        const files = await log.files();
        const text = (await log.checkpoint()).replace(
          /(.)(.)(==|=)?\n$/,
          (_, a: string, b: string, pad = '') => `${a === 'A' ? 'B' : 'A'}${b}${pad}\n`,
        );
        return files.set('/log/checkpoint', encodeUtf8(text));
      },
      'signature-wrong',
    ],
    [
      'a checkpoint that is none',
      async () => (await log.files()).set('/log/checkpoint', encodeUtf8('x')),
      'checkpoint-malformed',
    ],
  ];
  for (const [title, make, expected] of cases) {
    const ran = await checkFiles(t, await make());
    assert.equal(ran.code, 1, title);
    assert.ok(
      findings(ran).some(([code]) => code === expected),
      `${title}: ${ran.text}`,
    );
  }
  const whole = await checkFiles(t, await log.files());
  assert.deepEqual([whole.code, findings(whole)], [0, []]);
});

test('entries that are not as they must be are named by index and fault', async (t) => {
  const log = makeLog(origin);
  const good = entry('aaaa0001', '2026-03-02T00:00:00.000Z');
  heartbeat(log, '2026-03-02T00:00:00.000Z');
  log.append({ ...good, type: 'advertise' });
  log.append({ ...good, title: '不应出现的字段' });
  log.appendBytes(encodeUtf8(` ${canonicalJson(good)}`));
  log.appendBytes(encodeUtf8('{'));
  log.appendBytes(Uint8Array.of(0xff, 0xfe));
  log.append({ ...good, reason: 'x'.repeat(5000) });
  log.append({ ...good, claimed_at: '2026-02-30T00:00:00.000Z' });
  const first = log.append(good);
  log.append({ ...good, type: 'correct', ver: 2, prev: { idx: first.idx, leaf: 'b'.repeat(64) } });
  const ran = await checkFiles(t, await log.files());
  assert.deepEqual(
    ran.lines
      .filter((line) => line.weight === 'finding')
      .map(({ code, index, values }) => [code, index, values['fault'] ?? '']),
    [
      ['entry-unreadable', 1, 'entry-unknown-type'],
      ['entry-unreadable', 2, 'entry-wrong-shape'],
      ['entry-unreadable', 3, 'entry-not-canonical'],
      ['entry-unreadable', 4, 'entry-not-json'],
      ['entry-unreadable', 5, 'entry-not-utf8'],
      ['entry-unreadable', 6, 'entry-too-large'],
      ['entry-unreadable', 7, 'entry-wrong-shape'],
      ['chain-broken', 9, ''],
    ],
  );
});

test('a split view is caught by the checkpoint a reader remembers, and so are a rollback and a silent change of keys', async (t) => {
  const key = makeKey(origin);
  const memory = await folder(t);
  const log = logOf(300, key);
  assert.equal((await checkFiles(t, await log.files(250), '--memory', memory)).code, 0);
  assert.equal((await checkFiles(t, await log.files(300), '--memory', memory)).code, 0);
  // The same log for somebody else: one entry is another one.
  const other = logOf(100, key);
  other.append(entry('forged01', '2026-03-01T02:00:00.000Z'));
  while (other.leaves.length < 320)
    other.append(entry(`f${other.leaves.length}`, '2026-03-01T05:00:00.000Z'));
  const forked = await checkFiles(t, await other.files(), '--memory', memory);
  assert.equal(forked.code, 1);
  assert.deepEqual(findings(forked), [
    ['split-view', '/log/checkpoint'],
    ['split-view', '/log/checkpoint'],
  ]);
  assert.deepEqual(
    forked.lines.filter(({ code }) => code === 'split-view').map(({ values }) => values['size']),
    [250, 300],
  );
  const back = await checkFiles(t, await log.files(260), '--memory', await copyOf(t, memory, 2));
  assert.deepEqual(findings(back), [['rolled-back', '/log/checkpoint']]);
  const stolen = logOf(300, makeKey(origin));
  const changed = await checkFiles(t, await stolen.files(), '--memory', await copyOf(t, memory, 2));
  assert.ok(findings(changed).some(([code]) => code === 'key-changed'));
});

/** A memory as it was when it had seen so many checkpoints. */
async function copyOf(t: TestContext, memory: string, checkpoints: number): Promise<string> {
  const copy = await folder(t);
  await cp(memory, copy, { recursive: true });
  const [name = ''] = (await readdir(copy)).filter((one) => one.startsWith('notice'));
  const kept = (await readdir(join(copy, name))).filter((one) => one.endsWith('.checkpoint')).sort();
  for (const file of kept.slice(checkpoints)) await rm(join(copy, name, file));
  return copy;
}

test('a site that starts another log under another name is told', async (t) => {
  const memory = await folder(t);
  let files = await logOf(20).files();
  const site = await serve((path) => files.get(path));
  t.after(site.close);
  const check = () => run([site.url, '--json', '--log-only', '--memory', memory]);
  assert.equal((await check()).code, 0);
  const other = makeLog('notice.example/log2');
  heartbeat(other, '2026-03-01T00:00:00.000Z');
  files = await other.files();
  for (let again = 0; again < 2; again++) {
    const ran = await check();
    assert.deepEqual(findings(ran), [['origin-changed', '/log/checkpoint']]);
    assert.deepEqual(ran.lines[0]?.values, { before: origin, now: 'notice.example/log2' });
  }
});

test('witnesses: a policy decides, wrong and missing cosignatures are told, times bound what entries claim', async (t) => {
  const memory = await folder(t);
  const key = makeKey(origin);
  let clock = Date.parse('2026-03-02T12:00:00.000Z') / 1000;
  const [city, archive] = [
    makeKey('city.example', 'witness', () => clock),
    makeKey('archive.example', 'witness', () => clock),
  ];
  const policy = join(await folder(t), 'policy');
  await writeFile(
    policy,
    `# two of two\nlog ${key.vkey}\nwitness city ${city.vkey} https://city.example/w\nwitness archive ${archive.vkey}\ngroup both all city archive\nquorum both\n`,
  );
  const log = makeLog(origin, key);
  heartbeat(log, '2026-03-02T00:00:00.000Z');
  const one = publish(log, 'aaaa0001', { claimedAt: '2026-03-02T10:00:00.000Z' });
  const args = ['--memory', memory, '--policy', policy];
  const first = await checkFiles(
    t,
    await log.files(undefined, [key.signer, city.signer, archive.signer]),
    ...args,
  );
  assert.equal(first.code, 0, first.text);
  assert.ok(first.codes.includes('quorum-met'));
  clock += 3 * 86_400;
  publish(log, 'aaaa0002', { claimedAt: '2026-03-02T11:00:00.000Z' });
  publish(log, 'aaaa0003', { claimedAt: '2026-03-03T11:30:00.000Z' });
  const late = await checkFiles(
    t,
    await log.files(undefined, [key.signer, city.signer, archive.signer]),
    ...args,
  );
  assert.deepEqual(
    late.lines
      .filter(({ code }) => ['back-dated', 'witnessed-late'].includes(code))
      .map(({ code, values }) => [code, values['item']]),
    [
      ['witnessed-late', 'aaaa0002'],
      ['witnessed-late', 'aaaa0003'],
    ],
  );
  heartbeat(log, '2026-03-05T00:00:00.000Z');
  publish(log, 'aaaa0004', { claimedAt: '2026-03-02T11:00:00.000Z' });
  withdraw(log, one);
  const few = await checkFiles(t, await log.files(undefined, [key.signer, city.signer]), ...args);
  assert.deepEqual(findings(few), [['quorum-missing', '/log/checkpoint']]);
  assert.ok(few.lines.some(({ code, values }) => code === 'back-dated' && values['item'] === 'aaaa0004'));
  const strict = await checkFiles(t, await log.files(), '--strict');
  assert.deepEqual([strict.code, findings(strict)], [1, []]);
  const wrong = await log.files();
  const text = await signNote(`${(await log.checkpoint()).split('\n\n')[0]}\n`, [
    key.signer,
    { ...city.signer, sign: () => new Uint8Array(72) },
    archive.signer,
  ]);
  const bad = await checkFiles(t, wrong.set('/log/checkpoint', encodeUtf8(text)), '--policy', policy);
  assert.deepEqual(
    findings(bad).map(([code]) => code),
    ['cosignature-wrong', 'quorum-missing'],
  );
});

test('the list of all checkpoints ever served says when each entry was first witnessed, and is held against the log', async (t) => {
  const key = makeKey(origin);
  let clock = Date.parse('2026-03-02T12:00:00.000Z') / 1000;
  const city = makeKey('city.example', 'witness', () => clock);
  const policy = join(await folder(t), 'policy');
  await writeFile(policy, `witness city ${city.vkey}\nquorum city\n`);
  const signers = [key.signer, city.signer];
  const log = makeLog(origin, key);
  heartbeat(log, '2026-03-02T00:00:00.000Z');
  publish(log, 'aaaa0001', { claimedAt: '2026-02-20T10:00:00.000Z' });
  publish(log, 'aaaa0002', { claimedAt: '2026-03-02T11:00:00.000Z' });
  const first = await log.checkpoint(3, signers);
  clock += 2 * 86_400;
  publish(log, 'aaaa0003', { claimedAt: '2026-03-02T13:00:00.000Z' });
  const files = await log.files(undefined, signers);
  const second = await log.checkpoint(4, signers);
  const list = (...pages: readonly { checkpoints: readonly string[]; next: number | null }[]) =>
    new Map([
      ...files,
      ...pages.map(
        (page, at) =>
          [`/log/checkpoints${at === 0 ? '' : '?before=7'}`, encodeUtf8(JSON.stringify(page))] as const,
      ),
    ]);
  const late = ({ lines }: Awaited<ReturnType<typeof run>>) =>
    lines
      .filter(({ code }) => ['back-dated', 'witnessed-late'].includes(code))
      .map(({ code, values }) => [code, values['item']]);
  const good = await checkFiles(
    t,
    list({ checkpoints: [second], next: 7 }, { checkpoints: [first], next: null }),
    '--policy',
    policy,
  );
  assert.equal(good.code, 0, good.text);
  assert.deepEqual(late(good), [
    ['back-dated', 'aaaa0001'],
    ['witnessed-late', 'aaaa0003'],
  ]);
  assert.equal(good.lines.find(({ code }) => code === 'served-compared')?.values['count'], 2);
  assert.ok(!good.codes.includes('first-witness-unknown'));
  const without = await checkFiles(t, files, '--policy', policy);
  assert.ok(without.codes.includes('first-witness-unknown'));
  const fork = makeLog(origin, key);
  heartbeat(fork, '2026-03-02T00:00:00.000Z');
  publish(fork, 'bbbb0001');
  const forked = await checkFiles(
    t,
    list({ checkpoints: [second, await fork.checkpoint(2, signers)], next: null }),
    '--policy',
    policy,
  );
  assert.deepEqual(findings(forked), [['split-view', '/log/checkpoint']]);
  const broken = await checkFiles(
    t,
    new Map([...files, ['/log/checkpoints', encodeUtf8('{"checkpoints":[1],"next":null}')]]),
    '--policy',
    policy,
  );
  assert.deepEqual(findings(broken), [['list-unreadable', '/log/checkpoints']]);
});

test('what is published while a site is read is no rollback; what a site lists and has no more is one', async (t) => {
  const log = logOf(4);
  const listed = encodeUtf8(
    JSON.stringify({ checkpoints: [await log.checkpoint(4), await log.checkpoint(3)], next: null }),
  );
  const all = new Map([...(await log.files(4)), ...(await log.files(3)), ['/log/checkpoints', listed]]);
  const newest = encodeUtf8(await log.checkpoint(4));
  let isGrowing = true;
  let looks = 0;
  const site = await serve((path) => {
    if (path === '/log/checkpoint') looks += 1;
    return path === '/log/checkpoint' && isGrowing && looks > 1 ? newest : all.get(path);
  });
  t.after(site.close);
  const args = [site.url, '--json', '--log-only', '--no-memory'];
  assert.deepEqual(findings(await run(args)), []);
  isGrowing = false;
  assert.deepEqual(findings(await run(args)), [['rolled-back', '/log/checkpoint']]);
});

test('days without a heartbeat are listed in runs', async (t) => {
  const log = makeLog(origin);
  for (const day of ['2026-02-20', '2026-02-21', '2026-02-24', '2026-03-03'])
    heartbeat(log, `${day}T00:05:00.000Z`);
  const ran = await checkFiles(t, await log.files());
  assert.deepEqual(
    ran.lines.filter(({ code }) => code === 'heartbeat-missing').map(({ values }) => values),
    [
      { from: '2026-02-22', to: '2026-02-23', days: 2 },
      { from: '2026-02-25', to: '2026-03-02', days: 6 },
    ],
  );
});

test('a site that does not answer, an unusable policy, a wrong command line: 2, with words', async (t) => {
  const { port } = await new Promise<AddressInfo>((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address() as AddressInfo;
      server.close(() => done(address));
    });
  });
  const closed = await run([join(await folder(t), 'nothing'), '--json', '--no-memory']);
  assert.deepEqual([closed.code, closed.codes], [1, ['no-checkpoint', 'done']]);
  const silent = await run([`http://127.0.0.1:${port}`, '--no-memory']);
  assert.deepEqual([silent.code, /ECONNREFUSED/.test(silent.text)], [2, true]);
  const policy = join(await folder(t), 'policy');
  await writeFile(policy, 'quorum all\n');
  const wrong = await run([`http://127.0.0.1:${port}`, '--policy', policy]);
  assert.deepEqual([wrong.code, /line 1: not defined above: all/.test(wrong.text)], [2, true]);
  assert.equal((await run([])).code, 2);
  assert.equal((await run(['a', 'b'])).code, 2);
  assert.equal((await run(['x', '--wrong'])).code, 2);
});

test('a log of 100,000 entries: whole, from a folder and over http; one proof', async (t) => {
  const key = makeKey(origin);
  const log = logOf(100_000, key, Date.parse('2025-12-20T00:00:00.000Z'));
  const files = await log.files();
  const path = await folder(t);
  await writeFolder(path, files);
  const timed = async (what: string, work: () => ReturnType<typeof run>) => {
    const began = performance.now();
    const ran = await work();
    t.diagnostic(`${what}: ${((performance.now() - began) / 1000).toFixed(2)} s`);
    return ran;
  };
  const memory = await folder(t);
  const offline = await timed('100,000 entries from a folder', () =>
    run([path, '--json', '--memory', memory]),
  );
  assert.deepEqual([offline.code, findings(offline)], [0, []]);
  assert.equal(offline.lines.find(({ code }) => code === 'log-holds')?.values['size'], 100_000);
  const online = await timed('100,000 entries over http', () => checkFiles(t, files, '--memory', memory));
  assert.deepEqual([online.code, findings(online)], [0, []]);
  const item = publish(log, 'zzzz0001');
  await mkdir(join(path, 'proof'));
  await writeFile(join(path, 'proof', 'title.txt'), item.title);
  await writeFile(join(path, 'proof', 'one.tlog-proof'), await proofOf(log, item));
  const one = await timed('one proof of 100,001 entries', () =>
    run([
      'proof',
      join(path, 'proof', 'title.txt'),
      join(path, 'proof', 'one.tlog-proof'),
      '--key',
      key.vkey,
      '--json',
    ]),
  );
  assert.equal(one.code, 0, one.text);
});
