import type { Reader } from '#platform/database';
import type { FileKind, ReceivedFile } from '#platform/documents';
import { extractText, textOf } from '#platform/extraction';
import { rows } from './store/rows.ts';
import type { ReasonRow } from './tables.ts';

/** The words in a file, and what must be said about reading it. */
export type FileText = { readonly text: string; readonly notes: readonly ReasonRow[] };

/**
 * Reads the words of an attachment so that they are screened as the body is: identity numbers leak from lists far more often
 * than from prose. What is not read (pictures, pages that are pictures, what is more than is kept) is a note to the
 * reviewers, and so is a file whose words cannot be read at all: they have to open it.
 * @param file accepted by `inspectFile` before
 * @returns the text in the format of `sectionsOf` of `#platform/extraction`
 */
export async function readFileText(file: ReceivedFile, kind: FileKind): Promise<FileText> {
  const read = await extractText(file, kind);
  if (!read.ok) return { text: '', notes: [{ code: 'attachment-not-read', params: { name: file.name } }] };
  return { text: textOf(read.value), notes: read.value.notes };
}

/** What was read in files of revisions when they were attached, or masked since: asked by publication of files it shows. */
export async function listFileTexts(
  db: Reader,
  revisions: readonly string[],
): Promise<readonly { readonly revision: string; readonly sha256: string; readonly text: string }[]> {
  return rows(db)
    .selectFrom('disclosure.attachment')
    .select(['revision_id as revision', 'sha256', 'text'])
    .where('revision_id', 'in', [...revisions])
    .execute();
}
