import { type Edge, edgeRoot, extendEdge, leafHash, nodeHash, type ReadNode } from '../index.ts';
import { sha256 } from './platform.ts';

/** The entry at a place of the log used in tests: its number in four bytes. */
export const entryAt = (index: number): Uint8Array => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(index);
  return bytes;
};

/** A log as a server would keep it: leaf hashes, hashes of full subtrees, the edge, and the root of every size. */
export type TestLog = {
  readonly leaves: readonly Uint8Array[];
  readonly roots: readonly Uint8Array[];
  readonly edge: Edge;
  readonly readNode: ReadNode;
};

/**
 * Builds a log with the functions of the package.
 * @param size leaves
 * @param withRoots whether the root of every size is kept as well
 */
export function buildLog(size: number, withRoots = true, entry = entryAt): TestLog {
  const leaves: Uint8Array[] = [];
  const roots: Uint8Array[] = [edgeRoot(sha256, [])];
  let edge: Edge = [];
  for (let index = 0; index < size; index += 1) {
    const leaf = leafHash(sha256, entry(index));
    edge = extendEdge(sha256, index, edge, leaf);
    leaves.push(leaf);
    if (withRoots) roots.push(edgeRoot(sha256, edge));
  }
  return { leaves, roots, edge, readNode: nodesOf(leaves) };
}

/** Reads nodes by hashing row after row. */
function nodesOf(leaves: readonly Uint8Array[]): ReadNode {
  const rows: (readonly Uint8Array[])[] = [leaves];
  const row = (level: number): readonly Uint8Array[] => {
    const known = rows[level];
    if (known !== undefined) return known;
    const below = row(level - 1);
    const made = Array.from({ length: Math.floor(below.length / 2) }, (_, at) =>
      nodeHash(sha256, taken(below, at * 2), taken(below, at * 2 + 1)),
    );
    rows[level] = made;
    return made;
  };
  return (level, index) => taken(row(level), index);
}

/** What stands at a place of a list that is known to be long enough. */
export function taken<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index} of ${list.length}`);
  return found;
}
