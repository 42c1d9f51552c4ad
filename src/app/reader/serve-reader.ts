import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { fileStoreIn, placeOf } from '#platform/files';
import {
  acceptedBy,
  openReadyPages,
  pairsOf,
  putInFront,
  type ReadyPage,
  type ReadyPages,
  readRange,
  sendReady,
} from '#platform/ready-pages';
import { isCovered } from '../export/export-site.ts';
import { absent, notHere, plainPage } from './words.ts';

/*
 * A node that only reads (`start --role reader`): a folder with ready pages, stored files and the log's tiles, shared with or
 * copied from an installation, and neither database nor office.
 */

export type ReaderOptions = {
  /** Data folder: `ready`, `files`, `log` in it. */
  readonly data: string;
  readonly port: number;
  readonly host: string;
  /** Where readers go for what this node cannot do; null: it does not know. */
  readonly mainSite: string | null;
};

export type RunningReader = { readonly address: string; readonly close: () => Promise<void> };

/** What only the program with its database can answer. */
const elsewhere =
  /^\/(?:search|signin|signout|office|api|members|preferences|subscriptions?|kiosk|screens?)(?:[/?]|$)|^\/[a-z]+\?/;
const security = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
};
const policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/** Serves a folder until closed. */
export async function serveReader(options: ReaderOptions): Promise<RunningReader> {
  const pages = openReadyPages(join(options.data, 'ready'), { behind: 'nobody' });
  const server = createServer((request, response) => {
    try {
      answer(options, pages, request, response);
    } catch (error) {
      console.error(JSON.stringify({ at: new Date().toISOString(), level: 'error', error: String(error) }));
      if (!response.headersSent) tell(response, 503, plainPage(absent.title, absent.text, options.mainSite));
      else response.destroy();
    }
  });
  const front = putInFront(server, pages);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
  return {
    address: `http://${host}:${port}`,
    close: async () => {
      front.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      pages.close();
    },
  };
}

function answer(
  options: ReaderOptions,
  pages: ReadyPages,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const address = request.url ?? '/';
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return void tell(response, 503, plainPage(notHere.title, notHere.text, options.mainSite));
  if (address === '/healthz') return void sayHealth(response, pages);
  if (address.startsWith('/log/tile/')) return void sendTile(options, pages, address, response);
  // Whoever has chosen a language or larger print gets the page as it is: there is no other here.
  const page = pages.find(address, acceptedBy(request), Date.now());
  if (page === undefined) {
    const [status, words] = elsewhere.test(address) ? ([503, notHere] as const) : ([404, absent] as const);
    return void tell(response, status, plainPage(words.title, words.text, options.mainSite));
  }
  if (page.stored !== null) return void sendStored(options, page, request, response);
  sendReady(page, request, response);
}

function tell(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...security,
    'content-security-policy': policy,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '60' } : {}),
  });
  response.end(text);
}

function sayHealth(response: ServerResponse, pages: ReadyPages): void {
  const hasHome = pages.find('/', { br: false, gzip: true }, Date.now()) !== undefined;
  response.writeHead(hasHome ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify({ status: hasHome ? 'ok' : 'no-pages', roles: ['reader'] }));
}

/** A stored file, whole or the part that was asked for. */
function sendStored(
  { data }: ReaderOptions,
  page: ReadyPage,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { sha256 = '', size = 0 } = page.stored ?? {};
  const path = placeOf(fileStoreIn(data), sha256);
  if (statSync(path, { throwIfNoEntry: false })?.size !== size)
    throw new Error(`stored file ${sha256} is not in the folder`);
  const range = readRange(
    request.headers['if-range'] === undefined ? request.headers.range : undefined,
    size,
  );
  const lines = pairsOf(`${page.head}etag: "${page.tag}"\r\n`);
  if (range === 'outside') {
    response.writeHead(416, [...lines, 'content-range', `bytes */${size}`]);
    return void response.end();
  }
  const part = range === 'whole' ? { first: 0, last: size - 1 } : range;
  const told = range === 'whole' ? [] : ['content-range', `bytes ${part.first}-${part.last}/${size}`];
  response.writeHead(range === 'whole' ? 200 : 206, [
    ...lines,
    ...told,
    'content-length',
    String(part.last - part.first + 1),
  ]);
  if (request.method === 'HEAD') return void response.end();
  pipeline(createReadStream(path, { start: part.first, end: part.last }), response, () => undefined);
}

/** A tile that the checkpoint of this node covers. */
function sendTile(
  { data }: ReaderOptions,
  pages: ReadyPages,
  address: string,
  response: ServerResponse,
): void {
  const checkpoint =
    pages.find('/log/checkpoint', { br: false, gzip: false }, Date.now())?.body.toString() ?? '';
  const size = Number(checkpoint.split('\n')[1] ?? 0);
  const name = address.slice('/log/tile/'.length);
  const bytes = isCovered(name, size) ? readTile(join(data, 'log', 'tile', name)) : undefined;
  if (bytes === undefined) {
    response.writeHead(404, {
      ...security,
      'content-type': 'text/plain',
      'access-control-allow-origin': '*',
    });
    return void response.end('not found\n');
  }
  const kept = { 'cache-control': 'public, max-age=31536000, immutable', 'access-control-allow-origin': '*' };
  response.writeHead(200, {
    ...security,
    ...kept,
    'content-type': 'application/octet-stream',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

function readTile(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
