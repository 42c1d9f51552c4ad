import { readFile } from 'node:fs/promises';
import { done, type Refusal, type Result, refuse } from '#kernel';
import type { Reader } from '#platform/database';
import { type FileKind, kindOfName } from '#platform/documents';
import { discardFile, type FileStore, findStoredFile, stageBytes } from '#platform/files';
import { type Prepared, prepareFile } from '../commands/attachments.ts';
import { listAttachments } from '../store/drafts.ts';
import type { AttachmentRow } from '../store/rows.ts';
import type { CleanRefusal } from './clean-file.ts';

/** An attachment with its bytes. */
export type OpenedFile = { readonly row: AttachmentRow; readonly kind: FileKind; readonly data: Uint8Array };

export async function openAttachment(
  db: Reader,
  store: FileStore,
  revision: string,
  attachment: string,
): Promise<Result<OpenedFile, 'not-found'>> {
  const row = (await listAttachments(db, revision)).find((one) => one.id === attachment);
  const kind = row === undefined ? undefined : kindOfName(row.name);
  const stored = row === undefined ? undefined : await findStoredFile(store, row.sha256);
  if (row === undefined || kind === undefined || stored === undefined) return refuse('not-found', 404);
  return done({ row, kind, data: await readFile(stored.path) });
}

/** A refusal of the platform's, which knows no names, with the name of the file. */
export const aboutFile = <Code extends string>(refusal: Refusal<Code>, name: string): Refusal<Code> =>
  refuse(refusal.code, refusal.status, { ...refusal.params, name }, refusal.field);

/**
 * Passes a changed copy through the same gate, cleaning and reading as a file that comes from outside, and hands it on. The
 * copy on its way lies in the folder for incoming files and is gone afterwards.
 */
export async function withCopy<T, Code extends string>(
  store: FileStore,
  name: string,
  data: Uint8Array,
  use: (prepared: Prepared) => Promise<Result<T, Code>>,
): Promise<Result<T, Code | CleanRefusal>> {
  const staged = await stageBytes(store, data, name);
  try {
    const prepared = await prepareFile(staged);
    return prepared.ok ? await use(prepared.value) : prepared;
  } finally {
    await discardFile(staged);
  }
}
