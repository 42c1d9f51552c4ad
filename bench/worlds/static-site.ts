import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { nginxServer, nginxSnippet } from '../../src/app/export/nginx.ts';

/** A site in nginx: one worker, files with their compressed forms, and the headers that our own export gives it. */
export type StaticSite = {
  readonly put: (file: string, text: string) => void;
  readonly start: () => Promise<{
    readonly url: string;
    readonly pid: number;
    readonly stop: () => Promise<void>;
  }>;
};

export function staticSite(place: string, headers: Readonly<Record<string, string>>): StaticSite {
  const folder = join(place, 'www');
  mkdirSync(join(folder, '.export'), { recursive: true });
  mkdirSync(join(folder, 'i'), { recursive: true });
  const kinds = new Map([['page', headers]]);
  return {
    put: (file, text) => {
      writeFileSync(join(folder, file), text);
      writeFileSync(join(folder, `${file}.gz`), gzipSync(text, { level: 6 }));
    },
    start: async () => {
      const port = await freePort();
      writeFileSync(join(folder, 'index.html'), 'ready');
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${place}/${name};`,
      );
      const config = join(place, 'nginx.conf');
      writeFileSync(
        config,
        `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes 1; pid ${place}/pid; error_log ${place}/error.log;
events { worker_connections 512; }
http { include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; ${paths.join(' ')}
${nginxSnippet(new Map(), kinds)}${nginxServer(folder, `127.0.0.1:${port}`, kinds)} }`,
      );
      const server: ChildProcess = spawn('/usr/sbin/nginx', ['-c', config], { stdio: 'ignore' });
      const url = `http://127.0.0.1:${port}`;
      await answering(url);
      return {
        url,
        pid: server.pid ?? 0,
        stop: async () => {
          const ended = new Promise((resolve) => server.once('exit', resolve));
          server.kill('SIGTERM');
          await ended;
        },
      };
    },
  };
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await pause(25);
  }
  throw new Error(`${url} does not answer`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
