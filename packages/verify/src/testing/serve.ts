import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

import { asFilePath } from '../source/names.ts';

export type Served = {
  readonly url: string;
  readonly port: number;
  readonly asked: string[];
  readonly close: () => Promise<void>;
};

/**
 * Serves files over http, or https with a certificate; pages with a Content-Security-Policy when one is given.
 * @param files path → bytes; `410 <path>` answers gone; a function answers anew each time
 */
export async function serve(
  files: ReadonlyMap<string, Uint8Array> | ((path: string) => Uint8Array | undefined),
  options: { readonly tls?: { readonly key: string; readonly cert: string }; readonly policy?: string } = {},
): Promise<Served> {
  const { tls, policy } = options;
  const asked: string[] = [];
  const find = typeof files === 'function' ? files : (path: string) => files.get(path);
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const found = find(path);
    const gone = found === undefined ? find(`410 ${path}`) : undefined;
    const status = found !== undefined ? 200 : gone !== undefined ? 410 : 404;
    const isPage = /^\s*<!doctype/i.test(
      Buffer.from((found ?? gone ?? new Uint8Array()).subarray(0, 40)).toString(),
    );
    const guarded: Record<string, string> =
      isPage && policy !== undefined ? { 'content-security-policy': policy } : {};
    response.writeHead(status, {
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/octet-stream',
      ...guarded,
    });
    response.end(found ?? gone ?? 'not found');
  };
  const server: Server = tls === undefined ? createServer(answer) : createSecureServer(tls, answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    asked,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** Writes files into a folder, named as their addresses. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    const isPage = /^\s*<!doctype/i.test(Buffer.from(bytes.subarray(0, 40)).toString());
    const plain = path.startsWith('410 ')
      ? `${path.slice(4)}.410.html`
      : path === '/'
        ? '/index.html'
        : isPage
          ? `${path}.html`
          : path;
    const file = join(folder, asFilePath(plain));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}
