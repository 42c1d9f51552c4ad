import { encodeEntries, encodeTile, entriesPath, tileHash, tilePath } from '#tlog';
import { sha256 } from '../entries.ts';

/** Takes entries one after the other and makes the files of a log of just `size` entries from them. */
export type TileSink = { readonly add: (entry: Uint8Array, leaf: Uint8Array) => Promise<void> };

export type MadeFile = { readonly path: string; readonly bytes: Uint8Array };

/**
 * Cuts a stream of entries into the bundles and tiles of a log of `size`, each told as soon as it is whole; entries beyond are
 * passed over. A second way to the bytes that the sequencer writes: from the entries, not from the nodes in the database.
 */
export function tileSink(size: number, take: (file: MadeFile) => Promise<void>): TileSink {
  let count = 0;
  let bundle: Uint8Array[] = [];
  const levels: { hashes: Uint8Array[]; index: number }[] = [];
  const put = async (level: number, hash: Uint8Array): Promise<void> => {
    levels[level] ??= { hashes: [], index: 0 };
    const here = levels[level];
    here.hashes.push(hash);
    if (here.hashes.length < 256) return;
    await take({ path: tilePath(level, here.index), bytes: encodeTile(here.hashes) });
    const above = tileHash(sha256, here.hashes);
    levels[level] = { hashes: [], index: here.index + 1 };
    await put(level + 1, above);
  };
  const finish = async (): Promise<void> => {
    const place = Math.floor(size / 256);
    if (bundle.length > 0)
      await take({ path: entriesPath(place, bundle.length), bytes: encodeEntries(bundle) });
    for (const [level, { hashes, index }] of levels.entries())
      if (hashes.length > 0)
        await take({ path: tilePath(level, index, hashes.length), bytes: encodeTile(hashes) });
  };
  return {
    add: async (entry, leaf) => {
      if (count >= size) return;
      count += 1;
      bundle.push(entry);
      if (bundle.length === 256) {
        await take({ path: entriesPath(count / 256 - 1), bytes: encodeEntries(bundle) });
        bundle = [];
      }
      await put(0, leaf);
      if (count === size) await finish();
    },
  };
}
