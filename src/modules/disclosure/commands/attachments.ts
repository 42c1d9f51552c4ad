import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { type FileKind, inspectFile, type ReceivedFile } from '#platform/documents';
import { COLLECT_FILES, type FileStore, keepFile } from '#platform/files';
import { addJob } from '#platform/jobs';
import { emptyRichText } from '#platform/richtext';
import { keepsWords } from '#platform/safe-copies';
import { type FileText, readFileText } from '../attachment-text.ts';
import type { CaseRefusal } from '../domain/index.ts';
import { type CleanRefusal, cleanFile } from '../safe-copies/clean-file.ts';
import { secretProblem, type Words } from '../screening.ts';
import { listAttachments } from '../store/drafts.ts';
import { type AttachmentRow, rows } from '../store/rows.ts';
import type { ReasonRow } from '../tables.ts';
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

/** Why a file is replaced: the line of the timeline, and how many places were changed. */
export type Replacement = {
  readonly attachment: Pick<AttachmentRow, 'id' | 'sha256'>;
  readonly prepared: Prepared;
  readonly how: 'masked' | 'redacted';
  readonly places: number;
};

/**
 * Puts a safe copy in the place of the file it was made of, under the same name. The old bytes are dropped by a job of the same
 * transaction, unless another revision names them too. Refused as not there when the file was replaced meanwhile.
 */
export async function replaceAttachment(
  ctx: CommandContext,
  store: FileStore,
  revision: string,
  { attachment, prepared, how, places }: Replacement,
): Promise<Result<AttachmentRow, CaseRefusal | 'not-found' | 'screening-secret'>> {
  type Replaced = Result<AttachmentRow, 'not-found' | 'screening-secret'>;
  return editDraft(ctx, revision, how, async (): Promise<Replaced> => {
    const there = await listAttachments(ctx.tx, revision);
    const old = there.find((one) => one.id === attachment.id && one.sha256 === attachment.sha256);
    if (old === undefined) return refuse('not-found', 404);
    const secret = secretProblem(wordsOf(prepared));
    if (secret !== null) return secret;
    await keepFile(ctx, store, prepared.file, prepared.media);
    await rows(ctx.tx).deleteFrom('disclosure.attachment').where('id', '=', old.id).execute();
    const copied = { code: `safe-${how}`, params: { name: old.name, count: places } };
    const notes = notesOfCopy(old.notes, [...prepared.read.notes, copied]);
    const copy = {
      ...prepared,
      file: { ...prepared.file, name: old.name },
      read: { ...prepared.read, notes },
    };
    const row = await insertAttachment(ctx, revision, copy, old.position);
    await addJob(ctx.tx, COLLECT_FILES, { hashes: [old.sha256] });
    await recordAudit(ctx, {
      action: `disclosure.file-${how}`,
      subjectKind: 'revision',
      subject: revision,
      data: { name: old.name, places, before: old.sha256, after: row.sha256 },
    });
    return done(row);
  });
}

/** What was taken out when the file came stays said; what is said anew is said once. */
function notesOfCopy(before: readonly ReasonRow[], now: readonly ReasonRow[]): readonly ReasonRow[] {
  const said = new Set(now.map((one) => one.code));
  return [...before.filter((one) => one.code.startsWith('safe-') && !said.has(one.code)), ...now];
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
