import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import type { BucketSettings } from '#platform/config';

/** A bucket cannot be used: what was tried and what the service said; never a key. */
export class BucketFault extends Error {
  readonly code: 'denied' | 'no-bucket' | 'away' | 'altered' | 'unexpected';
  constructor(code: BucketFault['code'], message: string, options?: ErrorOptions) {
    super(`file bucket ${code}: ${message}`, options);
    this.code = code;
  }
}

/** Bytes under their SHA-256 in a bucket. Keys are the hashes and nothing else; so is all metadata. */
export type Bucket = {
  readonly cacheBytes: number;
  /** @throws BucketFault when the keys or the bucket are wrong, or nobody answers */
  readonly check: () => Promise<void>;
  /** Size of what lies there, or null. */
  readonly sizeOf: (sha256: string) => Promise<number | null>;
  /** Uploads a file; the service compares what arrived with the hash before it keeps it. */
  readonly put: (sha256: string, path: string) => Promise<void>;
  /** Downloads to a new file, going on where a connection broke. @returns false when nothing lies there */
  readonly get: (sha256: string, path: string) => Promise<boolean>;
  readonly drop: (sha256: string) => Promise<void>;
  readonly list: () => AsyncGenerator<{ readonly sha256: string; readonly at: Date }>;
};

/** Time for one request of few bytes, and longest silence of one with many. */
const ANSWER_MS = 20_000;
const UPLOAD_MS = 30 * 60_000;
/** How often a download is taken up again. */
const RESUMES = 4;
const RETRIES = 2;

export function openBucket(settings: BucketSettings): Bucket {
  const { endpoint, bucket, prefix, region, key, secret } = settings;
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries: RETRIES,
  });
  const root = `${endpoint}/${bucket}`;
  const place = (sha256: string) => `${root}/${prefix}${sha256}`;
  const ask = async (what: string, url: string, init: RequestInit, ms = ANSWER_MS): Promise<Response> => {
    try {
      return await client.fetch(url, { ...init, signal: AbortSignal.timeout(ms) });
    } catch (error) {
      throw new BucketFault('away', `${what}: ${error instanceof Error ? error.message : 'no answer'}`, {
        cause: error,
      });
    }
  };
  return {
    cacheBytes: settings.cacheBytes,
    check: async () => {
      const answer = await ask('list', `${root}?list-type=2&max-keys=1`, {});
      await answer.body?.cancel();
      if (!answer.ok) throw faultOf('list', answer.status);
    },
    sizeOf: async (sha256) => {
      const answer = await ask('head', place(sha256), { method: 'HEAD' });
      if (answer.status === 404) return null;
      if (!answer.ok) throw faultOf('head', answer.status);
      return Number(answer.headers.get('content-length') ?? '0');
    },
    put: async (sha256, path) => {
      const headers = {
        'x-amz-content-sha256': sha256,
        'content-type': 'application/octet-stream',
      };
      const body = await openAsBlob(path);
      const answer = await ask('put', place(sha256), { method: 'PUT', headers, body }, UPLOAD_MS);
      await answer.body?.cancel();
      if (!answer.ok) throw faultOf('put', answer.status);
    },
    get: (sha256, path) => download((init) => ask('get', place(sha256), init, UPLOAD_MS), sha256, path),
    drop: async (sha256) => {
      const answer = await ask('delete', place(sha256), { method: 'DELETE' });
      await answer.body?.cancel();
      if (!answer.ok && answer.status !== 404) throw faultOf('delete', answer.status);
    },
    list: () => listAll((query) => ask('list', `${root}?${query}`, {}), prefix),
  };
}

function faultOf(what: string, status: number): BucketFault {
  if (status === 401 || status === 403) return new BucketFault('denied', `${what} answered ${status}`);
  if (status === 404) return new BucketFault('no-bucket', `${what} answered 404`);
  return new BucketFault(status >= 500 ? 'away' : 'unexpected', `${what} answered ${status}`);
}

/** Streams to the file; after a break asks for the rest only (RFC 9110 §14). What has another hash is thrown away. */
async function download(
  ask: (init: RequestInit) => Promise<Response>,
  sha256: string,
  path: string,
): Promise<boolean> {
  try {
    for (let turn = 0; ; turn += 1) {
      const size = await sizeOnDisk(path);
      const answer = await ask(size === 0 ? {} : { headers: { range: `bytes=${size}-` } });
      if (answer.status === 404) return false;
      if (answer.status !== (size === 0 ? 200 : 206) || answer.body === null) {
        await answer.body?.cancel();
        throw faultOf('get', answer.status);
      }
      const broke = await pipeline(
        chunksOf(answer.body),
        createWriteStream(path, { flags: 'a', mode: 0o600 }),
      ).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      if (broke === null) break;
      if (turn >= RESUMES)
        throw new BucketFault('away', 'get broke off again and again', { cause: broke.error });
    }
    if ((await hashOfFile(path)) === sha256) return true;
    throw new BucketFault('altered', `what lies under ${sha256} is not what was stored there`);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** The pieces of a body as they come; a broken connection throws in the middle. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function sizeOnDisk(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const entry = /<Contents>([\s\S]*?)<\/Contents>/g;

/** Every object whose key is a hash; the answer is XML of a fixed form (ListObjectsV2), and hashes need no unescaping. */
async function* listAll(
  ask: (query: string) => Promise<Response>,
  prefix: string,
): AsyncGenerator<{ sha256: string; at: Date }> {
  for (let token: string | null = null; ; ) {
    const query = new URLSearchParams({ 'list-type': '2', prefix });
    if (token !== null) query.set('continuation-token', token);
    const answer = await ask(query.toString());
    const text = await answer.text();
    if (!answer.ok) throw faultOf('list', answer.status);
    for (const [, inner = ''] of text.matchAll(entry)) {
      const key = /<Key>([^<]*)<\/Key>/.exec(inner)?.[1] ?? '';
      const at = /<LastModified>([^<]*)<\/LastModified>/.exec(inner)?.[1] ?? '';
      const sha256 = key.startsWith(prefix) ? key.slice(prefix.length) : '';
      if (/^[0-9a-f]{64}$/.test(sha256)) yield { sha256, at: new Date(at) };
    }
    token = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(text)?.[1] ?? null;
    if (token === null) return;
    token = token
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  }
}
