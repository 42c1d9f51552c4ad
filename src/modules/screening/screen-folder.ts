import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { decodeText, inspectFile, kindOfName } from '#platform/documents';
import { fromDocx, fromMarkdown, fromPlainText, sha256Hex } from '#platform/richtext';
import { screenDocument } from './engine/screen-document.ts';
import type { Finding } from './forms.ts';

/** One file looked at: its findings, or why it could not be read. The value found is in none of them. */
export type ScreenedFile =
  | { readonly file: string; readonly findings: readonly Finding[] }
  | { readonly file: string; readonly unread: string };

/**
 * Screens every file below a folder, one after the other, in the order of their names: the core of `npm run screen`.
 * Markdown, text, CSV and Word are read; a kind without a reader is answered as unread, never passed over in silence.
 * @param path folder, or a single file
 */
export async function* screenFolder(path: string): AsyncGenerator<ScreenedFile> {
  for await (const file of filesBelow(path)) {
    const name = relative(path, file) || file;
    yield await screenFile(file, name);
  }
}

async function* filesBelow(path: string): AsyncGenerator<string> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (entries === undefined) {
    yield path;
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

async function screenFile(path: string, name: string): Promise<ScreenedFile> {
  if (/\.md$/i.test(name)) {
    const imported = fromMarkdown(await readFile(path, 'utf8'));
    return { file: name, findings: screenImported(imported) };
  }
  const data = await readFile(path);
  const inspected = await inspectFile({ path, name: basename(name), size: data.length, sha256: '' });
  if (!inspected.ok) return { file: name, unread: inspected.code };
  const kind = kindOfName(name);
  if (kind === 'docx') return { file: name, findings: screenImported(await fromDocx(data)) };
  if (kind !== 'txt' && kind !== 'csv') return { file: name, unread: 'no-reader' };
  const decoded = decodeText(data);
  if (decoded === undefined) return { file: name, unread: 'file-mislabelled' };
  if (kind === 'txt') return { file: name, findings: screenImported(fromPlainText(decoded.text)) };
  const attachment = { name, sha256: sha256Hex(data), text: decoded.text.replaceAll(',', '\t') };
  const body = { type: 'doc' as const, content: [{ type: 'paragraph' as const }] };
  return { file: name, findings: screenDocument({ title: '', body, attachments: [attachment] }) };
}

const basename = (name: string) => name.slice(name.lastIndexOf('/') + 1);

function screenImported(imported: ReturnType<typeof fromPlainText>): Finding[] {
  return screenDocument({ title: imported.title ?? '', body: imported.body, attachments: [] });
}
