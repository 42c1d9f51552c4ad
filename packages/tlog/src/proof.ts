import { decodeBase64, decodeHash, encodeBase64 } from './base64.ts';
import { checkHash, decodeUtf8, type Sha256 } from './bytes.ts';
import { type OpenedCheckpoint, openCheckpoint, parseCheckpoint, type Trust } from './checkpoint.ts';
import { TlogError } from './faults.ts';
import { MAX_NOTE_BYTES, parseNote } from './note.ts';
import { formatDecimal, parseDecimal } from './numbers.ts';
import { verifyInclusion } from './verification.ts';

/** First line of every proof file. */
const HEADER = 'c2sp.org/tlog-proof@v1';

/** Longest extra data, in bytes. */
export const MAX_EXTRA_BYTES = 4_000_000;

/** A tree of 2^53 − 1 leaves has no longer path; the specification of witnesses has the same limit for consistency proofs. */
export const MAX_PROOF_HASHES = 63;

/** What a `.tlog-proof` file holds. **Nothing of it may be believed** before {@link verifyProof}. */
export type Proof = {
  /** Data of the application; not protected by the proof. */
  readonly extra?: Uint8Array;
  /** Place of the entry in the log, from 0. */
  readonly index: number;
  /** Sibling hashes, the leaf's first. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
};

/**
 * The text of a `.tlog-proof` file.
 * @throws TlogError `bad-size`, `bad-hash`, `proof-too-long`, `text-too-long` and what `parseNote` and `parseCheckpoint` throw
 *   for the checkpoint: what is written can be read back
 * @see C2SP tlog-proof, "Format"
 */
export function formatProof(proof: Proof): string {
  if (proof.hashes.length > MAX_PROOF_HASHES) throw new TlogError('proof-too-long');
  if (proof.extra !== undefined && proof.extra.length > MAX_EXTRA_BYTES)
    throw new TlogError('text-too-long', 'extra');
  parseCheckpoint(parseNote(proof.checkpoint).text);
  const lines = [
    HEADER,
    ...(proof.extra === undefined ? [] : [`extra ${encodeBase64(proof.extra)}`]),
    `index ${formatDecimal(proof.index)}`,
    ...proof.hashes.map((hash) => encodeBase64(checkHash(hash))),
  ];
  return `${lines.join('\n')}\n\n${proof.checkpoint}`;
}

/** The lines before the first blank line, and everything after it. */
export function splitHead(
  text: string,
): { readonly lines: readonly string[]; readonly rest: string } | undefined {
  const blank = text.indexOf('\n\n');
  return blank < 0 ? undefined : { lines: text.slice(0, blank).split('\n'), rest: text.slice(blank + 2) };
}

/** The hashes of a proof, one a line. */
export function parseHashes(lines: readonly string[]): Uint8Array[] {
  if (lines.length > MAX_PROOF_HASHES) throw new TlogError('proof-too-long');
  return lines.map(decodeHash);
}

/**
 * Takes a `.tlog-proof` file apart. The checkpoint in it must be well formed; no signature and no hash is verified: see
 * {@link verifyProof}.
 * @param text the file, bytes or text
 * @throws TlogError `text-too-long`, `not-utf8`, `bad-proof`, `bad-number`, `number-too-large`, `bad-base64`, `bad-hash`,
 *   `proof-too-long`, and what `parseNote` and `parseCheckpoint` throw
 * @see C2SP tlog-proof, "Format"
 */
export function parseProof(text: Uint8Array | string): Proof {
  if (text.length > MAX_EXTRA_BYTES * 1.4 + MAX_NOTE_BYTES) throw new TlogError('text-too-long');
  const split = splitHead(typeof text === 'string' ? text : decodeUtf8(text));
  if (split === undefined) throw new TlogError('bad-proof', 'no blank line');
  const [header, ...body] = split.lines;
  if (header !== HEADER) throw new TlogError('bad-proof', 'first line');
  const extraLine = body[0]?.startsWith('extra ') === true ? body.shift() : undefined;
  const indexLine = body.shift();
  if (indexLine?.startsWith('index ') !== true) throw new TlogError('bad-proof', 'no index');
  const index = parseDecimal(indexLine.slice('index '.length));
  const hashes = parseHashes(body);
  parseCheckpoint(parseNote(split.rest).text);
  const extra = extraLine === undefined ? {} : { extra: decodeBase64(extraLine.slice('extra '.length)) };
  return { ...extra, index, hashes, checkpoint: split.rest };
}

/** What verifying a proof needs besides the proof. */
export type ProofClaim = Trust & {
  /** The proof: taken apart, or its bytes or text. */
  readonly proof: Proof | Uint8Array | string;
  /** **Hash** of the entry that is said to be in the log (see `leafHash`), 32 bytes. */
  readonly leaf: Uint8Array;
};

/**
 * Verifies offline that an entry is in a log: signatures of the checkpoint, number of witnesses, and the path from the leaf to
 * the root.
 * @returns the checkpoint, and who witnessed it when
 * @throws TlogError what {@link parseProof}, `openCheckpoint` and `verifyInclusion` throw
 * @see C2SP tlog-proof
 */
export function verifyProof(
  sha256: Sha256,
  claim: ProofClaim,
): OpenedCheckpoint & { readonly index: number } {
  const { proof } = claim;
  const parsed = typeof proof === 'string' || proof instanceof Uint8Array ? parseProof(proof) : proof;
  const opened = openCheckpoint(parsed.checkpoint, claim);
  verifyInclusion(sha256, {
    index: parsed.index,
    size: opened.size,
    leaf: claim.leaf,
    proof: parsed.hashes,
    root: opened.root,
  });
  return { ...opened, index: parsed.index };
}
