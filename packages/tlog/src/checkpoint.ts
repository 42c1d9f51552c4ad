import { decodeHash, encodeBase64 } from './base64.ts';
import { checkHash, decodeHex, equalBytes, hasControl } from './bytes.ts';
import { listWitnessed, type Witnessed } from './cosignature.ts';
import { TlogError } from './faults.ts';
import { type Note, openNote, parseNote, type Verified, type Verifier } from './note.ts';
import { formatDecimal, parseDecimal } from './numbers.ts';

const EMPTY_ROOT = decodeHex('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

/** Longest origin in characters. */
const MAX_ORIGIN = 1_000;

/** The state of a log: who it is, how many leaves it has, and its root. */
export type Checkpoint = {
  /** Identity of the log: its public host and path, without scheme. */
  readonly origin: string;
  /** Leaves of the tree, 0 to 2^53 − 1. */
  readonly size: number;
  /** Root of the tree, 32 bytes. */
  readonly root: Uint8Array;
};

function checkOrigin(origin: string): void {
  if (origin === '' || origin.length > MAX_ORIGIN || origin.includes('\n') || hasControl(origin)) {
    throw new TlogError('bad-origin');
  }
}

/** The empty tree has one root; a checkpoint that names another is no state of any log. */
function checkEmpty(checkpoint: Checkpoint): Checkpoint {
  if (checkpoint.size === 0 && !equalBytes(checkpoint.root, EMPTY_ROOT)) {
    throw new TlogError('root-mismatch', 'the empty tree has another root');
  }
  return checkpoint;
}

/**
 * The text of a checkpoint, to be signed with `signNote`: origin, size and root, a line each, no extension lines.
 * @throws TlogError `bad-origin`, `bad-size`, `bad-hash`, `root-mismatch` (empty tree with another root)
 * @see C2SP tlog-checkpoint, "Note text"
 */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  checkOrigin(checkpoint.origin);
  checkEmpty({ ...checkpoint, root: checkHash(checkpoint.root, 'root') });
  return `${checkpoint.origin}\n${formatDecimal(checkpoint.size)}\n${encodeBase64(checkpoint.root)}\n`;
}

/**
 * A checkpoint from the **text of its note** (`Note.text`, without blank line and signatures), strictly: three lines, no
 * leading zeros, size up to 2^53 − 1, canonical base64, no extension lines. Verifies no signature: see {@link openCheckpoint}.
 * @throws TlogError `bad-checkpoint`, `no-final-newline`, `bad-origin`, `bad-number`, `number-too-large`, `bad-base64`,
 *   `bad-hash`, `extension-line`, `root-mismatch` (empty tree with another root)
 * @see C2SP tlog-checkpoint, "Note text"
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new TlogError('no-final-newline');
  const [origin, size, root, ...more] = text.slice(0, -1).split('\n');
  if (origin === undefined || size === undefined || root === undefined)
    throw new TlogError('bad-checkpoint', 'lines');
  checkOrigin(origin);
  const checkpoint = { origin, size: parseDecimal(size), root: decodeHash(root) };
  if (more.includes('')) throw new TlogError('bad-checkpoint', 'blank line');
  if (more.length > 0) throw new TlogError('extension-line');
  return checkEmpty(checkpoint);
}

/** Which signatures make a checkpoint believed. */
export type Trust = {
  /** The log's origin; a checkpoint of another log is refused. */
  readonly origin: string;
  /** Keys of the log; at least one must have signed. More than one while keys are rotated, or with a second algorithm. */
  readonly log: readonly Verifier[];
  /**
   * Keys of witnesses whose cosignatures are looked at: one for each witness, no public key twice (a cosignature of type 04 does
   * not say the name of its witness, so one key under two names would count twice).
   */
  readonly witnesses?: readonly Verifier[];
  /** How many of the witnesses must have cosigned; 0 when not given. */
  readonly quorum?: number;
};

/** A checkpoint whose signatures were verified. */
export type OpenedCheckpoint = Checkpoint & {
  /** The note it came from, taken apart; the text is what was signed. */
  readonly note: Note;
  /** What of the signatures was verified. */
  readonly verified: Verified;
  /** The witnesses that cosigned, and when, in the order of the note. */
  readonly witnessed: readonly Witnessed[];
};

/**
 * Verifies a signed checkpoint: by the log itself, of the right origin, by enough witnesses.
 * @param note the signed checkpoint, bytes or text
 * @param trust keys, origin, number of witnesses asked for
 * @throws TlogError what `parseNote`, `parseCheckpoint` and `openNote` throw, `wrong-origin`, `no-known-signature` (none by the
 *   log itself), `quorum-not-met`
 * @see C2SP tlog-checkpoint, "Signatures"
 */
export function openCheckpoint(note: Uint8Array | string, trust: Trust): OpenedCheckpoint {
  const parsed = parseNote(note);
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint.origin !== trust.origin) throw new TlogError('wrong-origin', checkpoint.origin);
  const verified = openNote(parsed, [...trust.log, ...(trust.witnesses ?? [])]);
  const isLogs = (signature: { readonly name: string; readonly id: Uint8Array }) =>
    trust.log.some((key) => key.name === signature.name && equalBytes(key.id, signature.id));
  if (!verified.signatures.some(isLogs)) throw new TlogError('no-known-signature', 'none by the log');
  const witnessed = listWitnessed({
    ...verified,
    signatures: verified.signatures.filter((one) => !isLogs(one)),
  });
  if (witnessed.length < (trust.quorum ?? 0)) {
    throw new TlogError('quorum-not-met', `${witnessed.length} of ${trust.quorum}`);
  }
  return { ...checkpoint, note: parsed, verified, witnessed };
}
