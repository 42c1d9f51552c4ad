import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { closeReadyPages } from './closing.ts';
import { closeOpened, openCurrent, readStateOf, writeNumber } from './folder.ts';
import { putInFront } from './front.ts';
import { head } from './layout.ts';
import { openReadyPages, type ReadyPages } from './read.ts';
import { accepts, isPlainReader, readQuickRequest } from './request.ts';
import { type MadePage, type Making, openReadyWriter, type ReadyWriter } from './write.ts';

const NOW = 1_000_000;
const gzip = { gzip: true, br: false };

function page(text: string, headers: Readonly<Record<string, string>> = {}): MadePage {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const own = { 'content-type': 'text/html; charset=utf-8', vary: 'cookie', etag, ...headers };
  return { status: 200, headers: own, body: Buffer.from(text) };
}

const making = (madeAt: number, w: ReadyWriter, more: Partial<Making> = {}): Making => ({
  madeAt,
  tick: w.tick(),
  now: NOW,
  ...more,
});

type Opened = { readonly folder: string; readonly w: ReadyWriter; readonly r: ReadyPages };

function open(t: TestContext): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-ready-'));
  const w = openReadyWriter(folder);
  const r = openReadyPages(folder, { behind: 'keeper' });
  w.goodUntil(NOW + 1_000);
  t.after(() => {
    r.close();
    w.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, w, r };
}

const textOf = (r: ReadyPages, key: string, now = NOW) => {
  const found = r.find(key, gzip, now);
  return found === undefined ? undefined : gunzipSync(found.body).toString();
};

test('what is put is found with its bytes in each encoding, and nothing else is', (t) => {
  const { w, r } = open(t);
  assert.equal(w.put('/i/a', page('甲'), making(3, w)), 'kept');
  assert.equal(w.put('/i/a', page('甲'), making(3, w)), 'same');
  assert.equal(textOf(r, '/i/a'), '甲');
  const br = r.find('/i/a', { br: true, gzip: true }, NOW);
  assert.equal(br?.encoding, 'br');
  assert.equal(brotliDecompressSync(br?.body ?? Buffer.alloc(0)).toString(), '甲');
  assert.equal(r.find('/i/a', { br: false, gzip: false }, NOW)?.body.toString(), '甲');
  assert.equal(r.find('/i/b', gzip, NOW), undefined);
  w.put('/i/a', page('乙'), making(4, w));
  assert.equal(textOf(r, '/i/a'), '乙');
  w.drop('/i/a', NOW);
  assert.equal(textOf(r, '/i/a'), undefined);
});

test('each way in which a page becomes untrue takes it out of service, and making it anew brings it back', (t) => {
  const { folder, w, r } = open(t);
  const put = (madeAt: number) => {
    w.put('/i/a', page('甲'), making(madeAt, w));
    w.put('/l', page('表'), making(madeAt, w, { lists: true, on: { key: 'unit:1', strictly: true } }));
  };
  const shown = (now = NOW) => [textOf(r, '/i/a', now) !== undefined, textOf(r, '/l', now) !== undefined];
  put(3);
  assert.deepEqual(shown(), [true, true]);
  closeReadyPages(folder, { size: 4, keys: ['/i/a'], lists: false });
  assert.deepEqual(shown(), [false, true]);
  // Made from what was before: still out of service, however late it is written.
  assert.equal(w.put('/i/a', page('甲'), making(3, w)), 'later');
  assert.deepEqual(shown(), [false, true]);
  put(4);
  assert.deepEqual(shown(), [true, true]);
  closeReadyPages(folder, { size: 5, keys: [], lists: true });
  assert.deepEqual(shown(), [true, false]);
  put(5);
  closeReadyPages(folder, { size: 6, keys: ['unit:1'], lists: false });
  assert.deepEqual(shown(), [true, false]);
  put(6);
  for (const what of [['unit:1'], 'lists'] as const) {
    w.stale(what);
    assert.deepEqual(shown(), [true, false], String(what));
    put(6);
  }
  w.stale('all');
  assert.deepEqual(shown(), [false, false]);
  put(6);
  assert.deepEqual(shown(NOW + 1_000), [false, false], 'nobody answers for them any more');
  w.put('/i/a', page('甲'), making(6, w, { validUntil: NOW + 5 }));
  assert.deepEqual([textOf(r, '/i/a', NOW + 4), textOf(r, '/i/a', NOW + 5)], ['甲', undefined]);
});

