import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import type { BucketSettings } from '#platform/config';
import { BucketFault, faultOf, isMissing } from './bucket-faults.ts';

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
  // A folder may be named with any signs; a service compares what was signed with the path as it stands.
  const folder = prefix.split('/').map(encodeStrictly).join('/');
  const place = (sha256: string) => `${root}/${folder}${sha256}`;
  const ask = async (what: string, url: string, init: RequestInit, ms = ANSWER_MS): Promise<Response> => {
    try {
      return await client.fetch(url, { ...init, signal: AbortSignal.timeout(ms) });
    } catch (error) {
      throw new BucketFault('away', `${what}: ${error instanceof Error ? error.message : 'no answer'}`, {
        cause: error,
      });
    }
  };
  const check = async () => {
    const answer = await ask('list', `${root}?list-type=2&max-keys=1`, {});
    if (!answer.ok) throw await faultOf('list', answer);
    await answer.body?.cancel();
  };
  let isThere = false;
  return {
    cacheBytes: settings.cacheBytes,
    check,
    sizeOf: async (sha256) => {
      const answer = await ask('head', place(sha256), { method: 'HEAD' });
      if (answer.status === 404) {
        // No body says what is missing: a bucket that is gone must not look like one without this file.
        if (!isThere) await check();
        isThere = true;
        return null;
      }
      if (!answer.ok) throw await faultOf('head', answer);
      return Number(answer.headers.get('content-length') ?? '0');
    },
    put: async (sha256, path) => {
      const headers = {
        'x-amz-content-sha256': sha256,
        'content-type': 'application/octet-stream',
      };
      const body = await openAsBlob(path);
      const answer = await ask('put', place(sha256), { method: 'PUT', headers, body }, UPLOAD_MS);
      if (!answer.ok) throw await faultOf('put', answer);
      await answer.body?.cancel();
    },
    get: (sha256, path) => download((init) => ask('get', place(sha256), init, UPLOAD_MS), sha256, path),
    drop: async (sha256) => {
      const answer = await ask('delete', place(sha256), { method: 'DELETE' });
      if (!answer.ok && !(await isMissing('delete', answer))) throw await faultOf('delete', answer);
      await answer.body?.cancel();
    },
    list: () => listAll((query) => ask('list', `${root}?${query}`, {}), prefix),
  };
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
      if (await isMissing('get', answer)) {
        // Dropped between two turns: what came of it is nobody's.
        await rm(path, { force: true });
        return false;
      }
      if (answer.status !== (size === 0 ? 200 : 206) || answer.body === null)
        throw await faultOf('get', answer);
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

/** As signatures want it (RFC 3986 §2.3): `encodeURIComponent` leaves five signs that services encode. */
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const entry = /<Contents>([\s\S]*?)<\/Contents>/g;

/** Every object whose key is a hash; the answer is XML of a fixed form (ListObjectsV2). */
async function* listAll(
  ask: (query: string) => Promise<Response>,
  prefix: string,
): AsyncGenerator<{ sha256: string; at: Date }> {
  for (let token: string | null = null; ; ) {
    const asked = { 'list-type': '2', prefix, ...(token === null ? {} : { 'continuation-token': token }) };
    const answer = await ask(
      Object.entries(asked)
        .map(([name, value]) => `${name}=${encodeStrictly(value)}`)
        .join('&'),
    );
    if (!answer.ok) throw await faultOf('list', answer);
    const text = await answer.text();
    for (const [, inner = ''] of text.matchAll(entry)) {
      const key = textOf(inner, 'Key') ?? '';
      const sha256 = key.startsWith(prefix) ? key.slice(prefix.length) : '';
      if (/^[0-9a-f]{64}$/.test(sha256)) yield { sha256, at: new Date(textOf(inner, 'LastModified') ?? '') };
    }
    token = textOf(text, 'NextContinuationToken');
    if (token === null) return;
  }
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What stands in an element, unescaped (XML 1.0 §4.6), or null. */
function textOf(xml: string, element: string): string | null {
  const raw = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  if (raw === undefined) return null;
  return raw.replace(/&(?:(\w+)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g, (all, name, decimal, hex) =>
    name === undefined
      ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
      : (signs[name] ?? all),
  );
}
