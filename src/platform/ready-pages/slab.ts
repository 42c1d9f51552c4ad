const SLAB_BYTES = 1_048_576;
let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

/**
 * Bytes for one answer, cut from a large piece. Node's own pool serves pieces below four kilobytes only; beyond, every answer
 * would be a piece of memory of its own to be made and collected, which costs more than sending it.
 */
export function takeBytes(length: number): Buffer {
  if (length > SLAB_BYTES / 4) return Buffer.allocUnsafeSlow(length);
  if (used + length > SLAB_BYTES) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  const taken = slab.subarray(used, used + length);
  // Eight bytes each, so that copies are aligned.
  used += (length + 7) & ~7;
  return taken;
}
