import { createHash } from 'node:crypto';

/** Longest name a file system takes is 255 bytes; endings still have to fit. The verifier reads copies by the same rule. */
const LONGEST = 200;

/**
 * Where the answer of an address lies in an exported site: the address itself, HTML with its ending, a tombstone as
 * `….410.html`. Steps of the path are written as they are read (a web server decodes them), a query as it is sent.
 * @returns a path from the root, with its slash
 */
export function fileOf(address: string, isHtml: boolean, status: number): string {
  // In a folder a name is a file or a folder, not both.
  if (address === '/log/vkey/history') return '/log/vkey.history';
  const at = address.indexOf('?');
  const [path, query] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at)];
  const ending = status === 410 ? '.410.html' : isHtml ? '.html' : '';
  const steps = (path === '/' ? '/index' : path).split('/');
  const last = steps.pop() ?? '';
  return [...steps.map((step) => nameOf(step)), `${nameOf(last, query)}${ending}`].join('/');
}

function nameOf(step: string, query = ''): string {
  const plain = `${decoded(step)}${query}`;
  if (plain === '.' || plain === '..') return '_';
  if (Buffer.byteLength(plain) <= LONGEST) return plain;
  const sent = `${step}${query}`;
  return `${sent.slice(0, 40)}~${createHash('sha256').update(sent).digest('hex').slice(0, 24)}`;
}

function decoded(step: string): string {
  try {
    const text = decodeURIComponent(step);
    return /[/\\\0]/.test(text) || text === '.' || text === '..' ? step : text;
  } catch {
    return step;
  }
}

/** Does a web server find the file by the address alone? Shortened names have to be told to it. */
export const isPlainlyNamed = (address: string, file: string): boolean =>
  !file.includes('~') || address.includes('~');
