import {
  decodeEntries,
  type Edge,
  edgeRoot,
  encodeHex,
  entriesPath,
  equalBytes,
  extendEdge,
  HASH_BYTES,
  leafHash,
  MAX_ENTRY_BYTES,
  nodeHash,
  readEdge,
  type Sha256,
  TILE_WIDTH,
  TlogError,
  tileHash,
  tilePath,
} from '../../../tlog/src/index.ts';
import type { Report } from '../report.ts';
import type { Source } from '../source/types.ts';
import { EntryError, type LogEntry, parseEntry } from './entries.ts';

/** A log read whole: every entry, and the tree rebuilt from nothing but the entries. */
export type LogCopy = {
  readonly size: number;
  /** Parsed entries; undefined where an entry could not be read (and was reported). */
  readonly entries: readonly (LogEntry | undefined)[];
  readonly leafAt: (index: number) => Uint8Array;
  /** Root of the first entries, as many as this says; undefined beyond the size read. */
  readonly rootAt: (size: number) => Promise<Uint8Array | undefined>;
  readonly root: Uint8Array;
};

export type Progress = (phase: 'entries' | 'tiles' | 'pages' | 'lists', done: number, all: number) => void;

const bundleLimit = TILE_WIDTH * (MAX_ENTRY_BYTES + 2);
const ahead = 12;

type Growing = {
  readonly entries: (LogEntry | undefined)[];
  /** Leaf hashes, one after the other. */
  readonly leaves: Uint8Array[];
  edge: Edge;
};

/**
 * Reads all entries of a log and rebuilds its tree.
 * @param sha256 hash of the platform
 * @param source the site or copy
 * @param size leaves the checkpoint names
 * @returns undefined when a bundle is missing or malformed (reported): nothing behind it can be checked
 */
export async function readLog(
  sha256: Sha256,
  source: Source,
  size: number,
  report: Report,
  progress?: Progress,
): Promise<LogCopy | undefined> {
  const log: Growing = { entries: [], leaves: [], edge: [] };
  const bundles = Math.ceil(size / TILE_WIDTH);
  const fetched = inOrder(bundles, (place) => readBundle(source, place, size, report));
  for await (const bundle of fetched) {
    if (bundle === undefined) return undefined;
    for (const bytes of bundle) {
      const index = log.entries.length;
      const leaf = leafHash(sha256, bytes);
      log.leaves.push(leaf);
      log.edge = extendEdge(sha256, index, log.edge, leaf);
      log.entries.push(readEntry(bytes, index, report));
    }
    progress?.('entries', log.entries.length, size);
  }
  const node = nodeReader(sha256, log.leaves);
  return {
    size,
    entries: log.entries,
    leafAt: (index) => log.leaves[index] ?? new Uint8Array(0),
    rootAt: async (at) => (at > size ? undefined : edgeRoot(sha256, await readEdge(at, node))),
    root: edgeRoot(sha256, log.edge),
  };
}

