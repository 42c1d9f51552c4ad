import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint, parseNote } from '#tlog';
import { findFile, putFile, syncFolders } from './write.ts';

const fileIn = (folder: string): string => join(folder, 'checkpoint');

/** What lies in the folder as the checkpoint. */
export type FoundCheckpoint =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'read'; readonly note: string; readonly checkpoint: Checkpoint };

/**
 * Reads the folder's checkpoint. Its signatures are not asked for: a larger checkpoint counts as evidence of a lost past even
 * when it was signed with a key that the restored database does not know.
 */
export async function readCheckpointFile(folder: string): Promise<FoundCheckpoint> {
  const bytes = await findFile(fileIn(folder));
  if (bytes === undefined) return { kind: 'none' };
  try {
    const note = bytes.toString('utf8');
    return { kind: 'read', note, checkpoint: parseCheckpoint(parseNote(new Uint8Array(bytes)).text) };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Replaces the folder's checkpoint by the one that is served. */
export async function writeCheckpointFile(folder: string, note: string): Promise<void> {
  const folders = await putFile(fileIn(folder), note, 'checkpoint');
  await syncFolders(folders, 'checkpoint');
}

/** Keeps a checkpoint that nobody can read for whoever looks into what happened. */
export async function setCheckpointAside(folder: string, at: Date): Promise<string> {
  const aside = `${fileIn(folder)}.unreadable-${at.toISOString().replaceAll(/[:.]/g, '')}`;
  await rename(fileIn(folder), aside);
  await syncFolders([folder], 'checkpoint-aside');
  return aside;
}
