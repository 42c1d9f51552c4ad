import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Witness, WitnessAnswer } from './witness.ts';

/** The largest request: 63 lines of proof and a checkpoint with its signatures, with room to spare. In bytes. */
export const MOST_BODY = 32 * 1024;

export type WitnessServer = { readonly address: string; readonly close: () => Promise<void> };

export type WitnessServerOptions = {
  readonly port: number;
  readonly host: string;
  readonly log: (entry: object) => void;
  /** How long a whole request may take to arrive, in milliseconds. */
  readonly requestMs?: number;
};

/**
 * The witness over HTTP (c2sp.org/tlog-witness): `POST /add-checkpoint`, and for people and their monitors `GET /`
 * (what this is), `/vkey`, `/health`. Small bodies, short waits; nothing that arrives can end it.
 */
export async function serveWitness(witness: Witness, options: WitnessServerOptions): Promise<WitnessServer> {
  const requestMs = options.requestMs ?? 10_000;
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: Math.min(requestMs, 1_000),
      keepAliveTimeout: 60_000,
      maxHeaderSize: 8 * 1024,
      joinDuplicateHeaders: true,
    },
    (request, response) => {
      // A connection that breaks is the other side's affair.
      request.on('error', () => undefined);
      response.on('error', () => undefined);
      answer(witness, request)
        .catch((error: unknown): WitnessAnswer => {
          options.log({ level: 'error', witness: 'fault', error: String(error) });
          return { status: 500, type: TEXT, body: 'the witness cannot answer now; nothing was signed\n' };
        })
        .then((one) => send(response, one))
        .catch(() => response.destroy());
    },
  );
  server.maxConnections = 512;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: options.host }, resolve);
  });
  server.on('error', (error) => options.log({ level: 'error', witness: 'server', error: String(error) }));
  const { port } = server.address() as AddressInfo;
  const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
  return {
    address: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

const TEXT = 'text/plain; charset=utf-8';

async function answer(witness: Witness, request: IncomingMessage): Promise<WitnessAnswer> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const method = request.method ?? '';
  if (path === '/add-checkpoint') {
    if (method !== 'POST') return { status: 405, type: TEXT, body: 'use POST\n', allow: 'POST' };
    const body = await readBody(request);
    if (body === null) return { status: 413, type: TEXT, body: `at most ${MOST_BODY} bytes\n`, closes: true };
    return witness.addCheckpoint(body);
  }
  const page = pages.get(path);
  if (page === undefined) return { status: 404, type: TEXT, body: 'no such address\n' };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, type: TEXT, body: 'use GET\n', allow: 'GET, HEAD' };
  return page(witness);
}

type WitnessPage = (witness: Witness) => WitnessAnswer | Promise<WitnessAnswer>;

const pages: ReadonlyMap<string, WitnessPage> = new Map<string, WitnessPage>([
  ['/', async (witness) => ({ status: 200, type: TEXT, body: await witness.describe() })],
  ['/vkey', (witness) => ({ status: 200, type: TEXT, body: `${witness.vkey}\n` })],
  [
    '/health',
    async (witness) => {
      const health = await witness.health();
      const type = 'application/json; charset=utf-8';
      return { status: health.status === 'ok' ? 200 : 503, type, body: `${JSON.stringify(health)}\n` };
    },
  ],
]);

/** The body, or null when it is too large; read no further than that. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > MOST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type, body, allow, closes }: WitnessAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(allow === undefined ? {} : { allow }),
    ...(closes === true ? { connection: 'close' } : {}),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
