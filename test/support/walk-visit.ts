import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { ensureSystemPackages } from './system-packages.ts';

/** What came back from one visit, with everything in it that could hold a word. */
export type Visit = {
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  /**
   * Body and headers as text; packed files are unpacked, PDF read as a reader would, and what stands in base64 (proofs, parts)
   * is decoded.
   */
  readonly all: string;
  readonly body: string;
};

export async function visit(
  fetch: (path: string, init: RequestInit) => Promise<Response>,
  path: string,
  init: RequestInit = {},
): Promise<Visit> {
  const answer = await fetch(path, init);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const body = await readableIn(bytes);
  const isData = /json|text\/plain/.test(answer.headers.get('content-type') ?? '');
  const hidden = isData ? decodedWithin(body, 2) : '';
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${decoded(value)}`).join('\n');
  return {
    path,
    status: answer.status,
    headers: answer.headers,
    body,
    all: `${headers}\n\n${body}${hidden}`,
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** What stands in base64 in a text, and in base64 within that. */
function decodedWithin(text: string, depth: number): string {
  const found = text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? [];
  return found
    .map((one) => Buffer.from(one, 'base64').toString('utf8'))
    .map((one) => `\n${one}${depth > 1 ? decodedWithin(one, depth - 1) : ''}`)
    .join('');
}

const isPdf = (bytes: Buffer) => bytes.subarray(0, 5).toString('latin1') === '%PDF-';

/** Everything a curious reader finds in a file. */
export async function readableIn(bytes: Buffer): Promise<string> {
  if (!isPdf(bytes)) return textOf(bytes);
  const key = createHash('sha256').update(bytes).digest('hex');
  const before = pdfTexts.get(key);
  if (before !== undefined) return before;
  const text = readPdf(bytes);
  pdfTexts.set(key, text);
  return text;
}

/** Many readers get the same bytes. */
const pdfTexts = new Map<string, Promise<string>>();

/** Its words in the order of the page, its title and keywords; once more without the breaks of lines, which may cut a word. */
async function readPdf(bytes: Buffer): Promise<string> {
  ensureSystemPackages();
  const said = await Promise.all([
    ask('pdftotext', ['-raw', '-', '-'], bytes),
    ask('pdfinfo', ['-'], bytes),
    ask('pdfinfo', ['-meta', '-'], bytes),
  ]);
  const text = said.join('\n').normalize('NFKC');
  return `${text}\n${text.replaceAll(/\s/g, '')}`;
}

function ask(program: string, args: readonly string[], input: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 64 * 1_048_576 }, (error, out) =>
      error === null ? resolve(out) : reject(error),
    );
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** The text of an answer; of a ZIP (xlsx, docx) that of everything packed in it. */
function textOf(bytes: Buffer): string {
  if (bytes.length > 18 && bytes.readUInt16BE(0) === 0x1f8b) return gunzipSync(bytes).toString('utf8');
  if (bytes.readUInt32BE === undefined || bytes.length < 4 || bytes.readUInt32LE(0) !== 0x04034b50)
    return bytes.toString('utf8');
  return unpack(bytes).join('\n');
}

/** Reads the entries by the central directory at the end of the file. */
function unpack(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const texts: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let entry = zip.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    const size = zip.readUInt32LE(at + 20);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    texts.push((zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return texts;
}

/** Addresses an answer leads on to: links and forms of a page, and the next piece of a list. */
export function leadsOf({ path, body, headers }: Visit): readonly string[] {
  if (headers.get('content-type')?.includes('json') === true) {
    const next = /"next":"([^"]+)"/.exec(body)?.[1];
    if (next === undefined || !path.startsWith('/api/')) return [];
    const url = new URL(path, 'http://x');
    url.searchParams.set('cursor', next);
    return [url.pathname + url.search];
  }
  const links = [...body.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
  return links.filter((link) => !link.startsWith('//'));
}

/** Runs work over a list, some at a time. */
export async function eachOf<T>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const run = async () => {
    for (let index = next++; index < list.length; index = next++) await work(list[index] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, run));
}
