import { z } from 'zod';
import { done, refuse } from '#kernel';
import { findFrozenRevision, openCase } from '#modules/disclosure';
import { findUnit } from '#modules/organisations';
import {
  definePage,
  defineRoute,
  type Page,
  type PageAnswer,
  type PageContext,
  type Route,
} from '#platform/http';
import { TypesettingFault } from '#platform/typesetting';
import { answerPage, problemPage } from '#ui/portal';
import { pageSlug, pageVersion } from '../forms.ts';
import { findItem, type ItemView } from '../queries/item.ts';
import { readSlug } from '../slug.ts';
import { answerProblem, openToAll, readShown } from '../web/portal/shown.ts';
import {
  type DocumentKind,
  type DocumentSource,
  documentKinds,
  dropDocuments,
  makeDocument,
} from './make.ts';

const media: Readonly<Record<DocumentKind, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/**
 * `/i/<slug>.pdf` and `.docx`: the official document of an item. Who may see the item may have it, asked each time; it goes with
 * the item. Of what is withheld whole there is a notice on the page and no document.
 */
async function answerDocument(
  ctx: PageContext,
  typed: string,
  version: number | undefined,
  kind: DocumentKind,
): Promise<PageAnswer> {
  openToAll(ctx);
  const slug = readSlug(typed);
  if (slug === null) return answerProblem(ctx, 404, 'publication.page.absent');
  const answer = await ctx.read((db) => findItem(db, slug, version));
  if (answer.kind !== 'item') {
    dropDocuments(slug);
    const status = answer.kind === 'withdrawn' ? 410 : 404;
    return answerProblem(ctx, status, `publication.page.${status === 410 ? 'goneFile' : 'absent'}`);
  }
  const { view } = answer;
  if (view.shown.content.withholding?.extent === 'whole')
    return answerProblem(ctx, 404, 'publication.document.withheld');
  try {
    const made = await makeDocument(kind, sourceOf(view, ctx.baseUrl), ctx.files);
    return answerBytes(ctx, kind, made, nameOf(view.shown.content.title, kind));
  } catch (error) {
    if (!(error instanceof TypesettingFault)) throw error;
    return answerFailure(ctx, error);
  }
}

/** What a document of an item is made from. */
export function sourceOf({ item, shown }: ItemView, baseUrl: string): DocumentSource {
  return {
    owner: item.slug,
    content: shown.content,
    unitName: shown.unitName,
    keywords: [item.indexNumber, `${baseUrl}/i/${item.slug}`],
    pictures: shown.attachments.flatMap(({ sha256, media: kind }) =>
      sha256 === null ? [] : [{ sha256, media: kind }],
    ),
  };
}

/** A name that every file system takes. */
const nameOf = (title: string, kind: DocumentKind) =>
  `${
    title
      .replace(/[\\/:*?"<>|\n\t]/g, ' ')
      .trim()
      .slice(0, 80) || 'document'
  }.${kind}`;

function answerBytes(
  ctx: PageContext,
  kind: DocumentKind,
  { bytes, sha256 }: { readonly bytes: Buffer; readonly sha256: string },
  name: string,
): PageAnswer {
  const tag = `"${sha256.slice(0, 32)}"`;
  const headers = {
    // A PDF opens in the browser; a Word file is taken home.
    'content-disposition': `${kind === 'pdf' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    // A sandbox or an empty object-src would keep browsers from showing a PDF; it is no page and has no script.
    'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': ctx.actor === null ? 'public, no-cache' : 'private, no-store',
    vary: 'cookie',
    etag: tag,
  };
  if (ctx.headers['if-none-match'] === tag) return { status: 304, body: '', headers };
  return {
    status: 200,
    media: media[kind],
    body: bytes,
    headers: { ...headers, 'content-length': String(bytes.length) },
  };
}

/** Says that the document could not be made, and by which code to ask about it; the page itself is there. */
async function answerFailure(ctx: PageContext, fault: TypesettingFault): Promise<PageAnswer> {
  const { chrome } = await readShown(ctx, async () => ({}));
  const message = ctx.t('publication.document.failed', { why: ctx.t(`typesettingFault.${fault.code}`) });
  const page = problemPage(chrome, { status: 503, message, requestId: ctx.requestId });
  const answer = answerPage(ctx, page, { status: 503 });
  return { ...answer, headers: { ...answer.headers, 'retry-after': '60', 'cache-control': 'no-store' } };
}

export const documentPages: readonly Page[] = documentKinds.flatMap((kind) => [
  definePage({
    path: `/i/:slug.${kind}`,
    params: pageSlug,
    handle: (ctx, { params }) => answerDocument(ctx, params.slug, undefined, kind),
  }),
  definePage({
    path: `/i/:slug/v/:version.${kind}`,
    params: pageVersion,
    handle: (ctx, { params }) => answerDocument(ctx, params.slug, params.version, kind),
  }),
]);

const revisionParams = z.strictObject({ revision: z.uuid(), kind: z.enum(documentKinds) });

/** The document as it will look, for those who may read the case; frozen revisions only. */
export const documentRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/document/:kind',
    tag: 'publication',
    summary: 'The frozen text of a case as an official document, PDF or Word',
    params: revisionParams,
    answer: 'file',
    handle: async (ctx, { params }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const frozen = await findFrozenRevision(ctx.read, params.revision);
      if (frozen === undefined) return refuse('document-not-frozen', 409);
      const { content } = frozen;
      const unit = await findUnit(ctx.read, frozen.unit);
      try {
        const made = await makeDocument(
          params.kind,
          {
            owner: params.revision,
            content,
            unitName: unit?.name ?? '',
            keywords: [],
            pictures: content.attachments,
          },
          ctx.files,
        );
        return done({
          name: nameOf(content.title, params.kind),
          media: media[params.kind],
          body: made.bytes,
        });
      } catch (error) {
        if (!(error instanceof TypesettingFault)) throw error;
        return refuse('document-not-made', 409, { typesettingFault: error.code });
      }
    },
  }),
];
