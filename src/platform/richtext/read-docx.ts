import { done, type Result, refuse } from '#kernel';
import { runInThread } from '#platform/documents';
import type { ImportedText } from './imported.ts';
import { sizeProblem } from './schema.ts';

export type WordRefusal = 'import-too-complex' | 'import-damaged' | 'import-too-long';

/** Megabytes and milliseconds for one Word file; a text within the bounds of the model needs a fraction of both. */
const limits = { megabytes: 280, millis: 60_000 };

/**
 * Reads a Word file in the thread for files.
 * @param file a file `inspectFile` has accepted; `name` is for the refusal's words
 * @returns refused `import-too-complex` when it takes too much time or memory, `import-too-long` when its text is longer than a
 *   text may be (larger matter belongs in an attachment), `import-damaged` when it cannot be read
 */
export async function readWordFile(file: {
  readonly path: string;
  readonly name: string;
}): Promise<Result<ImportedText, WordRefusal>> {
  const module = new URL('./docx-task.ts', import.meta.url);
  const read = await runInThread<ImportedText>(module, { path: file.path }, limits);
  const { name } = file;
  if (!read.ok) {
    const code = read.fault === 'crashed' ? 'import-damaged' : 'import-too-complex';
    return refuse(code, read.fault === 'crashed' ? 415 : 413, { name }, 'file');
  }
  if (sizeProblem(read.value.body) !== undefined) return refuse('import-too-long', 413, { name }, 'file');
  // Between threads a Buffer becomes plain bytes.
  const images = read.value.images.map((image) => ({ ...image, data: Buffer.from(image.data) }));
  return done({ ...read.value, images });
}
