import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { HttpServer } from '#platform/http';
import { officeFolder } from './build-office.ts';

/**
 * Serves the office interface under `/office/`. Every address below it gets the same page, whose scripts and styles run
 * only with this answer's nonce.
 */
export async function mountOffice(server: HttpServer): Promise<void> {
  const index = join(officeFolder, 'index.html');
  if (!existsSync(index))
    throw new Error('the office interface is not built; run `npm start` or `npm run build`');
  await server.register(staticFiles, {
    root: join(officeFolder, 'assets'),
    prefix: '/office/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
  });
  let page = readFileSync(index, 'utf8');
  const answer = (
    _request: unknown,
    reply: { headers: (h: Record<string, string>) => { send: (b: string) => unknown } },
  ) => {
    // Read for each answer: a build beside a running server is served whole, page and parts together; while it is being
    // written, the page of the last build is still answered.
    page = existsSync(index) ? readFileSync(index, 'utf8') : page;
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policy(nonce),
        // Whoever hangs a sheet may give where they are; the browser asks them.
        'permissions-policy': 'camera=(), microphone=(), geolocation=(self), interest-cohort=()',
      })
      .send(page.replaceAll('__CSP_NONCE__', nonce));
  };
  // Trailing slashes are ignored: this is `/office` too.
  server.get('/office/', answer);
  server.get('/office/*', answer);
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // The editor and the component library set sizes and positions as style attributes; they run no code.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