test('what a reader remembers of the table is dropped at every change, and when a new keeper comes', (t) => {
  const { folder, w, r } = open(t);
  const put = (text: string) => w.put('/i/a', page(text), making(3, w));
  for (const change of [
    () => w.stale(['/i/a']),
    () => w.drop('/i/a', NOW),
    () => closeReadyPages(folder, { size: 4, keys: ['/i/a'], lists: false }),
  ]) {
    put('甲');
    assert.equal(textOf(r, '/i/a'), '甲');
    change();
    assert.equal(textOf(r, '/i/a'), undefined);
  }
  w.put('/i/a', page('乙'), making(4, w));
  assert.equal(textOf(r, '/i/a'), '乙');
  // A keeper that dies after its change and before it told of it.
  const opened = openCurrent(folder, 'r+');
  assert.ok(opened !== undefined);
  const { changes } = readStateOf(opened);
  w.put('/i/a', page('丙'), making(4, w));
  writeNumber(opened.index, head.changes, changes);
  closeOpened(opened);
  assert.equal(textOf(r, '/i/a'), '乙', 'nothing was told');
  openReadyWriter(folder).close();
  assert.equal(textOf(r, '/i/a'), '丙');
});

test('a page that was dropped and overwritten is served when it is made again', (t) => {
  const { w, r } = open(t);
  w.put('/i/a', page('甲'), making(3, w));
  w.drop('/i/a', NOW);
  w.wipe(NOW + 10_000);
  assert.equal(textOf(r, '/i/a'), undefined);
  w.put('/i/a', page('乙'), making(3, w));
  assert.equal(textOf(r, '/i/a'), '乙');
});

test('a page that is made for the first time while it is being withdrawn is not served', (t) => {
  const { folder, w, r } = open(t);
  closeReadyPages(folder, { size: 9, keys: ['/i/new'], lists: false });
  assert.equal(w.put('/i/new', page('旧'), making(8, w)), 'later');
  assert.equal(textOf(r, '/i/new'), undefined);
  assert.equal(w.put('/i/new', page('新'), making(9, w)), 'kept');
  assert.equal(textOf(r, '/i/new'), '新');
});

test('the table grows and is swept while it is read, and what was closed stays closed', (t) => {
  const { folder, w, r } = open(t);
  for (let at = 0; at < 3_000; at += 1) w.put(`/i/${at}`, page(`第 ${at} 件`), making(1, w));
  closeReadyPages(folder, { size: 2, keys: ['/i/7'], lists: false });
  w.renew('always');
  assert.equal(textOf(r, '/i/2999'), '第 2999 件');
  assert.equal(textOf(r, '/i/7'), undefined);
  assert.equal(w.state().garbage, 0);
  assert.equal([...w.keys()].length, 3_000);
  w.close();
  const again = openReadyWriter(folder);
  assert.ok(again.isReady('/i/2999', NOW) && !again.isReady('/i/7', NOW));
});

test('any order of making, closing and sweeping: what is served was made after the last closing', (t) => {
  const { folder, w, r } = open(t);
  let size = 0;
  const step = fc.record({ key: fc.nat(5), what: fc.constantFrom('put', 'old', 'close', 'renew') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const closedAt = new Map<string, number>();
      for (const { key: number, what } of steps) {
        const key = `/k/${number}`;
        if (what === 'put') w.put(key, page(`${key} ${size}`), making(size, w));
        if (what === 'old') w.put(key, page(`${key} ${size - 1}`), making(size - 1, w));
        if (what === 'renew') w.renew('always');
        if (what !== 'close') continue;
        size += 1;
        closedAt.set(key, size);
        closeReadyPages(folder, { size, keys: [key], lists: false });
      }
      for (const [key, closed] of closedAt) {
        const found = r.find(key, gzip, NOW);
        assert.ok(found === undefined || found.madeAt >= closed, key);
      }
    }),
    { numRuns: 60 },
  );
});

