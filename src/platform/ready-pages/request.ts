/** What the quick way must know of a request. */
export type QuickRequest = {
  readonly isHead: boolean;
  /** Path and query as asked for. */
  readonly address: string;
  readonly gzip: boolean;
  readonly br: boolean;
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
  /** The reader asks for nothing more on this connection. */
  readonly isLast: boolean;
};

/**
 * Headers that make a request one for the ordinary way: whatever has a body, asks for a part, or for another protocol.
 * So nothing is read here that could be understood differently by a proxy in front.
 */
const notOurs = new Set([
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'range',
  'if-range',
  'if-match',
  'if-unmodified-since',
  'te',
  'trailer',
  'authorization',
]);

const line = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/;
const firstLine = /^(GET|HEAD) (\/[\x21-\x7e]*) HTTP\/1\.1$/;

/**
 * Reads one whole request of the simplest kind (RFC 9112): GET or HEAD, HTTP/1.1, by somebody who has chosen
 * nothing and is not signed in. Null for everything else, well-formed or not: the ordinary way answers it.
 * @param text the bytes that came, as latin1
 */
export function readQuickRequest(text: string): QuickRequest | null {
  const lineEnd = text.indexOf('\r\n');
  const [, method, address] = firstLine.exec(text.slice(0, lineEnd)) ?? [];
  if (method === undefined || address === undefined) return null;
  const rest = text.slice(lineEnd);
  // A reader sends the same headers with every request, and most readers those of their browser.
  if (rest !== lastRest) {
    lastTold = readHeaders(rest);
    lastRest = rest;
  }
  return lastTold === null ? null : { ...lastTold, isHead: method === 'HEAD', address };
}

type Told = Omit<QuickRequest, 'isHead' | 'address'>;
let lastRest = '';
let lastTold: Told | null = null;

/** @param rest from the end of the first line on */
function readHeaders(rest: string): Told | null {
  const end = rest.indexOf('\r\n\r\n');
  if (end < 0 || end !== rest.length - 4) return null;
  const lines = rest.slice(2, end).split('\r\n');
  if (lines.length > 60) return null;
  let hosts = 0;
  let encodings = '';
  let languages = '';
  let cookies = '';
  let ifNoneMatch: string | null = null;
  let ifModifiedSince: string | null = null;
  let isLast = false;
  for (const one of lines) {
    const [, rawName, value] = line.exec(one) ?? [];
    if (rawName === undefined || value === undefined) return null;
    const name = rawName.toLowerCase();
    if (notOurs.has(name)) return null;
    if (name === 'host') hosts += 1;
    else if (name === 'accept-encoding') encodings += `,${value}`;
    else if (name === 'accept-language') languages += `,${value}`;
    else if (name === 'cookie') cookies += `;${value}`;
    else if (name === 'if-none-match') ifNoneMatch = value;
    else if (name === 'if-modified-since') ifModifiedSince = value;
    else if (name === 'connection') {
      if (!/^(?:close|keep-alive)$/i.test(value)) return null;
      isLast ||= value.toLowerCase() === 'close';
    }
  }
  if (hosts !== 1 || !isPlainReader(cookies, languages)) return null;
  const gzip = accepts(encodings, 'gzip');
  return { gzip, br: accepts(encodings, 'br'), ifNoneMatch, ifModifiedSince, isLast };
}

/**
 * Nobody signed in, no elder mode, Chinese: what the ready pages are made for. The same rule as `localeOf` of #platform/http;
 * a test holds both against each other.
 */
export function isPlainReader(cookies: string, languages: string): boolean {
  if (cookies.includes('gongkai_')) return false;
  const english = languages.search(/\ben\b/i);
  const chinese = languages.search(/\bzh\b/i);
  return !(english >= 0 && (chinese < 0 || english < chinese));
}

/** Named, and not with a weight of zero (RFC 9110 §12.5.3). `*` names nothing here: who means gzip says so. */
export function accepts(encodings: string, name: string): boolean {
  const at = encodings.indexOf(name);
  if (at < 0) return false;
  return encodings.split(',').some((one) => {
    const [coding = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return coding === name && !parameters.some((part) => /^q=0(?:\.0{0,3})?$/.test(part));
  });
}
