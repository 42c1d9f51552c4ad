import { checkForward, checkHash, checkSize, concatBytes, HASH_BYTES, type Sha256 } from './bytes.ts';
import { TlogError } from './faults.ts';
import { edgeRoot, nodeHash, type ReadNode } from './tree.ts';

/** Hashes (or entries) in a full tile (or bundle). */
export const TILE_WIDTH = 256;

/** Longest entry of a bundle in bytes: its length is written in 16 bits. */
export const MAX_ENTRY_BYTES = 65_535;

/** Highest level of tiles the specification has. */
const MAX_LEVEL = 63;

/** One tile: its level (0 to 63; 0 are leaf hashes), its place in the level from 0, and how many hashes it has (1 to 256). */
export type Tile = { readonly level: number; readonly index: number; readonly width: number };

/** One bundle of entries: its place from 0, and how many entries it has (1 to 256). */
export type Bundle = { readonly index: number; readonly width: number };

/** What a path of the log leads to. */
export type TilePath = ({ readonly kind: 'tile' } & Tile) | ({ readonly kind: 'entries' } & Bundle);

function checkPlace(index: number, width: number): void {
  if (
    !Number.isSafeInteger(index) ||
    index < 0 ||
    !Number.isInteger(width) ||
    width < 1 ||
    width > TILE_WIDTH
  ) {
    throw new TlogError('bad-tile-path', `index ${index}, width ${width}`);
  }
}

/** 1234067 → `x001/x234/067`, and the width when the tile is not full. */
function placePath(index: number, width: number): string {
  checkPlace(index, width);
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/.{3}/g) ?? [];
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return width === TILE_WIDTH ? place : `${place}.p/${width}`;
}

/**
 * Path of a tile below the log's prefix: `tile/0/x001/x234/067`, `tile/1/000.p/17`.
 * @param level 0 to 63
 * @param index place in the level, from 0
 * @param width hashes in the tile, 1 to 256; 256 when not given
 * @throws TlogError `bad-tile-path`
 * @see C2SP tlog-tiles, "Merkle Tree"
 */
export function tilePath(level: number, index: number, width: number = TILE_WIDTH): string {
  if (!Number.isInteger(level) || level < 0 || level > MAX_LEVEL)
    throw new TlogError('bad-tile-path', `level ${level}`);
  return `tile/${level}/${placePath(index, width)}`;
}

/**
 * Path of a bundle of entries below the log's prefix: `tile/entries/x001/067.p/12`.
 * @param index place, from 0
 * @param width entries in the bundle, 1 to 256; 256 when not given
 * @throws TlogError `bad-tile-path`
 * @see C2SP tlog-tiles, "Log entries"
 */
export function entriesPath(index: number, width: number = TILE_WIDTH): string {
  return `tile/entries/${placePath(index, width)}`;
}

const pathPattern =
  /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/**
 * What a path below the log's prefix leads to. Only the one spelling that {@link tilePath} and {@link entriesPath} write is a
 * path: no leading zero groups, no width of 0 or 256.
 * @throws TlogError `bad-tile-path`
 * @see C2SP tlog-tiles, "Merkle Tree"
 */
export function parseTilePath(path: string): TilePath {
  const [, kind, place, partial] = pathPattern.exec(path) ?? [];
  if (kind === undefined || place === undefined) throw new TlogError('bad-tile-path');
  const index = Number(place.replace(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const parsed: TilePath =
    kind === 'entries' ? { kind, index, width } : { kind: 'tile', level: Number(kind), index, width };
  const written = parsed.kind === 'tile' ? tilePath(parsed.level, index, width) : entriesPath(index, width);
  if (written !== path) throw new TlogError('bad-tile-path');
  return parsed;
}

/**
 * Bytes of a bundle: every entry after its length in two bytes, big end first.
 * @param entries up to 256 entries of up to 65,535 bytes
 * @throws TlogError `bad-bundle` (more than 256), `entry-too-long`
 * @see C2SP tlog-tiles, "Log entries"
 */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new TlogError('bad-bundle', `${entries.length} entries`);
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) throw new TlogError('entry-too-long', `${entry.length} bytes`);
      return [Uint8Array.of(Math.floor(entry.length / 256), entry.length % 256), entry];
    }),
  );
}

/**
 * Entries of a bundle. They prove nothing before their hashes are recomputed up to a verified root.
 * @param bytes the bundle
 * @param count how many entries it must have, exactly
 * @throws TlogError `bad-bundle`
 * @see C2SP tlog-tiles, "Log entries"
 */
export function decodeEntries(bytes: Uint8Array, count: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < count) {
    const [high, low] = bytes.subarray(at, at + 2);
    if (high === undefined || low === undefined) throw new TlogError('bad-bundle', 'cut off in a length');
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) throw new TlogError('bad-bundle', 'cut off in an entry');
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  if (entries.length !== count || at !== bytes.length) throw new TlogError('bad-bundle', 'number of entries');
  return entries;
}

/**
 * Bytes of a tile: its hashes one after the other.
 * @param hashes 1 to 256 hashes
 * @throws TlogError `bad-tile`, `bad-hash`
 */