/** Full subtrees over the leaves, each computed once. */
function nodeReader(
  sha256: Sha256,
  leaves: readonly Uint8Array[],
): (level: number, index: number) => Uint8Array {
  const kept: Map<number, Uint8Array>[] = [];
  const node = (level: number, index: number): Uint8Array => {
    if (level === 0) return leaves[index] ?? new Uint8Array(0);
    kept[level] ??= new Map();
    const known = kept[level]?.get(index);
    if (known !== undefined) return known;
    const made = nodeHash(sha256, node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    kept[level]?.set(index, made);
    return made;
  };
  return node;
}

/** Works ahead on a few, and hands the results on in order. */
async function* inOrder<T>(count: number, work: (place: number) => Promise<T>): AsyncGenerator<T> {
  const started: Promise<T>[] = [];
  const start = (place: number) => {
    const running = work(place);
    // Awaited in its turn; until then a failure must not end the program.
    running.catch(() => {});
    started.push(running);
  };
  for (let place = 0; place < count; place++) {
    while (started.length < Math.min(count, place + ahead)) start(started.length);
    const result = await (started[place] as Promise<T>);
    delete started[place];
    yield result;
  }
}

const widthOf = (place: number, count: number) => Math.min(TILE_WIDTH, count - place * TILE_WIDTH);

async function readBundle(
  source: Source,
  place: number,
  size: number,
  report: Report,
): Promise<readonly Uint8Array[] | undefined> {
  const width = widthOf(place, size);
  const address = `/log/${entriesPath(place, width)}`;
  let answer = await source.read(address, bundleLimit);
  const isFullInstead = answer.status !== 200 && width < TILE_WIDTH;
  // A partial bundle may be gone once the full one is there.
  if (isFullInstead) answer = await source.read(`/log/${entriesPath(place)}`, bundleLimit);
  if (answer.status !== 200) {
    report('bundle-missing', { index: place * TILE_WIDTH, address }, { status: answer.status });
    return undefined;
  }
  try {
    return decodeEntries(answer.bytes, isFullInstead ? TILE_WIDTH : width).slice(0, width);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    report('bundle-malformed', { index: place * TILE_WIDTH, address }, { fault: error.code });
    return undefined;
  }
}

function readEntry(bytes: Uint8Array, index: number, report: Report): LogEntry | undefined {
  try {
    return parseEntry(bytes);
  } catch (error) {
    if (!(error instanceof EntryError)) throw error;
    report('entry-unreadable', { index }, { fault: error.code });
    return undefined;
  }
}

/**
 * Compares every tile the log serves with the one that follows from its entries, byte for byte: the tiles of the
 * checkpoint's size, and in a folder every tile that lies there.
 */
export async function checkTiles(
  sha256: Sha256,
  source: Source,
  log: LogCopy,
  report: Report,
  progress?: Progress,
): Promise<void> {
  const levels = buildLevels(sha256, log);
  const all = levels.flatMap((hashes, level) =>
    Array.from({ length: Math.ceil(hashes.length / TILE_WIDTH) }, (_, place) => ({ level, place })),
  );
  let done = 0;
  const results = inOrder(all.length, async (at) => {
    const { level, place } = all[at] ?? { level: 0, place: 0 };
    await checkTile(source, levels[level] ?? [], level, place, report);
  });
  for await (const _ of results) progress?.('tiles', ++done, all.length);
  if (source.list !== undefined) await checkOldTiles(source, levels, log, report);
}

/** Hashes of every level of tiles; what does not fill a tile is not hashed into the level above. */
function buildLevels(sha256: Sha256, log: LogCopy): readonly (readonly Uint8Array[])[] {
  const levels: Uint8Array[][] = [];
  let hashes = Array.from({ length: log.size }, (_, index) => log.leafAt(index));
  while (hashes.length > 0) {
    levels.push(hashes);
    const above: Uint8Array[] = [];
    for (let at = 0; at + TILE_WIDTH <= hashes.length; at += TILE_WIDTH) {
      above.push(tileHash(sha256, hashes.slice(at, at + TILE_WIDTH)));
    }
    hashes = above;
  }
  return levels;
}

async function checkTile(
  source: Source,
  hashes: readonly Uint8Array[],
  level: number,
  place: number,
  report: Report,
): Promise<void> {
  const width = widthOf(place, hashes.length);
  const address = `/log/${tilePath(level, place, width)}`;
  const limit = TILE_WIDTH * HASH_BYTES;
  let answer = await source.read(address, limit);
  const isFullInstead = answer.status !== 200 && width < TILE_WIDTH;
  if (isFullInstead) answer = await source.read(`/log/${tilePath(level, place)}`, limit);
  if (answer.status !== 200) return report('tile-missing', { address }, { status: answer.status });
  const shown = isFullInstead ? answer.bytes.subarray(0, width * HASH_BYTES) : answer.bytes;
  const wrong = firstDifference(shown, hashes.slice(place * TILE_WIDTH, place * TILE_WIDTH + width));
  if (wrong !== undefined) report('tile-differs', { address }, { level, hash: place * TILE_WIDTH + wrong });
}

/** Place of the first hash that differs, or undefined when the tile is exactly these. */
function firstDifference(bytes: Uint8Array, hashes: readonly Uint8Array[]): number | undefined {
  const wrong = hashes.findIndex(
    (hash, at) => !equalBytes(bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES), hash),
  );
  if (wrong >= 0) return wrong;
  return bytes.length === hashes.length * HASH_BYTES ? undefined : hashes.length;
}

/** Tiles of earlier sizes that lie in a folder must be beginnings of today's. */
async function checkOldTiles(
  source: Source,
  levels: readonly (readonly Uint8Array[])[],
  log: LogCopy,
  report: Report,
): Promise<void> {
  const pattern = /^(\d{1,2})\/((?:x\d{3}\/)*\d{3})\.p\/(\d{1,3})$/;
  for (const name of (await source.list?.('/log/tile')) ?? []) {
    const [, level = '', digits = '', width = ''] = pattern.exec(name) ?? [];
    if (level === '') continue;
    const place = Number(digits.replace(/[x/]/g, ''));
    const hashes = (levels[Number(level)] ?? []).slice(
      place * TILE_WIDTH,
      place * TILE_WIDTH + Number(width),
    );
    // Of a size the checkpoint does not reach: written for a later one, and nothing to compare it with.
    if (hashes.length < Number(width) || log.size === 0) continue;
    const address = `/log/tile/${name}`;
    const { bytes } = await source.read(address, TILE_WIDTH * HASH_BYTES);
    const wrong = firstDifference(bytes, hashes);
    if (wrong !== undefined)
      report('tile-differs', { address }, { level: Number(level), hash: place * TILE_WIDTH + wrong });
  }
}

/** First 16 digits of a hash: enough to tell two apart in words. */
export function shortHash(hash: Uint8Array): string {
  return encodeHex(hash).slice(0, 16);
}
