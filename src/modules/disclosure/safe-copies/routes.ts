import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { contextOfUnit, type Finding, isMaskable } from '#modules/screening';
import { kindOfName } from '#platform/documents';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { findPdfPlaces, maskedKinds, pictureOfPage } from '#platform/safe-copies';
import { type Replacement, replaceAttachment, wordsOf } from '../commands/attachments.ts';
import { recordBlockedMark } from '../commands/block-secret.ts';
import { withMaskedCopy } from '../commands/mask-attachment.ts';
import { withRedactedCopy } from '../commands/redact-attachment.ts';
import { revisionId } from '../forms.ts';
import { attachmentView } from '../queries/case-view.ts';
import { listAttachments } from '../store/drafts.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { commandOrAlert, openCase, openDraft, placeOf } from '../web/open-case.ts';
import { aboutFile, type OpenedFile, openAttachment } from './copy-file.ts';
import { findingsIn, reasonOf, valueFinder } from './find-values.ts';
import {
  type AttachmentFindings,
  attachmentFindings,
  attachmentParams,
  maskFileForm,
  type PagesAnswer,
  pageParams,
  pageQuery,
  pagesAnswer,
  redactForm,
  type SafeCopyAnswer,
  safeCopyAnswer,
} from './forms.ts';

const tag = 'disclosure';

type Opened = { readonly loaded: LoadedCase; readonly file: OpenedFile };

/** A file of a draft this person may edit. */
async function openFile(ctx: RouteContext, revision: string, attachment: string): Promise<Result<Opened>> {
  const loaded = await openDraft(ctx, revision);
  if (!loaded.ok) return loaded;
  const file = await openAttachment(ctx.read, ctx.files, revision, attachment);
  return file.ok ? done({ loaded: loaded.value, file: file.value }) : file;
}

/** To whoever does not edit the draft its workbench is not there: a reader of the case is told no more than a stranger. */
const hiddenFromOthers = <T>(opened: Result<T>): Result<T> =>
  !opened.ok && opened.status === 403 && opened.code.startsWith('case-') ? refuse('not-found', 404) : opened;

async function replace(
  ctx: RouteContext,
  { loaded, file }: Opened,
  copy: Pick<Replacement, 'prepared' | 'how' | 'places'>,
): Promise<Result<SafeCopyAnswer>> {
  const replaced = await commandOrAlert(
    ctx,
    (c) => replaceAttachment(c, ctx.files, loaded.revision.id, { ...copy, attachment: file.row }),
    (c) => recordBlockedMark(c, placeOf(loaded), wordsOf(copy.prepared)),
  );
  return replaced.ok ? done({ attachment: attachmentView(replaced.value), places: copy.places }) : replaced;
}

async function findingsOfDraft(ctx: RouteContext, loaded: LoadedCase): Promise<AttachmentFindings> {
  const context = await contextOfUnit(ctx.read, loaded.unit, ctx.now);
  const files = await listAttachments(ctx.read, loaded.revision.id);
  return {
    rows: files.map(({ id, name, text }) => {
      const kind = kindOfName(name);
      return {
        attachment: id,
        maskable: kind !== undefined && maskedKinds.includes(kind),
        redactable: kind === 'pdf',
        findings: byValue(ctx, findingsIn(name, text, context)),
      };
    }),
  };
}

/** One row a value, however often it stands in the file. */
function byValue(
  ctx: RouteContext,
  findings: readonly Finding[],
): AttachmentFindings['rows'][number]['findings'] {
  return [...Map.groupBy(findings, (one) => one.fingerprint).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { place, fingerprint, kind, masked } = first;
    const section = place.in === 'attachment' && 'section' in place ? (place.section ?? null) : null;
    return [
      {
        fingerprint,
        kind,
        label: ctx.t(first.label),
        masked,
        class: first.class,
        count: same.length,
        section: section === null ? null : { ...section },
        line: place.in === 'attachment' ? place.line : 1,
        maskable: isMaskable(kind),
      },
    ];
  });
}

