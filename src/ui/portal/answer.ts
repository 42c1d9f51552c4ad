import { createHash } from 'node:crypto';
import { type Html, toDocument } from '#platform/html';
import type { PageAnswer, PageContext } from '#platform/http';
import { pageHeaders } from './assets.ts';

export type PageOptions = {
  readonly status?: number;
  /**
   * How long an outsider's copy may be used without asking again, in seconds. 0 where items are named: a withdrawal must
   * reach the next reader. Whatever a signed-in person sees is never kept anywhere.
   */
  readonly keepSeconds?: number;
};

/** Sends a page with the strict policy, an ETag, and caching that leaks nothing of inner scopes. */
export function answerPage(ctx: PageContext, made: Html, options: PageOptions = {}): PageAnswer {
  const { status = 200, keepSeconds = 0 } = options;
  const body = toDocument(made);
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { ...pageHeaders, ...cacheHeaders(ctx, status, keepSeconds), etag: tag };
  if (status === 200 && ctx.headers['if-none-match'] === tag) return { status: 304, body: '', headers };
  return { status, body, headers };
}

function cacheHeaders(
  ctx: PageContext,
  status: number,
  keepSeconds: number,
): Readonly<Record<string, string>> {
  if (ctx.actor !== null || status !== 200) return { 'cache-control': 'private, no-store' };
  return {
    'cache-control': keepSeconds > 0 ? `public, max-age=${keepSeconds}` : 'public, no-cache',
    vary: 'cookie, accept-language',
  };
}
