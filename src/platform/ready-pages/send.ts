import type { IncomingMessage, ServerResponse } from 'node:http';
import { isKnown, ownLines } from './answer.ts';
import type { ReadyPage, ReadyPages } from './read.ts';
import { accepts, isPlainReader } from './request.ts';

/** Header lines as the pairs that node takes. */
export const pairsOf = (lines: string): string[] =>
  lines
    .split('\r\n')
    .filter((line) => line !== '')
    .flatMap((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);

/** Which encodings a reader takes, of those pages are kept in. */
export function acceptedBy(request: IncomingMessage) {
  const encodings = String(request.headers['accept-encoding'] ?? '');
  return { br: accepts(encodings, 'br'), gzip: accepts(encodings, 'gzip') };
}

/** Sends a page through a web server of node. Not for stored files. */
export function sendReady(page: ReadyPage, request: IncomingMessage, response: ServerResponse): void {
  const known = isKnown(page, {
    ifNoneMatch: request.headers['if-none-match'] ?? null,
    ifModifiedSince: request.headers['if-modified-since'] ?? null,
  });
  response.writeHead(known ? 304 : page.status, pairsOf(`${page.head}${ownLines(page, known)}`));
  response.end(known || request.method === 'HEAD' ? undefined : page.body);
}

/** The ready page of a request on a connection that the ordinary way has, for the same readers as on the quick way. */
export function findFor(pages: ReadyPages, request: IncomingMessage, now: number): ReadyPage | undefined {
  const { headers, method } = request;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  for (const name of ['content-length', 'transfer-encoding', 'range', 'authorization', 'expect'])
    if (headers[name] !== undefined) return undefined;
  if (!isPlainReader(headers.cookie ?? '', headers['accept-language'] ?? '')) return undefined;
  const page = pages.find(request.url ?? '/', acceptedBy(request), now);
  return page === undefined || page.stored !== null ? undefined : page;
}
