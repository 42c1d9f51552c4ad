import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream, type Stats } from 'node:fs';
import { access, link, mkdir, open, readdir, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { BucketSettings } from '#platform/config';
import { type Tx, tables } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import { type Bucket, openBucket } from './bucket.ts';
import { BucketFault } from './bucket-faults.ts';

/**
 * The content-addressed store: bytes lie under their SHA-256, are written once and never changed. With a bucket, that is where
 * they lie, and the folder holds what is on its way in and copies for reading.
 */
export type FileStore = { readonly folder: string; readonly bucket: Bucket | null };

/** A file on its way in: readable at `path` until the request ends. */
export type IncomingFile = {
  readonly path: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
};

type StoredFileTables = {
  'platform.stored_file': { sha256: string; size: number; media: string; kept_at: Date };
};

/** No request lasts this long: what lies in `incoming` longer belongs to a process that was killed. */
const ABANDONED_MS = 24 * 3_600_000;

/**
 * The store of a data folder that `openFileStore` has made.
 * @param settings a bucket beside it (`GONGKAI_FILES`), or none
 */
export const fileStoreIn = (dataFolder: string, settings: BucketSettings | null = null): FileStore => ({
  folder: join(dataFolder, 'files'),
  bucket: settings === null ? null : openBucket(settings),
});

/**
 * Opens the store of a data folder, makes it where there is none, and throws away what killed uploads left.
 * @throws BucketFault when the bucket or its keys are wrong: told at start, not in the middle of a publication. A service that
 *   does not answer at the moment is no reason not to start: what lies in the folder can be read
 */
export async function openFileStore(
  dataFolder: string,
  settings: BucketSettings | null = null,
): Promise<FileStore> {
  const store = fileStoreIn(dataFolder, settings);
  const { folder } = store;
  await store.bucket?.check().catch((error: unknown) => {
    if (!(error instanceof BucketFault && error.code === 'away')) throw error;
  });
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true });
  for (const name of await readdir(incoming)) await dropAbandoned(join(incoming, name));
  return store;
}

async function dropAbandoned(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
}

/** Where the bytes of a hash lie. */
export function placeOf(store: FileStore, sha256: string): string {
  return join(store.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

/** How much beyond the limit is read before the connection is cut. */
const DROPPED_MAX = 256 * 1_048_576;

/**
 * Takes a stream into a temporary file, hashing on the way and stopping at the limit.
 * @param maxBytes the largest size taken
 * @returns the file, or `upload-too-large`; then nothing is left behind
 */
export async function receiveFile(
  store: FileStore,
  source: Readable,
  name: string,
  maxBytes: number,
): Promise<Result<IncomingFile, 'upload-too-large' | 'upload-empty'>> {
  const path = join(store.folder, 'incoming', randomUUID());
  const hash = createHash('sha256');
  let size = 0;
  // What is too much is read and dropped, so that the sender gets an answer instead of a broken connection.
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      if (size > maxBytes + DROPPED_MAX) return next(new Error('the sender does not stop'));
      if (size > maxBytes) return next();
      hash.update(chunk);
      next(null, chunk);
    },
  });
  const file = await open(path, 'wx', 0o600);
  try {
    await pipeline(source, meter, file.createWriteStream());
  } catch (error) {
    await rm(path, { force: true });
    if (size <= maxBytes) throw error;
  }
  if (size > maxBytes) {
    await rm(path, { force: true });
    return refuse('upload-too-large', 413, { megabytes: Math.floor(maxBytes / 1_048_576) }, 'file');
  }
  if (size === 0) {
    await rm(path, { force: true });
    return refuse('upload-empty', 400, {}, 'file');
  }
  return done({ path, name, size, sha256: hash.digest('hex') });
}

/**
 * Adopts a file into the store and records that it is wanted. Crash points: bytes are on disk (fsync of file and folder)
 * before the transaction that mentions them can commit; bytes without a row are garbage, a row without bytes cannot be.
 */
export async function keepFile(
  ctx: CommandContext,
  store: FileStore,
  file: { readonly path: string; readonly sha256: string; readonly size: number },
  media: string,
): Promise<void> {
  await lockFile(ctx.tx, file.sha256);
  // First where it shall last: what a failing service does not take is not adopted.
  await store.bucket?.put(file.sha256, file.path);
  await storeBytes(store, file.path, file.sha256);
  await tables<StoredFileTables>(ctx.tx)
    .insertInto('platform.stored_file')
    .values({ sha256: file.sha256, size: file.size, media, kept_at: ctx.now })
    // Renewed, so that a collector at work finds it wanted.
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ kept_at: ctx.now }))
    .execute();
}

/** Any number, the same in every version: the class of locks on one file's bytes. */
const FILE_LOCK = 4_714_226;

/** Whoever adopts bytes and whoever collects them wait for each other, until the transaction ends. */
export async function lockFile(tx: Tx, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FILE_LOCK}, hashtext(${sha256}))`.execute(
    tables<StoredFileTables>(tx),
  );
}

async function storeBytes(store: FileStore, path: string, sha256: string): Promise<void> {
  const place = placeOf(store, sha256);
  if (await exists(place)) {
    await utimes(place, new Date(), new Date());
    // Whoever put it there may have been killed before its name had reached the disk.
    return syncFolders(store, place);
  }
  await mkdir(dirname(place), { recursive: true });
  await syncPath(path);
  failPoint('after-file-synced');
  const temporary = `${place}.${randomUUID()}`;
  await link(path, temporary);
  failPoint('after-file-linked');
  await rename(temporary, place);
  failPoint('after-file-renamed');
  await syncFolders(store, place);
  failPoint('after-file-folder-synced');
}

/** The name in its folder, that folder in its own, and the first of them in the store's: each may be new. */
async function syncFolders(store: FileStore, place: string): Promise<void> {
  for (let folder = dirname(place); folder.length >= store.folder.length; folder = dirname(folder))
    await syncPath(folder);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Puts bytes that the program made itself (demonstration, import) on the way in, like an upload.
 * The caller removes it with `discardFile` after the transaction.
 */
export async function stageBytes(store: FileStore, bytes: Uint8Array, name: string): Promise<IncomingFile> {
  const path = join(store.folder, 'incoming', randomUUID());
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
  } finally {
    await handle.close();
  }
  return { path, name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Removes a temporary file; adopted bytes stay in the store. */
export async function discardFile(file: IncomingFile): Promise<void> {
  await unlink(file.path).catch(() => undefined);
}

/**
 * Finds stored bytes. With a bucket they are fetched once, compared with their hash, and kept in the folder for the next reader.
 * @returns a stream of the stored bytes and their number, or undefined when nothing lies under that hash
 * @throws BucketFault when the service does not answer, refuses, or has other bytes there
 */
export async function findStoredFile(
  store: FileStore,
  sha256: string,
): Promise<{ readonly size: number; readonly open: () => ReadStream; readonly path: string } | undefined> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  const path = placeOf(store, sha256);
  const found = (await stat(path).catch(() => undefined)) ?? (await fetchBytes(store, sha256, path));
  return found === undefined ? undefined : { size: found.size, open: () => createReadStream(path), path };
}

async function fetchBytes(store: FileStore, sha256: string, place: string): Promise<Stats | undefined> {
  if (store.bucket === null) return undefined;
  const path = join(store.folder, 'incoming', randomUUID());
  if (!(await store.bucket.get(sha256, path))) return undefined;
  await mkdir(dirname(place), { recursive: true });
  await rename(path, place);
  return stat(place);
}
