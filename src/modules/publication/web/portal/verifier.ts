import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';

const root = join(import.meta.dirname, '..', '..', '..', '..', '..');
const built = join(root, 'packages', 'verify', 'dist', 'verify.html');

/**
 * The verifier: one file with everything in it, the same that a reader may save and open without us. Its own script and
 * style run by their hashes and nothing else does; it may ask this site for the log, and no other.
 */
async function answerVerifier(ctx: PageContext): Promise<PageAnswer> {
  ctx.openTo('everyone', 'a program for readers; it holds nothing of anybody');
  const page = await readFile(built, 'utf8').catch(() => null);
  if (page === null) {
    return {
      status: 503,
      media: 'text/plain; charset=utf-8',
      body: `${ctx.t('publication.verifier.notBuilt')}\n`,
      headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    };
  }
  const tag = `"${createHash('sha256').update(page).digest('base64url').slice(0, 27)}"`;
  const headers = {
    'content-security-policy': policyOf(page),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cache-control': ctx.actor === null ? 'public, no-cache' : 'private, no-store',
    etag: tag,
  };
  if (ctx.headers['if-none-match'] === tag) return { status: 304, body: '', headers };
  return { status: 200, body: page, headers };
}

/** What the page may do: its own script and style, by their hashes. */
export function policyOf(page: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashesOf(page, 'script')}`,
    `style-src ${hashesOf(page, 'style')}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashesOf(page: string, element: 'script' | 'style'): string {
  const found = [...page.matchAll(new RegExp(`<${element}(?:\\s[^>]*)?>([\\s\\S]*?)</${element}>`, 'g'))];
  const hashes = found.map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return hashes.length === 0 ? "'none'" : hashes.join(' ');
}

export const verifierPages: readonly Page[] = ['/verify', '/v'].map((path) =>
  definePage({ path, handle: answerVerifier }),
);
