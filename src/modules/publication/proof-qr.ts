/*
 * The printed proof: `https://host/v#1.<base64url>` (no padding). Everything stands in the fragment, which no browser sends.
 * The bytes of version `1`, read from left to right, nothing between and nothing after:
 *
 *   kind        1 byte   1 = proof of one entry, 2 = a checkpoint alone
 *   origin      text     of the checkpoint
 *   size        number   of the tree
 *   root        32 bytes
 *   only for kind 1:
 *     index     number   of the entry
 *     leaf      32 bytes leaf hash: SHA-256(00 ‖ entry)
 *     siblings  1 byte   how many, then 32 bytes each, leaf end first (RFC 9162 §2.1.3)
 *   signatures  1 byte   how many (1 or 2: the log's own, then at most one cosignature), then for each
 *     name      text     of the key; empty means: the same as origin
 *     id        4 bytes  key id
 *     signature text-like: number of bytes, then the bytes (Ed25519: 64; cosignature/v1: 8 of time ‖ 64)
 *
 *   number: unsigned LEB128, shortest form, at most 2^53 − 1.   text: number of bytes, then UTF-8.
 *
 * A reader rebuilds the signed note from it, byte for byte: `origin\nsize\nbase64(root)\n`, an empty line, and a line
 * `— name base64(id ‖ signature)` for each signature in this order.
 */

export type QrSignature = { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array };

export type QrCheckpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly signatures: readonly QrSignature[];
};

export type QrProof = QrCheckpoint & {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly siblings: readonly Uint8Array[];
};

/** What stands behind `#` in the address of the verifier page. */
export function proofFragment(proof: QrProof): string {
  const { index, leaf, siblings } = proof;
  const entry = [...numberBytes(index), ...hash(leaf), ...count(siblings), ...siblings.flatMap(hash)];
  return fragment([1, ...head(proof), ...entry, ...signatureBytes(proof)]);
}

/** The same for a checkpoint alone: what fits where there is no room for a proof. */
export function checkpointFragment(checkpoint: QrCheckpoint): string {
  return fragment([2, ...head(checkpoint), ...signatureBytes(checkpoint)]);
}

function fragment(bytes: readonly number[]): string {
  const text = btoa(String.fromCharCode(...bytes));
  return `1.${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

function head({ origin, size, root }: QrCheckpoint): readonly number[] {
  return [...textBytes(origin), ...numberBytes(size), ...hash(root)];
}

function signatureBytes({ origin, signatures }: QrCheckpoint): readonly number[] {
  const bytes = signatures.flatMap(({ name, id, signature }) => {
    if (id.length !== 4) throw new RangeError(`a key id has 4 bytes, not ${id.length}`);
    const shown = name === origin ? '' : name;
    return [...textBytes(shown), ...id, ...numberBytes(signature.length), ...signature];
  });
  return [...count(signatures), ...bytes];
}

function count(list: readonly unknown[]): readonly number[] {
  if (list.length > 255) throw new RangeError(`${list.length} do not fit one byte`);
  return [list.length];
}

function hash(bytes: Uint8Array): readonly number[] {
  if (bytes.length !== 32) throw new RangeError(`a hash has 32 bytes, not ${bytes.length}`);
  return [...bytes];
}

function textBytes(text: string): readonly number[] {
  const bytes = new TextEncoder().encode(text);
  return [...numberBytes(bytes.length), ...bytes];
}

/** No 32-bit shifts: sizes go to 2^53 − 1. */
function numberBytes(value: number): readonly number[] {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no count`);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
