import { STATUS_CODES } from 'node:http';
import type { Encoding, ReadyPage } from './read.ts';

export type Conditions = { readonly ifNoneMatch: string | null; readonly ifModifiedSince: string | null };

/** Endings of the tag: each encoding is a representation of its own (RFC 9110 §8.8.3). */
const endings: Readonly<Record<Encoding, string>> = { identity: '', gzip: '-gz', br: '-br' };

export const tagOf = (page: ReadyPage): string => `"${page.tag}${endings[page.encoding]}"`;

/** Has the reader just this already? A tag decides alone where there is one (RFC 9110 §13.2.2). */
export function isKnown(page: ReadyPage, { ifNoneMatch, ifModifiedSince }: Conditions): boolean {
  if (page.status !== 200) return false;
  if (ifNoneMatch !== null) {
    if (page.tag === '') return false;
    if (ifNoneMatch.trim() === '*') return true;
    // Any encoding of the same bytes will do: the copy that the reader has says the same.
    return ifNoneMatch.split(',').some((one) => stripped(one) === page.tag);
  }
  return ifModifiedSince !== null && ifModifiedSince === dateText(page.modified);
}

const stripped = (tag: string) =>
  tag
    .trim()
    .replace(/^W\//, '')
    .replaceAll('"', '')
    .replace(/-(?:gz|br)$/, '');

const texts = new Map<number, string>();

/** Of moments in whole seconds, as HTTP writes them. Pages are made many in one second. */
function dateText(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  const known = texts.get(second);
  if (known !== undefined) return known;
  const text = new Date(second * 1000).toUTCString();
  if (texts.size > 2_000) texts.clear();
  texts.set(second, text);
  return text;
}

/** Header lines that belong to this answer and not to the page. */
export function ownLines(page: ReadyPage, notModified: boolean): string {
  const tag = page.tag === '' ? '' : `etag: ${tagOf(page)}\r\n`;
  const dates = page.status === 200 ? `${tag}last-modified: ${dateText(page.modified)}\r\n` : tag;
  if (notModified) return dates;
  const length = page.stored?.size ?? page.body.length;
  const encoding = page.encoding === 'identity' ? '' : `content-encoding: ${page.encoding}\r\n`;
  return `${dates}${encoding}content-length: ${length}\r\n`;
}

let second = 0;
let dateLine = '';

/** The whole answer as bytes, in the page's own memory where there is room; of a last one the caller ends the connection. */
export function composeAnswer(
  page: ReadyPage,
  request: Conditions & { readonly isHead: boolean; readonly isLast: boolean },
  keepSeconds: number,
  now: number,
): Buffer {
  const current = Math.floor(now / 1000);
  if (current !== second) {
    second = current;
    dateLine = `date: ${dateText(now)}\r\n`;
  }
  const kept = request.isLast
    ? 'connection: close\r\n\r\n'
    : `connection: keep-alive\r\nkeep-alive: timeout=${keepSeconds}\r\n\r\n`;
  const notModified = isKnown(page, request);
  const status = notModified ? 304 : page.status;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${page.head}${ownLines(page, notModified)}${dateLine}${kept}`;
  if (notModified || request.isHead) return Buffer.from(head, 'latin1');
  const { body, room } = page;
  if (head.length > room) return Buffer.concat([Buffer.from(head, 'latin1'), body]);
  const answer = Buffer.from(body.buffer, body.byteOffset - head.length, head.length + body.length);
  answer.write(head, 'latin1');
  return answer;
}
