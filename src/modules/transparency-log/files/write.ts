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
  return putFiles([{ path, bytes, what }], mode);
}

/** A file that is to be put in its place; see `putFile`. */
export type FileToPut = {
  readonly path: string;
  readonly bytes: Uint8Array | string;
  readonly what: string;
};

/**
 * The same for some files: their bytes reach the disk at the same time, and only when all have are they renamed, in their
 * order. A reader who finds one finds those before it.
 */
export async function putFiles(files: readonly FileToPut[], mode = 0o644): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const { path } of files) folders.push(...(await makeFolders(dirname(path))));
  try {
    const written = await Promise.allSettled(files.map((file) => writeBeside(file, mode)));
    for (const one of written) if (one.status === 'rejected') throw one.reason;
    for (const { path, what } of files) {
      await rename(besides(path), path);
      failPoint(`after-${what}-renamed`);
    }
  } catch (error) {
    // A full disk is not helped by half a file.
    for (const { path } of files) await rm(besides(path), { force: true }).catch(() => undefined);
    throw error;
  }
  return folders;
}

const besides = (path: string): string => `${path}.new`;

async function writeBeside({ path, bytes, what }: FileToPut, mode: number): Promise<void> {
  const file = await open(besides(path), 'w', mode);
  try {
    await file.writeFile(bytes);
    failPoint(`after-${what}-written`);
    await file.sync();
    failPoint(`after-${what}-synced`);
  } finally {
    await file.close();
  }
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
  const synced = await Promise.allSettled([...new Set(folders)].map(syncFolder));
  for (const one of synced) if (one.status === 'rejected') throw one.reason;
  failPoint(`after-${what}-folder-synced`);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
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