test('a keeper killed anywhere: what is served afterwards is true, and what was closed stays closed', (t) => {
  const points = [
    'ready-bytes-written',
    'ready-slot-written',
    'ready-generation-copied',
    'ready-generation-current',
    'ready-generation-filled',
    'ready-generation-open',
  ];
  for (const point of points) {
    const { folder, w, r } = open(t);
    for (const key of ['/i/a', '/i/b', '/i/c']) w.put(key, page(`${key} 旧`), making(1, w));
    closeReadyPages(folder, { size: 2, keys: ['/i/c'], lists: false });
    const script = `import { openReadyWriter } from ${JSON.stringify(join(import.meta.dirname, 'write.ts'))};
      const w = openReadyWriter(${JSON.stringify(folder)});
      const put = (key) => w.put(key, { status: 200, headers: { 'content-type': 'text/html', etag: '"n"' }, body: Buffer.from(key + ' 新') }, { madeAt: 2, tick: w.tick(), now: ${NOW} });
      put('/i/a'); put('/i/new'); w.renew('always');`;
    const env = { ...process.env, GONGKAI_FAIL_POINT: point };
    const killed = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      cwd: join(import.meta.dirname, '..', '..', '..'),
    });
    assert.equal(killed.signal, 'SIGKILL', `${point}: ${killed.stderr}`);
    const check = () => {
      for (const key of ['/i/a', '/i/b', '/i/new'])
        assert.ok([undefined, `${key} 旧`, `${key} 新`].includes(textOf(r, key)), `${point} ${key}`);
      assert.equal(textOf(r, '/i/c'), undefined, point);
    };
    check();
    // Somebody publishes before the next keeper comes.
    closeReadyPages(folder, { size: 3, keys: ['/i/b'], lists: false });
    check();
    assert.equal(textOf(r, '/i/b'), undefined, point);
    const next = openReadyWriter(folder);
    next.goodUntil(NOW + 1_000);
    check();
    assert.notEqual(textOf(r, '/i/b'), '/i/b 旧', point);
    assert.equal(next.put('/i/b', page('/i/b 新'), making(3, next)), 'kept');
    assert.equal(textOf(r, '/i/b'), '/i/b 新', point);
    next.close();
  }
});

test('what was replaced or dropped is overwritten once nobody can be reading it', (t) => {
  const { folder, w } = open(t);
  const plain = { 'content-type': 'application/octet-stream' };
  const bytes = () =>
    readFileSync(join(folder, readFileSync(join(folder, 'current'), 'utf8').trim(), 'bytes'), 'utf8');
  w.put('/i/a', page('机密甲', plain), making(1, w));
  w.put('/i/b', page('机密乙', plain), making(1, w));
  w.put('/i/a', page('公开', plain), making(2, w));
  w.drop('/i/b', NOW);
  w.wipe(NOW + 1_000);
  assert.ok(bytes().includes('机密甲') && w.state().unwiped > 0);
  w.wipe(NOW + 2_000);
  assert.ok(!bytes().includes('机密') && bytes().includes('公开'));
  assert.equal(w.state().unwiped, 0);
  assert.equal(w.put('/i/b', page('又公开', plain), making(3, w)), 'kept');
});

test('the address of what was dropped goes as well: a file is called as its sender called it', (t) => {
  const { folder, w } = open(t);
  const everything = () => {
    const current = join(folder, readFileSync(join(folder, 'current'), 'utf8').trim());
    return ['bytes', 'index'].map((file) => readFileSync(join(current, file), 'latin1')).join('');
  };
  for (const key of ['/i/a/files/1/JIA', '/i/a/files/2/YI']) w.put(key, page(key), making(1, w));
  w.put('/i/a', page('页'), making(1, w, { on: { key: 'item:a', strictly: true } }));
  assert.ok(everything().includes('JIA') && everything().includes('YI'));
  w.drop('/i/a/files/1/JIA', NOW);
  w.wipe(NOW + 2_000);
  assert.ok(!everything().includes('JIA'));
  // The next keeper overwrites nothing: it leaves out what its predecessor had not got round to.
  w.drop('/i/a/files/2/YI', NOW);
  assert.ok(everything().includes('YI'));
  w.renew('always');
  assert.ok(!everything().includes('YI'));
  assert.deepEqual([...w.keys()], ['/i/a']);
  closeReadyPages(folder, { size: 2, keys: ['item:a'], lists: false });
});

