import { createHash } from 'node:crypto';
import type { PageAnswer, PageContext } from '#platform/http';

/** A file for programs, made at this moment. */
export type DataFile = {
  readonly media: string;
  readonly body: string | Buffer;
  /** How long an outsider's copy may be used without asking, in seconds; 0 where items are named. */
  readonly keepSeconds?: number;
};

/** Headers of what programs read: nothing in it may act as a page, and what somebody signed in got is kept nowhere. */
export function dataHeaders(ctx: PageContext, keepSeconds = 0): Readonly<Record<string, string>> {
  return {
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control':
      ctx.actor !== null
        ? 'private, no-store'
        : keepSeconds > 0
          ? `public, max-age=${keepSeconds}`
          : 'public, no-cache',
    vary: 'cookie, accept-language',
    // Whoever builds on what is open may do so from a page of their own; no cookie goes with it.
    'access-control-allow-origin': '*',
  };
}

/** Answers with a file for programs and its ETag; 304 to whoever has it already (RFC 9110, 13.1.2). */
export function answerData(ctx: PageContext, { media, body, keepSeconds = 0 }: DataFile): PageAnswer {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { ...dataHeaders(ctx, keepSeconds), etag: tag };
  if (isHeld(ctx.headers['if-none-match'], tag)) return { status: 304, body: '', headers };
  return { status: 200, media, body, headers };
}

/** Whether a client holds what the tag names: it may name several, weakly too, after a proxy has packed the answer. */
export function isHeld(header: string | string[] | undefined, tag: string): boolean {
  const named = Array.isArray(header) ? header.join(',') : (header ?? '');
  return named.split(',').some(
    (one) =>
      one.trim() === '*' ||
      one
        .trim()
        .replace(/^W\//, '')
        .replace(/-gzip"$/, '"') === tag,
  );
}
