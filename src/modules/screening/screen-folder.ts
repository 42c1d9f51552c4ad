import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { done, type Refusal, type Result } from '#kernel';
import { inspectFile, kindOfName } from '#platform/documents';
import { type ExtractNote, extractText, textOf } from '#platform/extraction';
import { emptyRichText } from '#platform/richtext';
import type { ScreeningContext } from './engine/page.ts';
import { type DocumentContent, screenDocument } from './engine/screen-document.ts';
import type { Finding } from './forms.ts';

/** The words of a file as the engine reads them, and what must be said about the reading. */
export type FileWords = { readonly content: DocumentContent; readonly notes: readonly ExtractNote[] };

/** One file looked at: its findings and notes, or why it was not read. The value found is in none of them. */
export type ScreenedFile =
  | { readonly file: string; readonly findings: readonly Finding[]; readonly notes: readonly ExtractNote[] }
  | { readonly file: string; readonly unread: Refusal };

/**
 * Screens every file below a folder, one after the other, in the order of their names: the core of `npm run screen`. One
 * file is in memory at a time. What cannot be read is answered as unread, never passed over in silence.
 * @param path folder, or a single file
 * @throws when the path does not exist
 */
export async function* screenFolder(
  path: string,
  context: ScreeningContext = {},
): AsyncGenerator<ScreenedFile> {
  for await (const found of filesBelow(path)) {
    const file = relative(path, found) || basename(found);
    const words = await readWords(found);
    yield words.ok
      ? { file, findings: screenDocument(words.value.content, context), notes: words.value.notes }
      : { file, unread: words };
  }
}

async function* filesBelow(path: string): AsyncGenerator<string> {
  if ((await stat(path)).isFile()) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

/** Markdown is read line by line as the text it is; every other kind passes the gate and is read section by section, as an attachment. */
export async function readWords(path: string): Promise<Result<FileWords>> {
  const name = basename(path);
  if (/\.(?:md|markdown)$/i.test(name)) {
    const file = { name, sha256: noHash, text: plainLines(await readFile(path, 'utf8')) };
    return done({ content: { title: '', body: emptyRichText, attachments: [file] }, notes: [] });
  }
  const { size } = await stat(path);
  const inspected = await inspectFile({ path, name, size, sha256: noHash });
  if (!inspected.ok) return inspected;
  const kind = kindOfName(name) ?? inspected.value.kind;
  const read = await extractText({ path, name }, kind);
  if (!read.ok) return read;
  const file = { name, sha256: noHash, text: textOf(read.value) };
  return done({
    content: { title: '', body: emptyRichText, attachments: [file] },
    notes: read.value.notes,
  });
}

/** The lines of a Markdown text without its signs, so that places are the file's own lines; table rows have tabs. */
function plainLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => {
      if (/^\s*\|[\s:|-]*\|?\s*$/.test(line)) return '';
      if (/^\s*\|.*\|\s*$/.test(line)) return cellsOfLine(line).join('\t');
      return line.replace(/^\s{0,3}(?:#{1,6}|[-*+>])\s+/, '').replaceAll(/\*\*|__|`/g, '');
    })
    .join('\n');
}

const cellsOfLine = (line: string) =>
  line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim().replaceAll(/\*\*|__|`/g, ''));

/** Files of a folder are known by their names; the hash of an attachment is not asked for. */
const noHash = '0'.repeat(64);
