import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { AwsClient } from 'aws4fetch';
import type { BucketSettings } from '#platform/config';
import { BucketFault } from '#platform/files';
import { type CutLine, cutLine } from './cut-line.ts';
import { ensureSystemPackages } from './system-packages.ts';

/*
 * A real S3 server: OpenStack Swift of Debian, in a process of its own that keeps everything in a temporary folder and ends with
 * us (`swift-server.py`). It judges signatures, announced hashes and clocks by code that knows nothing of ours.
 */

/** What lies in a bucket, as the service tells its owner. */
export type StoredObject = { readonly key: string; readonly headers: string; readonly bytes: Buffer };

export type SwiftServer = {
  readonly port: number;
  /** Where it keeps everything: lists in databases, objects in files, their metadata in extended attributes. */
  readonly folder: string;
  /** Makes a bucket. @returns the settings of a client that keeps its files there under `files/` */
  readonly makeBucket: (name: string) => Promise<BucketSettings>;
  /** Writes an object past our own client, whatever stands in it. */
  readonly overwrite: (bucket: string, key: string, bytes: Buffer<ArrayBuffer>) => Promise<void>;
  /** Everything that lies there, read past our own client. */
  readonly read: (bucket: string) => Promise<readonly StoredObject[]>;
};

/** A bucket of one test, behind a line that can be cut. */
export type TestBucket = Omit<CutLine, 'port'> & {
  readonly settings: BucketSettings;
  readonly overwrite: (key: string, bytes: Buffer<ArrayBuffer>) => Promise<void>;
  readonly read: () => Promise<readonly StoredObject[]>;
};

let made = 0;

export async function freshBucket(t: Pick<TestContext, 'after'>, swift: SwiftServer): Promise<TestBucket> {
  made += 1;
  const settings = await swift.makeBucket(`gongkai-${made}`);
  const { port, ...line } = await cutLine(t, swift.port);
  return {
    ...line,
    settings: { ...settings, endpoint: `http://127.0.0.1:${port}` },
    overwrite: (key, bytes) => swift.overwrite(settings.bucket, key, bytes),
    read: () => swift.read(settings.bucket),
  };
}

const keys = { key: 'gongkai:tester', secret: 'swift-secret' };
/** Swift keeps metadata in extended attributes, which a file system in memory has since Linux 6.6 only. */
const bases = () => [tmpdir(), '/var/tmp', join(import.meta.dirname, '..', '..', 'node_modules')];
const program = join(import.meta.dirname, 'swift-server.py');

/** Starts it; it ends with the test (or file) that asked. */
export async function startSwift(t: {
  readonly after: (work: () => Promise<void>) => void;
}): Promise<SwiftServer> {
  ensureSystemPackages();
  const child = spawn('/usr/bin/python3', [program, keys.key, keys.secret, ...bases()], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  t.after(async () => {
    child.stdin.end();
    await ended;
  });
  const first = createInterface(child.stdout)[Symbol.asyncIterator]().next();
  const line = await Promise.race([first, ended]);
  if (line === undefined || line.done === true) throw new Error(`Swift did not start: ${said}`);
  const { port, folder } = JSON.parse(line.value) as { port: number; folder: string };
  return { port, folder, ...ownerOf(`http://127.0.0.1:${port}`) };
}

function ownerOf(endpoint: string): Pick<SwiftServer, 'makeBucket' | 'overwrite' | 'read'> {
  const client = new AwsClient({
    accessKeyId: keys.key,
    secretAccessKey: keys.secret,
    service: 's3',
    region: 'us-east-1',
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await client.fetch(`${endpoint}/${path}`, init);
    if (!answer.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    makeBucket: async (bucket) => {
      await ask(bucket, { method: 'PUT' });
      return { bucket, endpoint, region: 'us-east-1', prefix: 'files/', ...keys, cacheBytes: 1_000_000_000 };
    },
    overwrite: async (bucket, key, bytes) => {
      await ask(`${bucket}/${key}`, { method: 'PUT', body: bytes });
    },
    read: async (bucket) => {
      const found: StoredObject[] = [];
      for (let marker = ''; ; ) {
        const list = await (
          await ask(`${bucket}?encoding-type=url&marker=${encodeURIComponent(marker)}`)
        ).text();
        const names = [...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, name = '']) =>
          decodeURIComponent(name.replaceAll('+', '%20')),
        );
        for (const key of names) {
          const answer = await ask(`${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`);
          const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
          found.push({ key, headers, bytes: Buffer.from(await answer.arrayBuffer()) });
        }
        marker = names.at(-1) ?? '';
        if (!list.includes('<IsTruncated>true</IsTruncated>')) return found;
      }
    },
  };
}

/** The fault that was expected; its message says nothing of the keys. */
export const bucketFault = (code: BucketFault['code'], said?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof BucketFault, String(error));
  assert.doesNotMatch(error.message, /nonsense|swift-secret|tester/);
  assert.equal(error.code, code, error.message);
  if (said !== undefined) assert.match(error.message, said);
  return true;
};
