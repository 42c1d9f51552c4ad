import { encodeBase64 } from './base64.ts';
import { checkHash, decodeUtf8 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { TlogError } from './faults.ts';
import { MAX_NOTE_BYTES, parseNote } from './note.ts';
import { formatDecimal, parseDecimal } from './numbers.ts';
import { MAX_PROOF_HASHES, parseHashes, splitHead } from './proof.ts';

/** Media type of a witness's answer 409, which says the size it knows. */
export const WITNESS_SIZE_TYPE = 'text/x.tlog.size';

/** What a log sends to a witness. */
export type AddCheckpoint = {
  /** Size of the checkpoint the witness cosigned last, 0 when none. */
  readonly oldSize: number;
  /** Consistency proof from the old size to that of the checkpoint; empty for an old size of 0. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
};

/**
 * Body of an `add-checkpoint` request.
 * @throws TlogError `bad-size`, `bad-hash`, `proof-too-long`, and what `parseNote` and `parseCheckpoint` throw for the
 *   checkpoint: what is written can be read back
 * @see C2SP tlog-witness, "add-checkpoint"
 */
export function formatAddCheckpoint(request: AddCheckpoint): string {
  if (request.proof.length > MAX_PROOF_HASHES) throw new TlogError('proof-too-long');
  parseCheckpoint(parseNote(request.checkpoint).text);
  const lines = [
    `old ${formatDecimal(request.oldSize)}`,
    ...request.proof.map((hash) => encodeBase64(checkHash(hash))),
  ];
  return `${lines.join('\n')}\n\n${request.checkpoint}`;
}

/**
 * Takes the body of an `add-checkpoint` request apart. The checkpoint in it must be well formed; nothing is verified. Every
 * error of this function is answer 400.
 * @param body bytes or text
 * @throws TlogError `text-too-long`, `not-utf8`, `bad-witness-request`, `bad-number`, `number-too-large`, `bad-base64`,
 *   `bad-hash`, `proof-too-long`, `size-backwards` (old size above that of the checkpoint), and what `parseNote` and
 *   `parseCheckpoint` throw
 * @see C2SP tlog-witness, "add-checkpoint"
 */
export function parseAddCheckpoint(body: Uint8Array | string): AddCheckpoint {
  if (body.length > MAX_NOTE_BYTES) throw new TlogError('text-too-long');
  const split = splitHead(typeof body === 'string' ? body : decodeUtf8(body));
  if (split === undefined) throw new TlogError('bad-witness-request', 'no blank line');
  const [old, ...hashes] = split.lines;
  if (old?.startsWith('old ') !== true) throw new TlogError('bad-witness-request', 'first line');
  const oldSize = parseDecimal(old.slice('old '.length));
  const proof = parseHashes(hashes);
  const { size } = parseCheckpoint(parseNote(split.rest).text);
  if (oldSize > size) throw new TlogError('size-backwards', `${oldSize} to ${size}`);
  return { oldSize, proof, checkpoint: split.rest };
}

/**
 * Body of a witness's answer 409: the size of the checkpoint it cosigned last.
 * @throws TlogError `bad-size`
 * @see C2SP tlog-witness, "add-checkpoint"
 */
export function formatWitnessSize(size: number): string {
  return `${formatDecimal(size)}\n`;
}

/**
 * The size a witness names in its answer 409.
 * @throws TlogError `bad-witness-answer`, `bad-number`, `number-too-large`
 * @see C2SP tlog-witness, "add-checkpoint"
 */
export function parseWitnessSize(body: string): number {
  if (!body.endsWith('\n')) throw new TlogError('bad-witness-answer');
  return parseDecimal(body.slice(0, -1));
}