/** Places of findings on the pages, each with what it is and the reason proposed for blacking it out. */
async function pagesOf(ctx: RouteContext, { loaded, file }: Opened): Promise<Result<PagesAnswer>> {
  if (file.kind !== 'pdf') return refuse('redact-not-pdf', 415, { name: file.row.name });
  const context = await contextOfUnit(ctx.read, loaded.unit, ctx.now);
  // The replacement carries the finding through the thread: one word each, divided by a sign no mask holds.
  const find = valueFinder(context, undefined, (one) =>
    [ctx.t(one.label), reasonOf(one), one.masked].join('\n'),
  );
  const found = await findPdfPlaces(file.data, find);
  if (!found.ok) return aboutFile(found, file.row.name);
  const { sizes, places } = found.value;
  return done({
    pages: sizes.map(({ width, height }) => ({ width, height })),
    proposals: places.map(({ what, page, x, y, width, height }) => {
      const [label = '', reason = '', masked = ''] = what.split('\n');
      const proposed = reason === 'internalAffairs' ? reason : 'personalPrivacy';
      return { page, x, y, width, height, label, masked, reason: proposed };
    }),
  });
}

export const safeCopyRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/attachment-findings',
    tag,
    summary: 'What screening finds in the files of a draft; no value is answered',
    params: z.strictObject({ revision: revisionId }),
    answer: attachmentFindings,
    handle: async (ctx, { params }) => {
      const loaded = hiddenFromOthers(await openDraft(ctx, params.revision));
      if (loaded.ok) return done(await findingsOfDraft(ctx, loaded.value));
      // The page of a draft asks once more in the moment in which it is proposed: no draft, nothing to mask.
      return loaded.status === 409 ? done({ rows: [] }) : loaded;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/attachments/:attachment/mask',
    tag,
    summary: 'Mask what screening finds in a file of a draft; the masked copy takes its place',
    params: attachmentParams,
    body: maskFileForm,
    answer: safeCopyAnswer,
    handle: async (ctx, { params, body }) => {
      const opened = await openFile(ctx, params.revision, params.attachment);
      if (!opened.ok) return opened;
      const { loaded, file } = opened.value;
      const context = await contextOfUnit(ctx.read, loaded.unit, ctx.now);
      const mask = { opened: file, context, fingerprints: body.fingerprints };
      return withMaskedCopy(ctx.files, mask, (prepared, places) =>
        replace(ctx, opened.value, { prepared, how: 'masked', places }),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/attachments/:attachment/pages',
    tag,
    summary: 'Sizes of the pages of a PDF and places of findings on them',
    params: attachmentParams,
    answer: pagesAnswer,
    handle: async (ctx, { params }) => {
      const opened = hiddenFromOthers(await openFile(ctx, params.revision, params.attachment));
      return opened.ok ? pagesOf(ctx, opened.value) : opened;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/attachments/:attachment/pages/:page',
    tag,
    summary: 'A page of a PDF as a picture',
    params: pageParams,
    query: pageQuery,
    answer: 'file',
    handle: async (ctx, { params, query }) => {
      const loaded = await openCase(ctx, params.revision);
      if (!loaded.ok) return loaded;
      const file = await openAttachment(ctx.read, ctx.files, params.revision, params.attachment);
      if (!file.ok) return file;
      const { row, kind, data } = file.value;
      if (kind !== 'pdf') return refuse('redact-not-pdf', 415, { name: row.name });
      const drawn = await pictureOfPage(data, params.page, query.dpi);
      if (!drawn.ok) return aboutFile(drawn, row.name);
      if (drawn.value === null) return refuse('not-found', 404);
      return done({ name: `${params.page}.png`, media: 'image/png', body: Buffer.from(drawn.value) });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/attachments/:attachment/redact',
    tag,
    summary: 'Black out places of a PDF of a draft; the copy without them takes its place',
    params: attachmentParams,
    body: redactForm,
    answer: safeCopyAnswer,
    handle: async (ctx, { params, body }) => {
      const opened = await openFile(ctx, params.revision, params.attachment);
      if (!opened.ok) return opened;
      return withRedactedCopy(ctx.files, opened.value.file, body.boxes, (prepared) =>
        replace(ctx, opened.value, { prepared, how: 'redacted', places: body.boxes.length }),
      );
    },
  }),
];