test('dropped and made again at once, the same bytes: they are not overwritten with what was dropped', (t) => {
  const { w, r } = open(t);
  w.put('/i/a', page('甲'), making(1, w));
  w.drop('/i/a', NOW);
  assert.equal(w.put('/i/a', page('甲'), making(1, w)), 'kept');
  w.wipe(NOW + 2_000);
  w.goodUntil(NOW + 10_000);
  assert.equal(textOf(r, '/i/a', NOW + 2_000), '甲');
});

const plain = 'GET /i/a HTTP/1.1\r\nHost: x\r\n';

test('only the simplest requests are answered on the quick way', () => {
  assert.deepEqual(readQuickRequest(`${plain}Accept-Encoding: gzip, br;q=0\r\n\r\n`), {
    isHead: false,
    address: '/i/a',
    gzip: true,
    br: false,
    ifNoneMatch: null,
    ifModifiedSince: null,
    isLast: false,
  });
  for (const other of [
    plain,
    `${plain}\r\n${plain}\r\n`,
    `${plain}\r\nbody`,
    `${plain}Content-Length: 3\r\n\r\n`,
    `${plain}Transfer-Encoding: chunked\r\n\r\n`,
    `${plain}Transfer-Encoding : chunked\r\n\r\n`,
    `${plain} folded: x\r\n\r\n`,
    `${plain}Connection: upgrade\r\n\r\n`,
    `${plain}Host: y\r\n\r\n`,
    `${plain}Cookie: gongkai_session=x\r\n\r\n`,
    `${plain}Accept-Language: en, zh\r\n\r\n`,
    `${plain}Range: bytes=0-1\r\n\r\n`,
    `${plain}x: a\nb\r\n\r\n`,
    'GET /i/a HTTP/1.0\r\nHost: x\r\n\r\n',
    'POST /i/a HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /i/甲 HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /i/a HTTP/1.1\r\n\r\n',
  ])
    assert.equal(readQuickRequest(other), null, other);
  assert.ok(
    accepts('deflate, gzip;q=0.5', 'gzip') && !accepts('x-gzip', 'gzip') && !accepts('gzip;q=0', 'gzip'),
  );
  assert.ok(isPlainReader('a=b', 'zh-CN,zh;q=0.9,en;q=0.8') && !isPlainReader('', 'en-US,zh'));
});

async function listening(
  t: TestContext,
  { w, r }: Opened,
): Promise<{ url: string; port: number; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      response.end(`ordinary ${Buffer.concat(parts).toString()}`);
    });
  });
  const front = putInFront(server, r, () => NOW);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    front.close();
    server.closeAllConnections();
    server.close();
  });
  w.put('/i/a', page('甲页'), making(1, w));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, asked, server };
}

