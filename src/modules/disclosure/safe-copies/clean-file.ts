import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { done, type Result, refuse } from '#kernel';
import type { FileKind, FileRefusalCode, ReceivedFile } from '#platform/documents';
import { type ImportedText, richText } from '#platform/richtext';
import { type Removed, type SafeCopyCode, stripMetadata } from '#platform/safe-copies';
import type { ReasonRow } from '../tables.ts';

export type CleanRefusal = FileRefusalCode | SafeCopyCode;

export type CleanFile = {
  readonly file: ReceivedFile;
  readonly removed: readonly Removed[];
  readonly notes: readonly ReasonRow[];
};

/**
 * Takes metadata, comments and deleted text out of a received file: from here on its temporary place holds the clean bytes and
 * nothing of the others. Crash: the temporary file is dropped with the request, whichever bytes it held.
 */
export async function cleanFile(
  file: ReceivedFile,
  kind: FileKind,
): Promise<Result<CleanFile, CleanRefusal>> {
  const stripped = await stripMetadata(await readFile(file.path), kind);
  if (!stripped.ok)
    return refuse(stripped.code, stripped.status, { ...stripped.params, name: file.name }, 'file');
  const { data, removed, warnings } = stripped.value;
  const note = (code: string, count: number): ReasonRow => ({ code, params: { name: file.name, count } });
  const notes = [
    ...removed.map(({ code, count }) => note(`safe-removed-${code}`, count)),
    ...warnings.map(({ code, count }) => note(`safe-warning-${code}`, count)),
  ];
  const sha256 = createHash('sha256').update(data).digest('hex');
  if (sha256 === file.sha256) return done({ file, removed, notes });
  const aside = `${file.path}.clean`;
  await writeFile(aside, data, { mode: 0o600 });
  await rename(aside, file.path);
  return done({ file: { ...file, sha256, size: data.length }, removed, notes });
}

/**
 * Pictures taken out of an imported document, without what their camera wrote into them. The text names pictures by hash, so
 * it follows.
 */
export async function cleanImages(imported: ImportedText): Promise<Result<ImportedText, CleanRefusal>> {
  const images: ImportedText['images'][number][] = [];
  let body = JSON.stringify(imported.body);
  for (const image of imported.images) {
    const stripped = await stripMetadata(image.data, /\.png$/i.test(image.name) ? 'png' : 'jpg');
    if (!stripped.ok)
      return refuse(stripped.code, stripped.status, { ...stripped.params, name: image.name }, 'file');
    const data = Buffer.from(stripped.value.data);
    const sha256 = createHash('sha256').update(data).digest('hex');
    body = body.replaceAll(image.sha256, sha256);
    images.push({ ...image, data, sha256 });
  }
  return done({ ...imported, images, body: richText.parse(JSON.parse(body)) });
}
