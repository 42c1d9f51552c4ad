import { findProof } from '#modules/transparency-log';
import type { Reader } from '#platform/database';
import { parseCheckpoint, parseNote } from '#tlog';
import { checkpointFragment, proofFragment, type QrCheckpoint } from '../proof-qr.ts';
import { findProven } from './proof.ts';

/** What paper says of an item's entry in the log, so that the sheet can be held against the log. */
export type PrintedProof = {
  readonly logIndex: number;
  /** Entries under the checkpoint. */
  readonly size: number;
  /** Root of the tree in hexadecimal. */
  readonly root: string;
  readonly registeredAt: Date;
  /** Behind `/v#` of the public address: the proof, or the checkpoint alone where the proof is too long to print. */
  readonly fragment: string;
};

/** So many characters still make squares that a phone reads from 5 cm of paper. */
export const MOST_PRINTED = 1_500;

/** The printed proof of an item's newest version; undefined while it has none. */
export async function findPrintedProof(db: Reader, slug: string): Promise<PrintedProof | undefined> {
  const found = await findProven(db, slug, null);
  if (typeof found === 'string' || found.version === null) return undefined;
  const proof = await findProof(db, found.logIndex);
  if (proof === undefined) return undefined;
  const checkpoint = printable(proof.checkpoint);
  const { index, leaf, hashes: siblings } = proof;
  const whole = proofFragment({ ...checkpoint, index, leaf, siblings });
  return {
    logIndex: found.logIndex,
    size: checkpoint.size,
    root: Buffer.from(checkpoint.root).toString('hex'),
    registeredAt: found.claimedAt,
    fragment: whole.length <= MOST_PRINTED ? whole : checkpointFragment(checkpoint),
  };
}

/** The log's own Ed25519 signature and one cosignature: more do not fit on paper. */
function printable(note: string): QrCheckpoint {
  const { text, signatures } = parseNote(note);
  const { origin, size, root } = parseCheckpoint(text);
  const own = signatures.find((one) => one.name === origin && one.signature.length === 64);
  const witness = signatures.find((one) => one.name !== origin && one.signature.length === 72);
  return { origin, size, root, signatures: [own, witness].filter((one) => one !== undefined) };
}