test('in front of a server: ready pages with tags and 304, everything else as if there were no front', async (t) => {
  const { url, asked } = await listening(t, open(t));
  const first = await fetch(`${url}/i/a`);
  assert.equal(await first.text(), '甲页');
  assert.match(first.headers.get('vary') ?? '', /accept-encoding/);
  const tag = first.headers.get('etag') ?? '';
  const since = first.headers.get('last-modified') ?? '';
  assert.match(tag, /-(gz|br)"$/);
  for (const headers of [{ 'if-none-match': `W/"x", ${tag}` }, { 'if-modified-since': since }]) {
    const again = await fetch(`${url}/i/a`, { headers: headers as Record<string, string> });
    assert.deepEqual([again.status, await again.text()], [304, '']);
  }
  const changed = await fetch(`${url}/i/a`, {
    headers: { 'if-none-match': '"other"', 'if-modified-since': since },
  });
  assert.equal(changed.status, 200);
  const bare = await fetch(`${url}/i/a`, { method: 'HEAD' });
  assert.equal(await bare.text(), '');
  assert.equal(bare.headers.get('etag'), tag);
  assert.deepEqual(asked, []);
  assert.equal(await (await fetch(`${url}/i/b`)).text(), 'ordinary ');
  assert.equal(await (await fetch(`${url}/i/a`, { method: 'POST', body: 'x' })).text(), 'ordinary x');
  assert.equal(
    await (await fetch(`${url}/i/a`, { headers: { cookie: 'gongkai_elder=1' } })).text(),
    'ordinary ',
  );
  assert.deepEqual(asked, ['GET /i/b', 'POST /i/a', 'GET /i/a']);
  // The connection has gone over by now, and ready pages come all the same.
  const later = await fetch(`${url}/i/a`, { headers: { 'if-none-match': '"other"' } });
  assert.deepEqual([await later.text(), later.headers.get('etag')], ['甲页', tag]);
  assert.equal((await fetch(`${url}/i/a`, { headers: { 'if-none-match': tag } })).status, 304);
  assert.equal(asked.length, 3);
});

test('one connection: ready, ready, then two in one packet, a request in halves', async (t) => {
  const { port, asked } = await listening(t, open(t));
  const socket = connect(port, '127.0.0.1');
  let seen = '';
  const until = (wanted: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!seen.includes(wanted)) return;
        seen = '';
        socket.off('data', look);
        resolve();
      };
      socket.on('data', look);
    });
  socket.on('data', (bytes) => {
    seen += bytes.toString();
  });
  for (let round = 0; round < 2; round += 1) {
    const done = until('甲页');
    socket.write('GET /i/a HTTP/1.1\r\nHost: x\r\n\r\n');
    await done;
  }
  assert.deepEqual(asked, []);

  socket.write('GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHo');
  socket.write('st: x\r\nConnection: close\r\n\r\n');
  await new Promise((resolve) => socket.once('close', resolve));
  assert.deepEqual(asked, ['GET /1', 'GET /2']);
});

test('readers who take their answers late get each page whole, though the next ones were read meanwhile', async (t) => {
  const opened = open(t);
  const { port, server } = await listening(t, opened);
  const textOfPage = (at: number) => `${at} `.repeat(700_000 / `${at} `.length);
  const addresses = Array.from({ length: 8 }, (_, at) => `/i/long${at + 10}`);
  // As large as it is and not as it packs: a kind of its own, kept as it is.
  for (const [at, address] of addresses.entries())
    opened.w.put(
      address,
      page(textOfPage(at + 10), { 'content-type': 'application/octet-stream' }),
      making(1, opened.w),
    );
  const slow = [await slowReader(server, port), await slowReader(server, port)];
  for (const address of addresses)
    for (const reader of slow) await reader.ask(`GET ${address} HTTP/1.1\r\nHost: x\r\n\r\n`);
  for (const reader of slow) {
    const bodies = (await reader.readAll())
      .split(/HTTP\/1\.1 200 OK\r\n/)
      .slice(1, -1)
      .map((one) => one.slice(one.indexOf('\r\n\r\n') + 4));
    assert.deepEqual(
      bodies.map((body, at) => [at, body === textOfPage(at + 10)]),
      addresses.map((_, at) => [at, true]),
    );
  }
});

/** Somebody who asks and asks, each time when the question before was heard, and reads only when told. */
async function slowReader(server: Server, port: number) {
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const socket = connect(port, '127.0.0.1').pause();
  const other = await accepted;
  const parts: Buffer[] = [];
  return {
    ask: async (question: string) => {
      const heard = new Promise((resolve) => other.once('data', resolve));
      socket.write(question);
      await heard;
    },
    readAll: async () => {
      const ended = new Promise((resolve) => socket.once('close', resolve));
      socket.on('data', (bytes: Buffer) => void parts.push(bytes)).resume();
      socket.write('GET /i/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
      await ended;
      return Buffer.concat(parts).toString('latin1');
    },
  };
}
