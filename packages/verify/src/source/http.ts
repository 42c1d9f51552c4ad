import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Source, SourceError } from './types.ts';

/** How hard a site is asked: it has other readers. */
export type HttpLimits = {
  /** Requests under way at once. */
  readonly atOnce: number;
  /** Milliseconds until an unanswered request is given up. */
  readonly timeout: number;
  /** How often a request that failed is tried again. */
  readonly retries: number;
  /** First pause between tries, in milliseconds; doubles. */
  readonly backoff: number;
};

const usual: HttpLimits = { atOnce: 6, timeout: 30_000, retries: 3, backoff: 500 };
const longestPause = 30_000;
const mostRedirects = 3;

/** Reads a site over http(s): a few requests at once, sizes bounded as the bytes come in, the site's own host only. */
export function httpSource(place: string, limits: Partial<HttpLimits>): Source {
  const { atOnce, timeout, retries, backoff } = { ...usual, ...limits };
  const base = new URL(place);
  const root = `${base.origin}${base.pathname.replace(/\/+$/, '')}`;
  const turn = turns(atOnce);
  const once = (path: string, atMost: number) => fetchBounded(root, path, atMost, timeout);
  return {
    kind: 'http',
    name: place,
    read: givingUp((path, atMost) => turn(() => tryAgain(() => once(path, atMost), retries, backoff))),
    close: () => {},
  };
}

/** After so many requests in a row without any answer, a site is held to be gone. */
const mostSilent = 5;

function givingUp(read: Source['read']): Source['read'] {
  let silent = 0;
  return async (path, atMost) => {
    if (silent >= mostSilent) throw new SourceError('gone', path, 'the site no longer answers');
    try {
      const answer = await read(path, atMost);
      silent = 0;
      return answer;
    } catch (error) {
      if (error instanceof SourceError && isSilence(error)) silent += 1;
      throw error;
    }
  };
}

const isSilence = ({ reason }: SourceError) => reason === 'unreachable' || reason === 'timeout';

/** Lets `most` pieces of work run at once; the others wait in order. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

type Tried = Answer & { readonly retryAfter: number | null };

async function tryAgain(work: () => Promise<Tried>, retries: number, backoff: number): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= retries;
    try {
      const answer = await work();
      if (last || !(answer.status === 429 || answer.status >= 500)) return answer;
      await pause(Math.min(longestPause, answer.retryAfter ?? backoff * 2 ** attempt));
    } catch (error) {
      const final =
        error instanceof SourceError && (error.reason === 'too-large' || error.reason === 'outside');
      if (last || final) throw error;
      await pause(Math.min(longestPause, backoff * 2 ** attempt));
    }
  }
}

async function fetchBounded(root: string, path: string, atMost: number, timeout: number): Promise<Tried> {
  let address = new URL(`${root}${path}`);
  const host = address.origin;
  const signal = AbortSignal.timeout(timeout);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const response = await ask(address, path, signal);
    const onward = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (onward === null) {
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
      return { status: response.status, bytes: await readBounded(response, path, atMost), retryAfter };
    }
    await response.body?.cancel();
    address = new URL(onward, address);
    if (address.origin !== host) throw new SourceError('outside', path, `leads to ${address.origin}`);
  }
  throw new SourceError('unreachable', path, 'too many redirections');
}

async function ask(address: URL, path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      redirect: 'manual',
      signal,
      headers: { 'user-agent': 'gongkai-verify/0.1' },
    });
  } catch (error) {
    throw toSourceError(error, path);
  }
}

async function readBounded(response: Response, path: string, atMost: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of response.body ?? []) {
      size += piece.length;
      if (size > atMost) throw new SourceError('too-large', path, `more than ${atMost} bytes`);
      pieces.push(piece);
    }
  } catch (error) {
    throw toSourceError(error, path);
  }
  return Buffer.concat(pieces, size);
}

function toSourceError(error: unknown, path: string): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof Error && error.name === 'TimeoutError')
    return new SourceError('timeout', path, 'no answer in time');
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return new SourceError('unreachable', path, cause);
}
