import { getSite } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { TypesettingFault } from '#platform/typesetting';
import { answerPage, chromeOf, problemPage } from '#ui/portal';
import { briefSlug, briefsPageQuery } from './forms.ts';
import { briefPage, briefsPage } from './page.ts';
import { findPublicBrief, listPublicBriefs } from './queries.ts';
import { briefPdf, briefText, type RenderedBrief, renderBrief } from './render.ts';

const WHY = 'the row-level policies show the issues that are out, and of items what is open to society';
const PER_PAGE = 30;

async function readWithChrome<T>(ctx: PageContext, work: (db: Reader) => Promise<T>) {
  return ctx.read(async (db) => ({ chrome: chromeOf(ctx, await getSite(db)), found: await work(db) }));
}

async function answerProblem(
  ctx: PageContext,
  status: 404 | 410 | 503,
  message: string,
): Promise<PageAnswer> {
  const { chrome } = await readWithChrome(ctx, async () => null);
  const requestId = status === 503 ? ctx.requestId : null;
  return answerPage(ctx, problemPage(chrome, { status, message, requestId }), { status });
}

/** One issue in one of its forms; withdrawn ones say why, in every form. */
async function answerBrief(
  ctx: PageContext,
  slug: string,
  make: (brief: RenderedBrief, ctx: PageContext) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  ctx.openTo('everyone', WHY);
  const found = await ctx.read((db) => findPublicBrief(db, slug));
  if (found.kind === 'absent') return answerProblem(ctx, 404, ctx.t('carriers.brief.absent'));
  if (found.kind === 'withdrawn')
    return answerProblem(ctx, 410, ctx.t('carriers.brief.withdrawn', { why: found.why }));
  return make(renderBrief(found.brief, ctx.t, ctx.baseUrl, localDateAt), ctx);
}

const headersFor = (ctx: PageContext) => ({
  'cache-control': ctx.actor === null ? 'public, no-cache' : 'private, no-store',
  'x-content-type-options': 'nosniff',
  vary: 'cookie',
});

async function answerPdf(brief: RenderedBrief, ctx: PageContext): Promise<PageAnswer> {
  try {
    const { pdf } = await briefPdf(brief, ctx.t('carriers.brief.note'));
    const name = encodeURIComponent(`${brief.title}.pdf`);
    return {
      status: 200,
      media: 'application/pdf',
      body: pdf,
      headers: {
        ...headersFor(ctx),
        'content-disposition': `inline; filename*=UTF-8''${name}`,
        // A sandbox or an empty object-src would keep browsers from showing a PDF; it is no page and has no script.
        'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      },
    };
  } catch (error) {
    if (!(error instanceof TypesettingFault)) throw error;
    const why = ctx.t(`typesettingFault.${error.code}`);
    return answerProblem(ctx, 503, ctx.t('carriers.brief.failed', { why }));
  }
}

/** 简报 and 手机报 for everybody. */
export const briefPages: readonly Page[] = [
  definePage({
    path: '/briefs',
    query: briefsPageQuery,
    handle: async (ctx, { query }) => {
      ctx.openTo('everyone', WHY);
      const { chrome, found } = await readWithChrome(ctx, (db) =>
        listPublicBriefs(db, query.unit, query.after, PER_PAGE),
      );
      return answerPage(ctx, briefsPage(chrome, found.rows, found.next), { keepSeconds: 60 });
    },
  }),
  definePage({
    path: '/briefs/:slug',
    params: briefSlug,
    handle: (ctx, { params }) =>
      answerBrief(ctx, params.slug, async (brief) => {
        const { chrome } = await readWithChrome(ctx, async () => null);
        return answerPage(ctx, briefPage(chrome, brief, params.slug));
      }),
  }),
  definePage({
    path: '/briefs/:slug.txt',
    params: briefSlug,
    handle: (ctx, { params }) =>
      answerBrief(ctx, params.slug, async (brief) => ({
        status: 200,
        media: 'text/plain; charset=utf-8',
        body: briefText(brief),
        headers: headersFor(ctx),
      })),
  }),
  definePage({
    path: '/briefs/:slug.pdf',
    params: briefSlug,
    handle: (ctx, { params }) => answerBrief(ctx, params.slug, answerPdf),
  }),
];
