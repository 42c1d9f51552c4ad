import { equalBytes, nodeHash, type Sha256, verifyInclusion } from '../../../tlog/src/index.ts';

/** One step of the way from a leaf to the root: the hash so far is joined with a sibling at its side. */
export type PathStep = {
  readonly sibling: Uint8Array;
  readonly side: 'left' | 'right';
  /** What both together make. */
  readonly result: Uint8Array;
};

export type Path = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly steps: readonly PathStep[];
  /** The signed root. */
  readonly root: Uint8Array;
  /** Does the way end at the signed root? */
  readonly holds: boolean;
};

type Claim = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** Walks a proof from its leaf to the root (RFC 9162 §2.1.3.2), to be judged and drawn. */
export function walkPath(sha256: Sha256, claim: Claim): Path {
  const { index, size, leaf, proof, root } = claim;
  const steps: PathStep[] = [];
  let [place, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    const isRight = place % 2 === 1 || place === last;
    hash = isRight ? nodeHash(sha256, sibling, hash) : nodeHash(sha256, hash, sibling);
    steps.push({ sibling, side: isRight ? 'left' : 'right', result: hash });
    // At the right edge, levels without a sibling are passed over.
    while (isRight && place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return { index, size, leaf, steps, root, holds: isProven(sha256, claim) && equalBytes(hash, root) };
}

/** The judgement is that of the log's own package; what is drawn must agree with it. */
function isProven(sha256: Sha256, claim: Claim): boolean {
  try {
    verifyInclusion(sha256, claim);
    return true;
  } catch {
    return false;
  }
}
