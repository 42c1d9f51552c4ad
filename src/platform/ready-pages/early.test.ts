import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isOfThisBoot } from './boot.ts';
import { bootNumber, openReadyPages, openReadyWriter, putInFrontOfNothing } from './index.ts';

const NOW = 1_000_000;
const health = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 8\r\nconnection: close\r\n\r\nstarting';

/** A server that listens with one ready page, `/ready`, and no handler yet. */
async function listening(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-early-'));
  const writer = openReadyWriter(folder);
  writer.goodUntil(NOW + 1);
  const headers = { 'content-type': 'text/plain', etag: '"a"' };
  const making = { madeAt: 1, tick: writer.tick(), now: NOW };
  writer.put('/ready', { status: 200, headers, body: Buffer.from('已备') }, making);
  const pages = openReadyPages(folder, { behind: 'keeper' });
  const server = createServer();
  const meanwhile = {
    answer: (address: string) => (address === '/healthz' ? Buffer.from(health) : undefined),
    tooLong: Buffer.from(health),
  };
  const front = putInFrontOfNothing(server, pages, meanwhile, () => NOW);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    front.close();
    server.closeAllConnections();
    server.close();
    pages.close();
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { server, front, port: (server.address() as AddressInfo).port, folder, writer };
}

/** Says something on a connection of its own and reads until the other side ends it. */
function talk(port: number, text: string): { readonly socket: Socket; readonly heard: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  const heard = new Promise<string>((resolve) => {
    let all = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      all += part;
    });
    socket.on('close', () => resolve(all));
    socket.on('error', () => undefined);
  });
  return { socket, heard };
}

const ask = (port: number, path: string) =>
  talk(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);

async function echo(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return `${request.method} ${request.url} ${body}`;
}

test('before the program is there: ready pages and health at once, everything else waits and is answered whole', async (t) => {
  const { server, front, port } = await listening(t);
  const posted = talk(
    port,
    'POST /api/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9\r\n\r\nfirst',
  );
  const waiting = ask(port, '/search');
  assert.match(await ask(port, '/ready').heard, /^HTTP\/1\.1 200 .*已备$/s);
  assert.equal(await ask(port, '/healthz').heard, health);
  posted.socket.write('last');
  // Somebody who does not wait for the answer does no harm.
  const gone = ask(port, '/search');
  gone.socket.destroy();
  await gone.heard;

  server.on('request', (request, response) => {
    void echo(request).then((text) => response.end(text));
  });
  front.open();
  assert.match(await posted.heard, /^HTTP\/1\.1 200 .*POST \/api\/x firstlast$/s);
  assert.match(await waiting.heard, /^HTTP\/1\.1 200 .*GET \/search $/s);
  assert.match(await ask(port, '/healthz').heard, /^HTTP\/1\.1 200 .*GET \/healthz $/s);
  assert.match(await ask(port, '/ready').heard, /^HTTP\/1\.1 200 .*已备$/s);
  // A connection that had gone over gets its ready pages from node's own parser.
  const both = talk(port, 'GET /search HTTP/1.1\r\nHost: x\r\n\r\n');
  both.socket.write('GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  assert.match(await both.heard, /GET \/search .*已备$/s);
});

test('a program that does not come: whoever waited is let go', async (t) => {
  const { front, port } = await listening(t);
  const waiting = ask(port, '/search');
  assert.match(await ask(port, '/ready').heard, /已备$/);
  front.close();
  assert.equal(await waiting.heard, '');
});

test('a program that takes too long: whoever waits is told', async (t) => {
  const { port } = await listening(t);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let heard: string | undefined;
  void ask(port, '/search').heard.then((text) => {
    heard = text;
  });
  while (heard === undefined) {
    t.mock.timers.tick(50_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(heard, health);
});

test('pages of an earlier boot are nobody’s until a keeper has looked', async (t) => {
  const { folder, writer } = await listening(t);
  assert.equal(isOfThisBoot(folder), false);
  writer.remember('boot', bootNumber());
  assert.equal(isOfThisBoot(folder), true);
  assert.equal(isOfThisBoot(join(folder, 'none')), false);
});
