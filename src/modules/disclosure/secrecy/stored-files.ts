import { createHash } from 'node:crypto';
import { done, type Result, refuse } from '#kernel';
import { type FileStore, findStoredFile } from '#platform/files';
import type { ContentAttachment } from '../content.ts';

let connected: FileStore | null = null;

/** Called once when the program is put together: where the bytes lie that publication looks at once more. */
export function connectFiles(files: FileStore): void {
  connected = files;
}

/**
 * The stored bytes of an attachment, proven to be those that were signed: hashed again from the disk.
 * @returns where they lie; refused `attachment-altered` when they are gone or are other bytes
 * @throws when the program was put together without `connectFiles`
 */
export async function findSignedBytes(
  file: Pick<ContentAttachment, 'name' | 'sha256'>,
): Promise<Result<string, 'attachment-altered'>> {
  if (connected === null) throw new Error('disclosure: connectFiles was not called');
  const stored = await findStoredFile(connected, file.sha256);
  if (stored === undefined) return refuse('attachment-altered', 409, { name: file.name });
  const hash = createHash('sha256');
  for await (const chunk of stored.open()) hash.update(chunk);
  return hash.digest('hex') === file.sha256
    ? done(stored.path)
    : refuse('attachment-altered', 409, { name: file.name });
}
