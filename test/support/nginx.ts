import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { freePort } from '#platform/embedded-database';
import { until } from './process.ts';
import { ensureSystemPackages } from './system-packages.ts';

/**
 * The web server of an operator, with the configuration that an export wrote into its folder.
 * @returns its address
 */
export async function startNginx(t: Pick<TestContext, 'after'>, folder: string): Promise<string> {
  ensureSystemPackages();
  const port = await freePort();
  const place = mkdtempSync(join(tmpdir(), 'gongkai-nginx-'));
  const served = readFileSync(join(folder, '.export', 'nginx-server.conf'), 'utf8').replace(
    'listen 80;',
    `listen 127.0.0.1:${port};`,
  );
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${place}/${name};`,
  );
  writeFileSync(join(place, 'server.conf'), served);
  writeFileSync(
    join(place, 'nginx.conf'),
    `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes 1; pid ${place}/pid; error_log ${place}/error.log;
events { worker_connections 256; }
http { include /etc/nginx/mime.types; access_log off; ${paths.join(' ')}
include ${folder}/.export/nginx-http.conf; include ${place}/server.conf; }`,
  );
  const server = spawn('/usr/sbin/nginx', ['-c', join(place, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (text) => {
    said += String(text);
  });
  t.after(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
    rmSync(place, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  await until(
    async () => (await askPlainly(url, '/')).status === 200,
    20_000,
    () => `nginx: ${said}`,
  );
  return url;
}

export type PlainAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it came, in the encoding that the headers name. */
  readonly body: Buffer;
};

/** One request with these headers and no others: `fetch` asks for encodings by itself, and unpacks them. */
export function askPlainly(
  url: string,
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${address}`, { headers, agent: false }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const said = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(said),
          body: Buffer.concat(pieces),
        });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}
