import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { BucketSettings } from '#platform/config';
import { isSigned } from './testing-signature.ts';

/** What is used of `s3rver`, which has no types of its own. */
type Context = { readonly req: IncomingMessage; status: number; body: unknown };
type Server = {
  readonly run: () => Promise<{ readonly port: number }>;
  readonly close: () => Promise<void>;
  readonly middleware: ((ctx: Context, next: () => Promise<void>) => Promise<void>)[];
};
type Constructor = new (options: object) => Server;

/** An S3 server on a port of its own, behind a line that can be cut. */
export type TestBucket = {
  readonly settings: BucketSettings;
  /** Where the server keeps its objects, to look behind the scenes. */
  readonly folder: string;
  /** After so many bytes in that direction the next connection breaks, once; null: no more. */
  readonly cutAfter: (cut: { readonly way: 'up' | 'down'; readonly bytes: number } | null) => void;
  /** Requests that came over the line, first lines. */
  readonly asked: string[];
};

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const bucketName = 'gongkai';
const keys = { key: 'S3RVER', secret: 'S3RVER' };

export async function testBucket(t: Pick<TestContext, 'after'>): Promise<TestBucket> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-s3-'));
  const S3rver = createRequire(import.meta.url)('s3rver') as Constructor;
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: bucketName, configs: [] }],
  });
  server.middleware.unshift(async (ctx, next) => {
    const { method = '', url = '', headers } = ctx.req;
    const announced = String(headers['x-amz-content-sha256'] ?? '');
    if (isSigned(method, url, headers, keys)) await next();
    else {
      ctx.status = 403;
      ctx.body = 'SignatureDoesNotMatch';
    }
    // A real service keeps nothing whose bytes are not those announced.
    const kept = join(folder, `${decodeURIComponent(url)}._S3rver_object`);
    if (method === 'PUT' && ctx.status === 200 && hashOf(readFileSync(kept)) !== announced) {
      rmSync(kept);
      ctx.status = 400;
    }
  });
  const { port } = await server.run();
  let cut: { readonly way: 'up' | 'down'; readonly bytes: number } | null = null;
  const asked: string[] = [];
  const open = new Set<Socket>();
  const line = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const passed = { up: 0, down: 0 };
    const pass = (way: 'up' | 'down', from: Socket, to: Socket) =>
      from.on('data', (chunk: Buffer) => {
        if (way === 'up')
          asked.push(
            ...(chunk.toString('latin1').match(/^(?:GET|PUT|HEAD|DELETE) \S+/gm) ?? []),
            ...(chunk.toString('latin1').match(/^range: .*$/gim) ?? []),
          );
        passed[way] += chunk.length;
        if (cut !== null && cut.way === way && passed[way] > cut.bytes) {
          cut = null;
          client.destroy();
          upstream.destroy();
        } else to.write(chunk);
      });
    pass('up', client, upstream);
    pass('down', upstream, client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    for (const one of open) one.destroy();
    line.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const address = line.address();
  const at = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    settings: {
      bucket: bucketName,
      endpoint: `http://127.0.0.1:${at}`,
      region: 'us-east-1',
      prefix: 'files/',
      ...keys,
      cacheBytes: 1_000_000_000,
    },
    folder,
    asked,
    cutAfter: (next) => {
      cut = next;
    },
  };
}
