import {
  type Checkpoint,
  consistencyProof,
  decodeEntries,
  entriesPath,
  equalBytes,
  leafHash,
  TILE_WIDTH,
  TlogError,
  tilePath,
  tileReader,
  verifyConsistency,
} from '../../../tlog/src/index.ts';
import { type LogEntry, parseEntry } from '../log/entries.ts';
import { pageCrypto } from './crypto.ts';

/** Is there a site behind this page that could be asked? A page opened from disk has none. */
export const isOnline = location.protocol === 'http:' || location.protocol === 'https:';

/** Bytes of an address of the site this page came from, or undefined: not there, no network. */
export async function ask(path: string): Promise<Uint8Array | undefined> {
  if (!isOnline) return undefined;
  try {
    const response = await fetch(path, {
      cache: 'no-cache',
      credentials: 'omit',
      signal: AbortSignal.timeout(20_000),
    });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

export async function askText(path: string): Promise<string | undefined> {
  const bytes = await ask(path);
  return bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/**
 * Did the log only grow from one checkpoint to the other? Asked of the log's own tiles, and believed only as far as they
 * recompute to both signed roots.
 * @returns `grew`, `forked`, or `unknown` where the tiles cannot be had
 */
export async function compareCheckpoints(
  a: Checkpoint,
  b: Checkpoint,
): Promise<'grew' | 'forked' | 'unknown'> {
  const [older, newer] = a.size <= b.size ? [a, b] : [b, a];
  if (older.size === newer.size) return equalBytes(older.root, newer.root) ? 'grew' : 'forked';
  try {
    const read = tileReader(pageCrypto.sha256, fetchTile, newer.size);
    const proof = await consistencyProof(pageCrypto.sha256, older.size, newer.size, read);
    verifyConsistency(pageCrypto.sha256, {
      oldSize: older.size,
      oldRoot: older.root,
      newSize: newer.size,
      newRoot: newer.root,
      proof,
    });
    return 'grew';
  } catch (error) {
    if (error instanceof NotThere) return 'unknown';
    if (error instanceof TlogError) return 'forked';
    throw error;
  }
}

class NotThere extends Error {}

async function fetchTile(tile: {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}): Promise<Uint8Array> {
  const exact = await ask(`/log/${tilePath(tile.level, tile.index, tile.width)}`);
  const bytes =
    exact ?? (tile.width < TILE_WIDTH ? await ask(`/log/${tilePath(tile.level, tile.index)}`) : undefined);
  if (bytes === undefined) throw new NotThere('no such tile');
  return bytes.subarray(0, tile.width * 32);
}

/** Bytes of an entry, from the site's bundles; nothing is said yet of whether they are in any log. */
async function askEntry(index: number, size: number): Promise<Uint8Array | undefined> {
  const place = Math.floor(index / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - place * TILE_WIDTH);
  const bytes = width < 1 ? undefined : await ask(`/log/${entriesPath(place, width)}`);
  if (bytes === undefined) return undefined;
  try {
    return decodeEntries(bytes, width)[index - place * TILE_WIDTH];
  } catch {
    return undefined;
  }
}

function readEntry(bytes: Uint8Array | undefined): LogEntry | undefined {
  try {
    return bytes === undefined ? undefined : parseEntry(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The entry behind a leaf hash, from the site's bundles.
 * @param size leaves of the log now served
 * @returns undefined when the site does not have it, or has another one there
 */
export async function findEntry(
  index: number,
  size: number,
  leaf: Uint8Array,
): Promise<LogEntry | undefined> {
  const bytes = await askEntry(index, size);
  const isIt = bytes !== undefined && equalBytes(leafHash(pageCrypto.sha256, bytes), leaf);
  return isIt ? readEntry(bytes) : undefined;
}

/** Longest history of keys that is followed. */
const mostRotations = 50;

/** The entries that speak of changes of keys (`/log/vkey/history`: `<index> <vkey>` a line). Each carries its own signatures. */
export async function askRotations(size: number): Promise<readonly (LogEntry | undefined)[]> {
  const lines = ((await askText('/log/vkey/history')) ?? '').split('\n');
  const indexes = [...new Set(lines.flatMap((line) => /^(\d{1,15}) /.exec(line)?.[1] ?? []).map(Number))];
  const asked = indexes.sort((a, b) => a - b).slice(-mostRotations);
  return Promise.all(asked.map(async (index) => readEntry(await askEntry(index, size))));
}
