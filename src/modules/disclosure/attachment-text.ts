import { readFile } from 'node:fs/promises';
import { decodeText, type FileKind, type ReceivedFile } from '#platform/documents';
import { fromDocx, toText } from '#platform/richtext';
import { defaultLimits, readTables } from '#platform/tabular';
import type { ReasonRow } from './tables.ts';

/** The words in a file, and what must be said about reading it. */
export type FileText = { readonly text: string; readonly notes: readonly ReasonRow[] };

/** Beyond this many characters screening no longer looks; the reviewer is told. */
const mostText = 5_000_000;

/**
 * Reads the words of an attachment so that they are screened as the body is: identity numbers leak from lists far more often
 * than from prose. Where they cannot be read (pictures, PDF, OFD, archives so far), a note tells the reviewers to open it.
 * @param file accepted by `inspectFile` before
 */
export async function readFileText(file: ReceivedFile, kind: FileKind): Promise<FileText> {
  const text = await readers[kind]?.(file);
  if (text === undefined) return { text: '', notes: [note('attachment-not-read', file)] };
  if (text.length <= mostText) return { text, notes: [] };
  return { text: text.slice(0, mostText), notes: [note('attachment-read-in-part', file)] };
}

function note(code: string, file: ReceivedFile): ReasonRow {
  return { code, params: { name: file.name } };
}

type TextReader = (file: ReceivedFile) => Promise<string | undefined>;

const readers: Partial<Record<FileKind, TextReader>> = {
  txt: plain,
  csv: plain,
  xlsx: tables,
  docx: async (file) => toText((await fromDocx(await readFile(file.path))).body),
};

async function plain(file: ReceivedFile): Promise<string | undefined> {
  return decodeText(await readFile(file.path))?.text;
}

async function tables(file: ReceivedFile): Promise<string | undefined> {
  const read = await readTables(file, defaultLimits);
  if (!read.ok) return undefined;
  return read.value.sheets
    .flatMap((sheet) => [sheet.name, ...sheet.rows.map((row) => row.map((cell) => cell.text).join('\t'))])
    .join('\n');
}
