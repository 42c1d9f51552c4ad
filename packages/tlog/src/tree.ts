import { checkForward, checkHash, checkIndex, checkSize, concatBytes, type Sha256 } from './bytes.ts';
import { TlogError } from './faults.ts';
import { halve, isOdd, splitPoint } from './numbers.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * The roots of the full subtrees a tree consists of, largest (leftmost) first: one for every set bit of its size. All that
 * is needed to add leaves and to know the root.
 */
export type Edge = readonly Uint8Array[];

/**
 * Gives the hash of the full subtree over the leaves `index · 2^level` up to, not including, `(index + 1) · 2^level`.
 * Level 0 are the leaf hashes.
 */
export type ReadNode = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

/**
 * Hash of one entry: SHA-256(00 ‖ data).
 * @param data the entry, any number of bytes
 * @returns 32 bytes
 * @see RFC 9162 section 2.1.1
 */
export function leafHash(sha256: Sha256, data: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF, data));
}

/**
 * Hash of an inner node: SHA-256(01 ‖ left ‖ right).
 * @param left hash of the left half, 32 bytes
 * @param right hash of the right half, 32 bytes
 * @returns 32 bytes
 * @see RFC 9162 section 2.1.1
 */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE, left, right));
}

/**
 * Root of the tree without leaves: SHA-256 of nothing, e3b0c442….
 * @returns 32 bytes
 * @see RFC 9162 section 2.1.1
 */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** How many full subtrees a tree has: the set bits of its size. */
function subtreeCount(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = halve(rest)) if (isOdd(rest)) count += 1;
  return count;
}

/**
 * The right edge after one more leaf.
 * @param size leaves of the tree `edge` belongs to, before the new one
 * @param edge right edge of that tree
 * @param leaf **hash** of the new leaf (see {@link leafHash}), 32 bytes
 * @returns right edge of the tree with `size + 1` leaves
 * @throws TlogError `bad-size`, `bad-edge`, `bad-hash`
 */
export function extendEdge(sha256: Sha256, size: number, edge: Edge, leaf: Uint8Array): Edge {
  checkSize(size);
  checkSize(size + 1);
  if (edge.length !== subtreeCount(size))
    throw new TlogError('bad-edge', `${edge.length} hashes, size ${size}`);
  const kept = [...edge];
  let hash = checkHash(leaf, 'leaf');
  // Like adding one to a binary number: every set bit at the end carries, and its subtree is taken in.
  for (let rest = size; isOdd(rest); rest = halve(rest)) {
    const left = kept.pop();
    if (left === undefined) throw new TlogError('bad-edge');
    hash = nodeHash(sha256, left, hash);
  }
  return [...kept, hash];
}

/**
 * Root of the tree with this right edge.
 * @param edge right edge; empty for the empty tree
 * @returns 32 bytes
 * @see RFC 9162 section 2.1.1
 */
export function edgeRoot(sha256: Sha256, edge: Edge): Uint8Array {
  if (edge.length === 0) return emptyRoot(sha256);
  return edge.reduceRight((right, left) => nodeHash(sha256, left, right));
}

/** Hash of the leaves from `start` up to `end`, where `start` is a place at which RFC 9162 splits. */
async function rangeHash(
  sha256: Sha256,
  start: number,
  end: number,
  readNode: ReadNode,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let at = start;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (width * 2 <= end - at) {
      width *= 2;
      level += 1;
    }
    parts.push(checkHash(await readNode(level, at / width), 'node'));
    at += width;
  }
  return edgeRoot(sha256, parts);
}

/**
 * Right edge of the tree of a size, read from its nodes.
 * @param size leaves of the tree
 * @throws TlogError `bad-size`, `bad-hash`; whatever `readNode` throws
 */
export async function readEdge(size: number, readNode: ReadNode): Promise<Edge> {
  const edge: Uint8Array[] = [];
  for (let at = 0; at < checkSize(size); ) {
    let level = 0;
    let width = 1;
    while (width * 2 <= size - at) {
      width *= 2;
      level += 1;
    }
    edge.push(checkHash(await readNode(level, at / width), 'node'));
    at += width;
  }
  return edge;
}

/**
 * Inclusion proof of one leaf in the tree of a size.
 * @param index place of the leaf, from 0
 * @param size leaves of the tree
 * @param readNode gives hashes of full subtrees
 * @returns sibling hashes, the leaf's first
 * @throws TlogError `bad-size`, `bad-index`, `bad-hash`; whatever `readNode` throws
 * @see RFC 9162 section 2.1.3.1
 */
export async function inclusionProof(
  sha256: Sha256,
  index: number,
  size: number,
  readNode: ReadNode,
): Promise<Uint8Array[]> {
  checkIndex(index, size);
  const proof: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      proof.push(await rangeHash(sha256, middle, end, readNode));
      end = middle;
    } else {
      proof.push(await rangeHash(sha256, start, middle, readNode));
      start = middle;
    }
  }
  return proof.reverse();
}

/**
 * Consistency proof: that the tree of `oldSize` leaves is the beginning of the tree of `newSize`. For an old size of 0, and
 * for equal sizes, it is empty (there is nothing to prove by hashes; {@link verifyConsistency} looks at the roots).
 * @param oldSize leaves of the old tree
 * @param newSize leaves of the new tree
 * @param readNode gives hashes of full subtrees
 * @throws TlogError `bad-size`, `size-backwards`, `bad-hash`; whatever `readNode` throws
 * @see RFC 9162 section 2.1.4.1
 */
export async function consistencyProof(
  sha256: Sha256,
  oldSize: number,
  newSize: number,
  readNode: ReadNode,
): Promise<Uint8Array[]> {
  checkForward(oldSize, newSize);
  if (oldSize === 0) return [];
  const proof: Uint8Array[] = [];
  let start = 0;
  let end = newSize;
  while (oldSize !== end) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      proof.push(await rangeHash(sha256, middle, end, readNode));
      end = middle;
    } else {
      proof.push(await rangeHash(sha256, start, middle, readNode));
      start = middle;
    }
  }
  // When the old tree is itself a node of the new one, the verifier has its hash already.
  if (start > 0) proof.push(await rangeHash(sha256, start, oldSize, readNode));
  return proof.reverse();
}
