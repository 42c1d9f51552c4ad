import { createReadStream } from 'node:fs';
import { findStoredFile } from '#platform/files';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { readRange } from '#platform/ready-pages';
import { pageFile, pageVersionFile } from '../../forms.ts';
import { findAttachment } from '../../queries/item.ts';
import { readSlug } from '../../slug.ts';
import { answerProblem, openToAll } from './shown.ts';

/** Kinds a browser is told; everything else is bytes, so that nothing uploaded can act as a page of ours. */
const toldKinds = new Set([
  'application/pdf',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'text/plain',
  'text/csv',
]);

/** An attachment as a download. It goes with its item: what is withdrawn or out of scope has no file either. */
async function answerFile(
  ctx: PageContext,
  file: { readonly slug: string; readonly version: number | null; readonly position: number },
): Promise<PageAnswer> {
  openToAll(ctx);
  const slug = readSlug(file.slug);
  const found =
    slug === null ? undefined : await ctx.read((db) => findAttachment(db, slug, file.version, file.position));
  if (found === 'withdrawn') return answerProblem(ctx, 410, 'publication.page.goneFile');
  if (found === undefined) return answerProblem(ctx, 404, 'publication.page.absent');
  if (found.sha256 === null) return answerProblem(ctx, 410, 'publication.page.erasedFile');
  const stored = await findStoredFile(ctx.files, found.sha256);
  if (stored === undefined) throw new Error(`attachment ${found.sha256} of ${slug} is not in the file store`);
  const tag = `"${found.sha256.slice(0, 32)}"`;
  const headers = {
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': ctx.actor === null ? 'public, no-cache' : 'private, no-store',
    vary: 'cookie',
    'accept-ranges': 'bytes',
    etag: tag,
  };
  if (ctx.headers['if-none-match'] === tag) return { status: 304, body: '', headers };
  const media = toldKinds.has(found.media) ? found.media : 'application/octet-stream';
  const { range: part, 'if-range': condition } = ctx.headers;
  const range =
    condition === undefined || condition === tag ? readRange(String(part ?? ''), stored.size) : 'whole';
  if (range === 'outside')
    return {
      status: 416,
      media,
      body: '',
      headers: { ...headers, 'content-range': `bytes */${stored.size}` },
    };
  if (range !== 'whole')
    return {
      status: 206,
      media,
      body: createReadStream(stored.path, { start: range.first, end: range.last }),
      headers: {
        ...headers,
        'content-range': `bytes ${range.first}-${range.last}/${stored.size}`,
        'content-length': String(range.last - range.first + 1),
      },
    };
  return {
    status: 200,
    media,
    body: stored.open(),
    headers: { ...headers, 'content-length': String(stored.size) },
  };
}

export const filePages: readonly Page[] = [
  definePage({
    path: '/i/:slug/files/:position/:name',
    params: pageFile,
    handle: (ctx, { params }) => answerFile(ctx, { ...params, version: null }),
  }),
  definePage({
    path: '/i/:slug/v/:version/files/:position/:name',
    params: pageVersionFile,
    handle: (ctx, { params }) => answerFile(ctx, params),
  }),
];
