import { readFile } from 'node:fs/promises';
import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { decodeText, inspectFile, type ReceivedFile } from '#platform/documents';
import { discardFile, type FileStore, stageBytes } from '#platform/files';
import {
  fromMarkdown,
  fromPlainText,
  type ImportedText,
  readWordFile,
  richText,
  type WordRefusal,
} from '#platform/richtext';
import { type CleanRefusal, cleanImages } from '../safe-copies/clean-file.ts';
import { secretProblem, type Words } from '../screening.ts';
import { listAttachments } from '../store/drafts.ts';
import type { AttachmentRow } from '../store/rows.ts';
import { type AttachRefusal, attachFile, prepareFile } from './attachments.ts';

export type ReadDocumentRefusal = CleanRefusal | WordRefusal | 'import-not-a-text' | 'import-empty';

/**
 * Reads a Word file, plain text or Markdown as structured text. Nothing is kept.
 * @returns refused with `import-not-a-text` for kinds that are attached, not imported
 */
export async function readDocument(file: ReceivedFile): Promise<Result<ImportedText, ReadDocumentRefusal>> {
  // Markdown is plain text by another name: it passes the same gate.
  const isMarkdown = /\.(md|markdown)$/i.test(file.name);
  const gate = await inspectFile({
    ...file,
    name: isMarkdown ? file.name.replace(/\.\w+$/, '.txt') : file.name,
  });
  if (!gate.ok) return gate;
  const { kind } = gate.value;
  if (kind !== 'docx' && kind !== 'txt') {
    return refuse('import-not-a-text', 415, { name: file.name }, 'file');
  }
  const read =
    kind === 'docx' ? await readWordFile(file) : done(fromText(await readFile(file.path), isMarkdown));
  if (!read.ok) return read;
  // A text of twenty megabytes is a text, but none that an editor holds.
  if (!richText.safeParse(read.value.body).success)
    return refuse('import-too-complex', 413, { name: file.name }, 'file');
  const isEmpty = read.value.body.content.every(
    (block) => block.type === 'paragraph' && block.content === undefined,
  );
  return isEmpty && read.value.title === null
    ? refuse('import-empty', 400, { name: file.name }, 'file')
    : cleanImages(read.value);
}

function fromText(data: Buffer, isMarkdown: boolean): ImportedText {
  const text = decodeText(data)?.text ?? '';
  return isMarkdown ? fromMarkdown(text) : fromPlainText(text);
}

/** What screening reads of an imported text. */
export function wordsOfImport({ title, body }: Pick<ImportedText, 'title' | 'body'>): Words {
  return { title: title ?? '', body, attachments: [] };
}

/**
 * Keeps the pictures of an imported text with the draft, so that the text may show them. The text itself goes to the writer,
 * who sees it first and saves it: an import never overwrites a draft behind somebody's back.
 */
export async function keepImportedImages(
  ctx: CommandContext,
  store: FileStore,
  revision: string,
  imported: ImportedText,
): Promise<Result<readonly AttachmentRow[], AttachRefusal | CleanRefusal>> {
  const secret = secretProblem(wordsOfImport(imported));
  if (secret !== null) return secret;
  const kept: AttachmentRow[] = [];
  const there = await listAttachments(ctx.tx, revision);
  for (const image of imported.images) {
    const same = there.find((one) => one.sha256 === image.sha256);
    if (same !== undefined) {
      kept.push(same);
      continue;
    }
    const staged = await stageBytes(store, image.data, freeName(image.name, [...there, ...kept]));
    try {
      const prepared = await prepareFile(staged);
      if (!prepared.ok) return prepared;
      const attached = await attachFile(ctx, store, revision, prepared.value);
      if (!attached.ok) return attached;
      kept.push(attached.value);
    } finally {
      await discardFile(staged);
    }
  }
  await recordAudit(ctx, {
    action: 'disclosure.import',
    subjectKind: 'revision',
    subject: revision,
    data: { images: kept.length, losses: imported.losses.map((loss) => loss.code) },
  });
  return done(kept);
}

/** Every file counts its pictures from one; two attachments of one disclosure may not have one name. */
function freeName(name: string, taken: readonly Pick<AttachmentRow, 'name'>[]): string {
  const isFree = (one: string) => !taken.some((file) => file.name === one);
  if (isFree(name)) return name;
  const [, stem = name, extension = ''] = /^(.*?)(\.\w+)$/.exec(name) ?? [];
  const numbers = Array.from({ length: taken.length + 1 }, (_one, at) => `${stem}-${at + 2}${extension}`);
  return numbers.find(isFree) ?? name;
}
