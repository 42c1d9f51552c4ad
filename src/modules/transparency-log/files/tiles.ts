import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { bundlesBetween, encodeEntries, encodeTile, entriesPath, tilePath, tilesBetween } from '#tlog';
import { MayNotSign } from '../stops.ts';
import { own, readEntries } from '../store.ts';
import { type FileToPut, findFile, putFiles, syncFolders } from './write.ts';

/** A file that a log of some size has: its path below the folder, and how its bytes are made from the database. */
export type TileFile = {
  readonly what: 'bundle' | 'tile';
  readonly path: string;
  readonly make: (db: Reader) => Promise<Uint8Array>;
};

/**
 * The bundles and tiles that a log of `newSize` entries has and one of `oldSize` has not. Bundles first: what a tile commits to
 * can then be read.
 */
export function tileFilesBetween(oldSize: number, newSize: number): readonly TileFile[] {
  const bundles = bundlesBetween(oldSize, newSize).map(({ index, width }) => ({
    what: 'bundle' as const,
    path: entriesPath(index, width),
    make: async (db: Reader) => encodeEntries(await readEntries(db, index * 256, index * 256 + width)),
  }));
  const tiles = tilesBetween(oldSize, newSize).map(({ level, index, width }) => ({
    what: 'tile' as const,
    path: tilePath(level, index, width),
    make: async (db: Reader) => encodeTile(await readRow(db, level * 8, index * 256, width)),
  }));
  return [...bundles, ...tiles];
}

/** Nodes `[first, first + count)` of a level of the tree. */
async function readRow(db: Reader, level: number, first: number, count: number): Promise<readonly Buffer[]> {
  const { rows } = await sql<{ hash: Buffer | null }>`
    select transparency_log.node(${level}::integer, place) as hash
    from generate_series(${first}::bigint, ${first + count - 1}::bigint) as place order by place
  `.execute(own(db));
  return rows.map(({ hash }, at) => {
    if (hash === null) throw new Error(`node ${level}:${first + at} is not there`);
    return hash;
  });
}

/** Files whose bytes are held, and reach the disk, at the same time. */
const AT_ONCE = 16;

/**
 * Writes what is missing of these files. What is there already stays, and must be what the database says.
 * @returns how many were written
 * @throws MayNotSign `tile-altered` when a file has other bytes; whatever the disk says (`ENOSPC`)
 */
export async function writeTileFiles(
  db: Reader,
  folder: string,
  files: readonly TileFile[],
): Promise<number> {
  const folders: string[] = [];
  let written = 0;
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const missing: FileToPut[] = [];
    for (const { what, path, make } of files.slice(at, at + AT_ONCE)) {
      const place = join(folder, path);
      const bytes = await make(db);
      const there = await findFile(place);
      if (there !== undefined && !there.equals(bytes)) throw new MayNotSign('tile-altered', { path });
      if (there === undefined) missing.push({ path: place, bytes, what });
      // What is there may have been left by a crash between its rename and the fsync of its folder.
      else folders.push(dirname(place));
    }
    folders.push(...(await putFiles(missing)));
    written += missing.length;
  }
  if (files.length > 0) await syncFolders(folders, 'tile');
  return written;
}

/**
 * Drops the partial files of tiles that are full now: they are the beginnings of these, and are served from them. Otherwise a
 * busy log would keep every bundle 255 times.
 */
export async function dropPartials(folder: string, oldSize: number, newSize: number): Promise<void> {
  const full = [
    ...bundlesBetween(oldSize, newSize).map((one) => ({ ...one, path: entriesPath(one.index) })),
    ...tilesBetween(oldSize, newSize).map((one) => ({ ...one, path: tilePath(one.level, one.index) })),
  ].filter(({ width }) => width === 256);
  for (const { path } of full) await rm(join(folder, `${path}.p`), { recursive: true, force: true });
}
