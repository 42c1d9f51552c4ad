import {
  type Checkpoint,
  equalBytes,
  openNote,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  TlogError,
  type TlogFault,
  type Verifier,
  verifyConsistency,
} from '#tlog';
import { sha256 } from '../entries.ts';

/* What a witness thinks of a request, as pure rules. Source: c2sp.org/tlog-witness, "add-checkpoint". */

/** The keys a witness trusts, by the origin of the log. */
export type KnownLogs = ReadonlyMap<string, readonly Verifier[]>;

/** A request of a log we know, with the signature we know. */
export type Submission = {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
  /** The signed note, verbatim. */
  readonly note: string;
};

export type Refused = { readonly refused: 400 | 403 | 404 | 422; readonly fault: TlogFault };

/**
 * Reads a request and looks at who it is from.
 * @returns the submission, or the refusal: 400 malformed, 404 unknown origin, 403 no signature by a key we trust
 */
export function readSubmission(body: Uint8Array, logs: KnownLogs): Submission | Refused {
  return refusing<Submission>(400, () => {
    const { oldSize, proof, checkpoint: note } = parseAddCheckpoint(body);
    const parsed = parseNote(note);
    const checkpoint = parseCheckpoint(parsed.text);
    const keys = logs.get(checkpoint.origin);
    if (keys === undefined) return { refused: 404, fault: 'wrong-origin' };
    return refusing<Submission>(403, () => {
      openNote(parsed, keys);
      return { oldSize, proof, checkpoint, note };
    });
  });
}

/** What we know of the log: the last checkpoint we cosigned; size 0 and the empty root at first. */
export type Known = { readonly size: number; readonly root: Uint8Array };

export type Verdict =
  /** Cosign it; `isNew` when it has to be remembered first. */
  | { readonly verdict: 'cosign'; readonly isNew: boolean }
  /** 409: we know this size; `fork` when it is the same size with another root, which no honest log can have. */
  | { readonly verdict: 'conflict'; readonly size: number; readonly fork: boolean }
  | { readonly verdict: 'refuse'; readonly why: Refused };

/** Judges a submission by what we know of that log. */
export function judge({ oldSize, proof, checkpoint }: Submission, known: Known): Verdict {
  if (oldSize !== known.size) return { verdict: 'conflict', size: known.size, fork: false };
  if (oldSize === checkpoint.size && !equalBytes(checkpoint.root, known.root))
    return { verdict: 'conflict', size: known.size, fork: true };
  const proven = refusing<null>(422, () => {
    const { size: newSize, root: newRoot } = checkpoint;
    verifyConsistency(sha256, { oldSize, oldRoot: known.root, newSize, newRoot, proof });
    return null;
  });
  if (proven !== null) return { verdict: 'refuse', why: proven };
  return { verdict: 'cosign', isNew: checkpoint.size > known.size };
}

function refusing<T>(refused: Refused['refused'], work: () => T | Refused): T | Refused {
  try {
    return work();
  } catch (error) {
    if (error instanceof TlogError) return { refused, fault: error.code };
    throw error;
  }
}