export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length < 1 || hashes.length > TILE_WIDTH)
    throw new TlogError('bad-tile', `${hashes.length} hashes`);
  return concatBytes(...hashes.map((hash) => checkHash(hash)));
}

/**
 * Hashes of a tile.
 * @param bytes the tile
 * @param width how many hashes it must have, exactly
 * @throws TlogError `bad-tile`
 */
export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES)
    throw new TlogError('bad-tile', `${bytes.length} bytes, width ${width}`);
  return Array.from({ length: width }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/**
 * Hash of a full tile: what stands for it in the level above.
 * @param hashes the 256 hashes of the tile
 * @throws TlogError `bad-tile` when it is not full: a partial tile is never hashed into the level above
 */
export function tileHash(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length !== TILE_WIDTH) throw new TlogError('bad-tile', `${hashes.length} hashes`);
  return perfectRoot(sha256, hashes);
}

/** Root over a number of hashes that is a power of two. */
function perfectRoot(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at + 1 < row.length; at += 2) {
      above.push(nodeHash(sha256, row[at] ?? new Uint8Array(0), row[at + 1] ?? new Uint8Array(0)));
    }
    row = above;
  }
  return edgeRoot(sha256, row);
}

/** Places and widths of what a level of `newCount` hashes has more than one of `oldCount`. */
function placesBetween(oldCount: number, newCount: number): Bundle[] {
  if (oldCount === newCount) return [];
  const places: Bundle[] = [];
  for (let index = Math.floor(oldCount / TILE_WIDTH); index * TILE_WIDTH < newCount; index += 1) {
    places.push({ index, width: Math.min(TILE_WIDTH, newCount - index * TILE_WIDTH) });
  }
  return places;
}

/**
 * The tiles a log of `newSize` leaves has and one of `oldSize` leaves has not: what to write before the checkpoint of the new
 * size is served. Lower levels first, left to right.
 * @throws TlogError `bad-size`, `size-backwards`
 * @see C2SP tlog-tiles, "Partial Tiles"
 */
export function tilesBetween(oldSize: number, newSize: number): Tile[] {
  checkForward(oldSize, newSize);
  const tiles: Tile[] = [];
  let [oldCount, newCount] = [oldSize, newSize];
  for (let level = 0; newCount > 0; level += 1) {
    for (const place of placesBetween(oldCount, newCount)) tiles.push({ level, ...place });
    oldCount = Math.floor(oldCount / TILE_WIDTH);
    newCount = Math.floor(newCount / TILE_WIDTH);
  }
  return tiles;
}

/**
 * The bundles of entries a log of `newSize` leaves has and one of `oldSize` leaves has not.
 * @throws TlogError `bad-size`, `size-backwards`
 * @see C2SP tlog-tiles, "Log entries"
 */
export function bundlesBetween(oldSize: number, newSize: number): Bundle[] {
  checkForward(oldSize, newSize);
  return placesBetween(oldSize, newSize);
}

/** Fetches the bytes of one tile. When a partial tile is gone, the first hashes of the full one at the same place will do. */
export type FetchTile = (tile: Tile) => Uint8Array | Promise<Uint8Array>;

/**
 * Reads the nodes of a tree of `size` leaves from tiles; every tile is fetched once and kept as long as the reader. **What it reads is no proof:** tiles come
 * from whoever serves them. Recompute up to a root from a verified checkpoint (a proof made from tiles and then verified does
 * that), before believing anything.
 * @param fetchTile gives the bytes of a tile of exactly the width asked for
 * @param size leaves of the tree
 * @throws TlogError `bad-size`; the reader: `node-outside-tree`, `bad-tile`, whatever `fetchTile` throws
 * @see C2SP tlog-tiles, "Merkle Tree"
 */
export function tileReader(sha256: Sha256, fetchTile: FetchTile, size: number): ReadNode {
  checkSize(size);
  const kept = new Map<string, Promise<Uint8Array[]>>();
  const tile = (level: number, index: number, width: number): Promise<Uint8Array[]> => {
    const path = tilePath(level, index, width);
    const known = kept.get(path);
    if (known !== undefined) return known;
    const fetched = Promise.resolve(fetchTile({ level, index, width })).then((bytes) =>
      decodeTile(bytes, width),
    );
    kept.set(path, fetched);
    // A failure is not kept: the next reader asks again.
    fetched.catch(() => kept.delete(path));
    return fetched;
  };
  return async (level, index) => {
    const inside = Number.isInteger(level) && level >= 0 && Number.isSafeInteger(index) && index >= 0;
    if (!inside || (index + 1) * 2 ** level > size) {
      throw new TlogError('node-outside-tree', `level ${level}, index ${index}, size ${size}`);
    }
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    const place = Math.floor(first / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** tileLevel) - place * TILE_WIDTH);
    const hashes = await tile(tileLevel, place, width);
    const offset = first % TILE_WIDTH;
    return perfectRoot(sha256, hashes.slice(offset, offset + count));
  };
}
