import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failPoint } from '#platform/fail-point';

/**
 * Puts a file in its place so that a reader sees the old bytes or the new, whatever happens: temporary file, fsync, rename.
 * The folder's own fsync is the caller's (`syncFolders`), once for many files.
 * @param what names the fail points: `after-<what>-written`, `-synced`, `-renamed`
 * @returns the folders whose names are not on the disk yet
 */
export async function putFile(
  path: string,
  bytes: Uint8Array | string,
  what: string,
  mode = 0o644,
): Promise<readonly string[]> {
  const folders = await makeFolders(dirname(path));
  const temporary = `${path}.new`;
  try {
    const file = await open(temporary, 'w', mode);
    try {
      await file.writeFile(bytes);
      failPoint(`after-${what}-written`);
      await file.sync();
      failPoint(`after-${what}-synced`);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // A full disk is not helped by half a file.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  failPoint(`after-${what}-renamed`);
  return folders;
}

/** Makes a folder and answers it with those above it that are new, or that hold the first new one. */
async function makeFolders(folder: string): Promise<readonly string[]> {
  const first = await mkdir(folder, { recursive: true });
  const folders = [folder];
  if (first === undefined) return folders;
  for (let at = folder; at.length >= first.length; ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

/** Makes the names in these folders lasting. */
export async function syncFolders(folders: Iterable<string>, what: string): Promise<void> {
  for (const folder of new Set(folders)) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
  failPoint(`after-${what}-folder-synced`);
}

/** The bytes of a file, or undefined when there is none. */
export async function findFile(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
}
