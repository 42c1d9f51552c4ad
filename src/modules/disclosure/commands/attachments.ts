import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type FileKind, inspectFile, type ReceivedFile } from '#platform/documents';
import { type FileStore, keepFile } from '#platform/files';
import { emptyRichText } from '#platform/richtext';
import { keepsWords } from '#platform/safe-copies';
import { type FileText, readFileText } from '../attachment-text.ts';
import type { CaseRefusal } from '../domain/index.ts';
import { type CleanRefusal, cleanFile } from '../safe-copies/clean-file.ts';
import { secretProblem, type Words } from '../screening.ts';
import { listAttachments } from '../store/drafts.ts';
import { type AttachmentRow, rows } from '../store/rows.ts';
import { editDraft } from './edit-draft.ts';

/** A file that passed inspection, as it may be kept: without metadata, with the words in it. */
export type Prepared = {
  readonly file: ReceivedFile;
  readonly media: string;
  readonly kind: FileKind;
  readonly read: FileText;
  /** All words of the file as it came, comments and deleted text included: a mark of secrecy in them counts. */
  readonly receivedText: string;
};

/** Most files of one disclosure; the frozen content allows no more. */
const mostAttachments = 50;

/**
 * Inspects, cleans and reads a received file; its temporary place holds the clean bytes afterwards. What the clean file says is
 * compared with what the file said, by the reader of words. Slow, so it happens before the dossier is locked; nothing is kept.
 */
export async function prepareFile(received: ReceivedFile): Promise<Result<Prepared, CleanRefusal>> {
  const inspected = await inspectFile(received);
  if (!inspected.ok) return inspected;
  const { media, kind } = inspected.value;
  const before = await readFileText(received, kind);
  const cleaned = await cleanFile(received, kind);
  if (!cleaned.ok) return cleaned;
  const { file, removed, notes } = cleaned.value;
  const read = file.sha256 === received.sha256 ? before : await readFileText(file, kind);
  if (!keepsWords(before.text, read.text, removed))
    return refuse('strip-changed-file', 415, { name: file.name }, 'file');
  return done({
    file,
    media,
    kind,
    read: { text: read.text, notes: [...read.notes, ...notes] },
    receivedText: before.text,
  });
}

export type AttachRefusal =
  | CaseRefusal
  | 'not-found'
  | 'screening-secret'
  | 'attachment-too-many'
  | 'attachment-there-already';

/** Adds a file to a draft. The same bytes under the same name a second time change nothing and say so. */
export async function attachFile(
  ctx: CommandContext,
  store: FileStore,
  revision: string,
  prepared: Prepared,
): Promise<Result<AttachmentRow, AttachRefusal>> {
  return editDraft(ctx, revision, 'attached', async (): Promise<Result<AttachmentRow, AttachRefusal>> => {
    const there = await listAttachments(ctx.tx, revision);
    const { file } = prepared;
    const secret = secretProblem(wordsOf(prepared));
    if (secret !== null) return secret;
    if (there.some((one) => one.sha256 === file.sha256 && one.name === file.name)) {
      return refuse('attachment-there-already', 409, { name: file.name }, 'file');
    }
    if (there.length >= mostAttachments) return refuse('attachment-too-many', 409, { most: mostAttachments });
    await keepFile(ctx, store, file, prepared.media);
    return done(await insertAttachment(ctx, revision, prepared, (there.at(-1)?.position ?? -1) + 1));
  });
}

/** What screening reads of a file: its words, and its name as the title it is. */
export function wordsOf({ file, receivedText }: Prepared): Words {
  const words = { name: file.name, sha256: file.sha256, text: `${file.name}\n${receivedText}` };
  return { title: '', body: emptyRichText, attachments: [words] };
}

/** Puts a kept file into its place among the others. */
export async function insertAttachment(
  ctx: CommandContext,
  revision: string,
  { file, media, read }: Prepared,
  position: number,
): Promise<AttachmentRow> {
  return rows(ctx.tx)
    .insertInto('disclosure.attachment')
    .values({
      revision_id: revision,
      position,
      name: file.name,
      sha256: file.sha256,
      size: file.size,
      media,
      text: read.text,
      notes: JSON.stringify(read.notes),
      added_by: ctx.actor.person,
      added_by_name: ctx.actor.name,
      added_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Takes a file off a draft. Frozen revisions that name the bytes keep them. */
export async function removeAttachment(
  ctx: CommandContext,
  revision: string,
  attachment: string,
): Promise<Result<null, CaseRefusal | 'not-found'>> {
  return editDraft(ctx, revision, 'detached', async () => {
    const removed = await rows(ctx.tx)
      .deleteFrom('disclosure.attachment')
      .where('id', '=', attachment)
      .where('revision_id', '=', revision)
      .returning('id')
      .executeTakeFirst();
    return removed === undefined ? refuse('not-found', 404) : done(null);
  });
}
