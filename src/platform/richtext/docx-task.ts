import { readFile } from 'node:fs/promises';
import { fromDocx } from './from-docx.ts';
import type { ImportedText } from './imported.ts';

/** Runs in the thread for files: a hostile Word file ends the thread, not the server. */
export async function run({ path }: { readonly path: string }): Promise<ImportedText> {
  return fromDocx(await readFile(path));
}
