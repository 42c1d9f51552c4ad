/** Most answers fit. */
const USUAL_BYTES = 65_536;
/** Longer ones get a piece of memory of their own: they are few, and one of them would be held for good. */
const MOST_KEPT = 1_048_576;

/**
 * Memory that one answer after another is read into and sent from. A piece for each answer would have to be made and collected,
 * which costs more than reading and sending it.
 */
export type AnswerMemory = {
  /** The piece, from its beginning. What an earlier call gave is overwritten, unless `leave` was called in between. */
  readonly take: (length: number) => Buffer;
  /** Whoever got the piece last still needs it: the next answer gets another one. */
  readonly leave: () => void;
};

export function openAnswerMemory(): AnswerMemory {
  let kept = Buffer.allocUnsafeSlow(USUAL_BYTES);
  return {
    take: (length) => {
      if (length > MOST_KEPT) return Buffer.allocUnsafeSlow(length);
      if (length > kept.length) kept = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(length)));
      return kept.subarray(0, length);
    },
    leave: () => {
      kept = Buffer.allocUnsafeSlow(kept.length);
    },
  };
}
