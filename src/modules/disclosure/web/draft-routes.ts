import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { findStoredFile } from '#platform/files';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { attachFile, prepareFile, removeAttachment, wordsOf } from '../commands/attachments.ts';
import { purgeDraft, recordBlockedMark } from '../commands/block-secret.ts';
import { keepImportedImages, readDocument, wordsOfImport } from '../commands/import-document.ts';
import { resubmit } from '../commands/open-revision.ts';
import { propose } from '../commands/propose.ts';
import { type Saved, saveDraft, settleConflict } from '../commands/save-draft.ts';
import {
  attachmentView,
  caseView,
  draftConflict,
  emptyForm,
  importAnswer,
  proposeForm,
  revisionId,
  type SaveDraftAnswer,
  saveDraftAnswer,
  saveDraftForm,
} from '../forms.ts';
import { planOfNote } from '../importing/plan.ts';
import { othersEditing, problemViews, attachmentView as viewAttachment } from '../queries/case-view.ts';
import { goesOut } from '../screening.ts';
import { listAttachments } from '../store/drafts.ts';
import { findCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { answerCaseNow, commandOrAlert, openCase, openDraft, placeOf, runOnCase } from './open-case.ts';

const tag = 'disclosure';
const revisionParams = z.strictObject({ revision: revisionId });
const conflictParams = revisionParams.extend({ conflict: z.uuid() });
const attachmentParams = revisionParams.extend({ attachment: z.uuid() });
const upload = { maxBytes: 100 * 1024 * 1024 };
const uploadQuery = z.strictObject({ name: z.string().min(1).max(200) });

/** Routes of a draft: writing, files, import, proposing. */
export const draftRoutes: readonly Route[] = [
  defineRoute({
    method: 'PUT',
    path: '/api/revisions/:revision/draft',
    tag,
    summary: 'Save a draft; a save that lost a race is kept as a copy',
    params: revisionParams,
    body: saveDraftForm,
    answer: saveDraftAnswer,
    handle: async (ctx, { params, body }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const saved = await commandOrAlert(
        ctx,
        (c) => saveDraft(c, { ...body, revision: params.revision }),
        (c) =>
          recordBlockedMark(c, placeOf(opened.value), goesOut(opened.value.revision.purpose, body.content)),
      );
      return saved.ok ? answerSave(ctx, params.revision, saved.value) : saved;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/conflicts/:conflict',
    tag,
    summary: 'The copy of a save that lost a race',
    params: conflictParams,
    answer: draftConflict,
    handle: async (ctx, { params }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const found = await rows(ctx.read)
        .selectFrom('disclosure.draft_conflict')
        .selectAll()
        .where('id', '=', params.conflict)
        .where('revision_id', '=', params.revision)
        .executeTakeFirst();
      if (found === undefined) return refuse('not-found', 404);
      return done({
        id: found.id,
        person: { id: found.person, name: found.person_name },
        at: found.at.toISOString(),
        baseLockVersion: found.base_lock_version,
        content: found.content,
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/conflicts/:conflict/settle',
    tag,
    summary: 'Mark a kept copy as merged or put aside',
    params: conflictParams,
    body: emptyForm,
    answer: caseView,
    handle: async (ctx, { params }) =>
      runOnCase(ctx, params.revision, (c) => settleConflict(c, params.revision, params.conflict)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/import',
    tag,
    summary: 'Read a Word, text or Markdown file as structured text for the composer',
    params: revisionParams,
    query: uploadQuery,
    upload,
    answer: importAnswer,
    handle: async (ctx, { params }) => {
      const opened = await openDraft(ctx, params.revision);
      if (!opened.ok) return opened;
      if (ctx.upload === null) return refuse('upload-empty', 400, {}, 'file');
      const read = await readDocument(ctx.upload);
      if (!read.ok) return read;
      const { title, documentNumber, documentDate, disclosureNote, body, found, losses } = read.value;
      const kept = await commandOrAlert(
        ctx,
        (c) => keepImportedImages(c, ctx.files, params.revision, read.value),
        (c) => recordBlockedMark(c, placeOf(opened.value), wordsOfImport(read.value)),
      );
      if (!kept.ok) return kept;
      return done({
        title,
        documentNumber,
        documentDate,
        body,
        attachments: kept.value.map(viewAttachment),
        found: [...found],
        plan: planOfNote(disclosureNote),
        lost: losses.map((loss) => ({ ...loss })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/attachments',
    tag,
    summary: 'Attach a file to a draft',
    params: revisionParams,
    query: uploadQuery,
    upload,
    answer: attachmentView,
    handle: async (ctx, { params }) => {
      const opened = await openDraft(ctx, params.revision);
      if (!opened.ok) return opened;
      if (ctx.upload === null) return refuse('upload-empty', 400, {}, 'file');
      const prepared = await prepareFile(ctx.upload);
      if (!prepared.ok) return prepared;
      const attached = await commandOrAlert(
        ctx,
        (c) => attachFile(c, ctx.files, params.revision, prepared.value),
        (c) => recordBlockedMark(c, placeOf(opened.value), wordsOf(prepared.value)),
      );
      return attached.ok ? done(viewAttachment(attached.value)) : attached;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/revisions/:revision/attachments/:attachment',
    tag,
    summary: 'Take a file off a draft',
    params: attachmentParams,
    answer: caseView,
    handle: async (ctx, { params }) =>
      runOnCase(ctx, params.revision, (c) => removeAttachment(c, params.revision, params.attachment)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/attachments/:attachment',
    tag,
    summary: 'The bytes of an attachment',
    params: attachmentParams,
    answer: 'file',
    handle: async (ctx, { params }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const files = await listAttachments(ctx.read, params.revision);
      const file = files.find((one) => one.id === params.attachment);
      const stored = file === undefined ? undefined : await findStoredFile(ctx.files, file.sha256);
      if (file === undefined || stored === undefined) return refuse('not-found', 404);
      return done({ name: file.name, media: file.media, body: stored.open() });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/propose',
    tag,
    summary: 'Propose the draft: it is checked, screened and frozen',
    params: revisionParams,
    body: proposeForm,
    answer: caseView,
    handle: async (ctx, { params, body }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const proposed = await commandOrAlert(
        ctx,
        (c) => propose(c, { ...body, revision: params.revision }),
        (c) => purgeDraft(c, params.revision),
      );
      return proposed.ok ? answerCaseNow(ctx, params.revision) : proposed;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/revisions/:revision/resubmit',
    tag,
    summary: 'Draft again what was returned or taken back',
    params: revisionParams,
    body: emptyForm,
    answer: caseView,
    handle: async (ctx, { params }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const begun = await ctx.command((c) => resubmit(c, params.revision));
      return begun.ok ? answerCaseNow(ctx, begun.value.revision) : begun;
    },
  }),
];

async function answerSave(
  ctx: RouteContext,
  revision: string,
  saved: Saved,
): Promise<Result<SaveDraftAnswer>> {
  const loaded = await findCase(ctx.read, revision);
  if (loaded === undefined || ctx.actor === null) return refuse('not-found', 404);
  if (saved.outcome === 'conflict') {
    return done({ ...saved, savedBy: { ...saved.savedBy }, savedAt: saved.savedAt.toISOString() });
  }
  return done({
    outcome: 'saved',
    lockVersion: saved.lockVersion,
    savedAt: ctx.now.toISOString(),
    problems: loaded.case.state === 'draft' ? await problemViews(ctx.read, loaded, ctx.now) : [],
    othersEditing: othersEditing(loaded, { reader: ctx.actor, now: ctx.now }),
  });
}
