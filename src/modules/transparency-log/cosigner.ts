import type { Database } from '#platform/database';

/** A signed head for which cosignatures are wanted. */
export type HeadToCosign = {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The signed note with our own signatures, as it goes into an `add-checkpoint` request. */
  readonly note: string;
  /** Consistency proof from a size the witness knows to this head; sizes above this head's are a fault of the caller. */
  readonly proofFrom: (oldSize: number) => Promise<Uint8Array[]>;
};

/** The worker's, for what is remembered of the witnesses. */
export type CosignTools = { readonly database: Database; readonly now: () => Date };

/** Whoever collects cosignatures and knows the policy. */
export type Cosigner = {
  /**
   * Asks the witnesses at once and answers what came until `signal`: signature lines (`— name base64`, without line end),
   * each verified over exactly `head.note`. A witness that fails or does not answer is left out; it is this side's job to
   * remember why.
   * @throws WitnessAhead when a witness has signed a larger tree of ours than `head.size`, or another root of that size
   */
  readonly ask: (head: HeadToCosign, signal: AbortSignal, tools: CosignTools) => Promise<readonly string[]>;
  /**
   * Before the first new head of a process is signed: shows the witnesses the head we take for the last one, so that one that
   * knows a larger tree says so before we sign another story. Those that do not answer do not hold us up.
   * @throws WitnessAhead
   */
  readonly lookBack?: (last: HeadToCosign, signal: AbortSignal, tools: CosignTools) => Promise<void>;
  /** Are these lines enough for the policy? Without a policy, no lines are. */
  readonly hasQuorum: (lines: readonly string[]) => boolean;
};

/** A witness knows more of this log than the log itself: it was restored from an old backup. */
export class WitnessAhead extends Error {
  readonly witness: string;
  readonly size: number;
  constructor(witness: string, size: number) {
    super(`witness ${witness} has signed a tree of size ${size}`);
    this.witness = witness;
    this.size = size;
  }
}

/** No witnesses: what is signed is published. */
export const noCosigner: Cosigner = { ask: async () => [], hasQuorum: () => true };
