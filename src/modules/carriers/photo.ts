import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { done, type Result, refuse } from '#kernel';
import { type FileRefusalCode, inspectFile, type ReceivedFile } from '#platform/documents';
import { type SafeCopyCode, stripMetadata } from '#platform/safe-copies';

export type Photo = { readonly file: ReceivedFile; readonly media: string };
export type PhotoRefusal = FileRefusalCode | SafeCopyCode | 'photo-not-a-picture';

/** 10 MB: what a telephone takes. */
export const photoMaxBytes = 10 * 1_048_576;

/**
 * A photo as it may be kept: through the gate, without what the camera wrote into it (place, device, thumbnail). From then on
 * its temporary place holds the clean bytes and nothing of the others.
 */
export async function preparePhoto(received: ReceivedFile): Promise<Result<Photo, PhotoRefusal>> {
  const inspected = await inspectFile(received);
  if (!inspected.ok) return inspected;
  const { kind, media } = inspected.value;
  if (kind !== 'png' && kind !== 'jpg') return refuse('photo-not-a-picture', 415, {}, 'file');
  const stripped = await stripMetadata(await readFile(received.path), kind);
  if (!stripped.ok) return refuse(stripped.code, stripped.status, { name: received.name }, 'file');
  const data = Buffer.from(stripped.value.data);
  const sha256 = createHash('sha256').update(data).digest('hex');
  if (sha256 === received.sha256) return done({ file: received, media });
  const aside = `${received.path}.clean`;
  await writeFile(aside, data, { mode: 0o600 });
  await rename(aside, received.path);
  return done({ file: { ...received, sha256, size: data.length }, media });
}
