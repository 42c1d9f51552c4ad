import { checkForward, checkHash, checkIndex, equalBytes, type Sha256 } from './bytes.ts';
import { TlogError } from './faults.ts';
import { halve, isOdd } from './numbers.ts';
import { emptyRoot, nodeHash } from './tree.ts';

/** What an inclusion proof claims. */
export type InclusionClaim = {
  /** Place of the leaf, from 0. */
  readonly index: number;
  /** Leaves of the tree. */
  readonly size: number;
  /** **Hash** of the leaf (see {@link leafHash}), 32 bytes. */
  readonly leaf: Uint8Array;
  /** Sibling hashes, the leaf's first. */
  readonly proof: readonly Uint8Array[];
  /** Root of the tree, from a checkpoint whose signatures were verified. */
  readonly root: Uint8Array;
};

/** What a consistency proof claims. */
export type ConsistencyClaim = {
  /** Leaves of the old tree. */
  readonly oldSize: number;
  /** Root of the old tree. */
  readonly oldRoot: Uint8Array;
  /** Leaves of the new tree. */
  readonly newSize: number;
  /** Root of the new tree. */
  readonly newRoot: Uint8Array;
  /** Hashes in the order of RFC 9162. */
  readonly proof: readonly Uint8Array[];
};

/**
 * Verifies that a leaf stands at its place in the tree.
 * @throws TlogError `bad-size`, `bad-index`, `bad-hash`, `proof-too-short`, `proof-too-long`, `root-mismatch`
 * @see RFC 9162 section 2.1.3.2
 */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): void {
  const { index, size, leaf, proof, root } = claim;
  checkIndex(index, size);
  checkHash(leaf, 'leaf');
  checkHash(root, 'root');
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    checkHash(sibling, 'proof');
    if (last === 0) throw new TlogError('proof-too-long');
    if (isOdd(place) || place === last) {
      hash = nodeHash(sha256, sibling, hash);
      [place, last] = climb(place, last);
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    place = halve(place);
    last = halve(last);
  }
  if (last !== 0) throw new TlogError('proof-too-short');
  if (!equalBytes(hash, root)) throw new TlogError('root-mismatch');
}

/** On the right edge, levels at which there is no sibling are passed over. */
function climb(place: number, last: number): [number, number] {
  let [low, high] = [place, last];
  while (low !== 0 && !isOdd(low)) {
    low = halve(low);
    high = halve(high);
  }
  return [low, high];
}

/**
 * Verifies that the old tree is the beginning of the new one. An old size of 0 is no proof by hashes: the proof must be
 * empty and the old root that of the empty tree. Equal sizes: empty proof, equal roots.
 * @throws TlogError `bad-size`, `size-backwards`, `bad-hash`, `proof-too-short`, `proof-too-long`, `old-root-mismatch`,
 *   `root-mismatch`
 * @see RFC 9162 section 2.1.4.2
 */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): void {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  checkForward(oldSize, newSize);
  checkHash(oldRoot, 'old root');
  checkHash(newRoot, 'new root');
  for (const hash of proof) checkHash(hash, 'proof');
  if (oldSize === 0 && !equalBytes(oldRoot, emptyRoot(sha256))) throw new TlogError('old-root-mismatch');
  if (oldSize === 0 || oldSize === newSize) {
    if (proof.length > 0) throw new TlogError('proof-too-long');
    if (oldSize === newSize && !equalBytes(oldRoot, newRoot)) throw new TlogError('root-mismatch');
    return;
  }
  let place = oldSize - 1;
  let last = newSize - 1;
  while (isOdd(place)) {
    place = halve(place);
    last = halve(last);
  }
  // The old tree is a full subtree of the new one: its root is the start, and the proof leaves it out.
  const [start, ...rest] = place === 0 ? [oldRoot, ...proof] : proof;
  if (start === undefined) throw new TlogError('proof-too-short');
  let oldHash = start;
  let newHash = start;
  for (const hash of rest) {
    if (last === 0) throw new TlogError('proof-too-long');
    if (isOdd(place) || place === last) {
      oldHash = nodeHash(sha256, hash, oldHash);
      newHash = nodeHash(sha256, hash, newHash);
      [place, last] = climb(place, last);
    } else {
      newHash = nodeHash(sha256, newHash, hash);
    }
    place = halve(place);
    last = halve(last);
  }
  if (last !== 0) throw new TlogError('proof-too-short');
  if (!equalBytes(oldHash, oldRoot)) throw new TlogError('old-root-mismatch');
  if (!equalBytes(newHash, newRoot)) throw new TlogError('root-mismatch');
}
