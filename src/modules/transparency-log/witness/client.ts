import {
  decodeUtf8,
  equalBytes,
  formatAddCheckpoint,
  formatSignature,
  parseNote,
  parseSignatures,
  parseWitnessSize,
  TlogError,
  verifyCosignature,
} from '#tlog';
import type { HeadToCosign } from '../cosigner.ts';
import { verifySignature } from '../signing/keys.ts';
import { FetchFailed, fetchBounded } from './fetch.ts';
import type { PolicyWitness } from './policy.ts';

/** Why a witness gave no cosignature, as a closed list; in words: `transparency-log.witness.<code>`. */
export const witnessProblems = [
  'noAddress',
  'unreachable',
  'late',
  'refused',
  'unknownLog',
  'unknownKey',
  'badAnswer',
  'noCosignature',
  'badSignature',
  'clock',
  'busy',
  'ahead',
  'forked',
] as const;
export type WitnessProblem = (typeof witnessProblems)[number];

/** What came of asking one witness. */
export type Asked =
  | {
      readonly result: 'cosigned';
      /** Signature line without line end. */
      readonly line: string;
      /** What the witness says the time is, in seconds since 1970. */
      readonly time: number;
    }
  | {
      readonly result: 'failed';
      readonly problem: WitnessProblem;
      /** For a log line: status, size, words of the system. */
      readonly detail: string;
      /** The size the witness says it has signed, when it says one. */
      readonly size: number | null;
    };

export type AskOptions = {
  /** The size this witness is remembered to have signed; 0 when nothing is known. */
  readonly known: number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
};

/** A cosignature is made while we wait: its time is ours, but for clocks that are a little off. In seconds. */
export const CLOCK_SECONDS = 300;
const MOST_ANSWER = 16 * 1024;
/** First with the remembered size, then with the size told; others may move it on in between. */
const MOST_ROUNDS = 4;

class Failed extends Error {
  readonly asked: Asked & { readonly result: 'failed' };
  constructor(problem: WitnessProblem, detail = '', size: number | null = null) {
    super(problem);
    this.asked = { result: 'failed', problem, detail, size };
  }
}

/**
 * Asks one witness to cosign a head (c2sp.org/tlog-witness). Never throws: what went wrong is the answer.
 * @returns the cosignature, verified with the key of the policy over exactly the text of `head.note`, or what is wrong
 */
export async function askWitness(
  witness: PolicyWitness,
  head: HeadToCosign,
  options: AskOptions,
): Promise<Asked> {
  try {
    let oldSize = Math.min(options.known, head.size);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const answer = await submit(witness, head, oldSize, options.signal);
      if (answer.status === 200) return checkCosignature(witness, head, answer.body, options.now());
      if (answer.status !== 409) throw refusal(answer, oldSize);
      const size = sizeTold(answer.body);
      if (size > head.size) throw new Failed('ahead', String(size), size);
      // It has what we say we are, and will not sign it: another root of the same size.
      if (size === head.size && oldSize === size) throw new Failed('forked', String(size), size);
      oldSize = size;
    }
    throw new Failed('busy');
  } catch (error) {
    if (error instanceof Failed) return error.asked;
    if (!(error instanceof FetchFailed)) return new Failed('unreachable', String(error)).asked;
    return new Failed(error.problem === 'tooLong' ? 'badAnswer' : error.problem, error.message).asked;
  }
}

type Answer = { readonly status: number; readonly body: string };

async function submit(
  witness: PolicyWitness,
  head: HeadToCosign,
  oldSize: number,
  signal: AbortSignal,
): Promise<Answer> {
  if (witness.url === null) throw new Failed('noAddress');
  const proof = await head.proofFrom(oldSize);
  const answer = await fetchBounded(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    type: 'text/plain; charset=utf-8',
    body: formatAddCheckpoint({ oldSize, proof, checkpoint: head.note }),
    // A witness has little to say.
    most: MOST_ANSWER,
    signal,
  });
  try {
    return { status: answer.status, body: decodeUtf8(answer.body) };
  } catch {
    throw new Failed('badAnswer', 'not UTF-8');
  }
}

function sizeTold(body: string): number {
  try {
    return parseWitnessSize(body);
  } catch {
    throw new Failed('badAnswer', '409 without a size');
  }
}

/** The witness holds a tree that ours does not grow out of (422), does not know us (403, 404), or will not say more. */
function refusal({ status, body }: Answer, oldSize: number): Failed {
  const detail = `${status} ${body.slice(0, 200).trim()}`;
  if (status === 422) return new Failed('forked', detail, oldSize);
  if (status === 404) return new Failed('unknownLog', detail);
  if (status === 403) return new Failed('unknownKey', detail);
  if (status === 503) return new Failed('busy', detail);
  return new Failed('refused', detail);
}

function checkCosignature(witness: PolicyWitness, head: HeadToCosign, body: string, now: Date): Asked {
  const { key } = witness;
  const text = parseNote(head.note).text;
  try {
    const found = parseSignatures(body).find((one) => one.name === key.name && equalBytes(one.id, key.id));
    if (found === undefined) throw new Failed('noCosignature');
    const { time } = verifyCosignature(key, text, found.signature, (_, message, signature) =>
      verifySignature(key, message, signature),
    );
    const off = Math.round(time - now.getTime() / 1000);
    if (Math.abs(off) > CLOCK_SECONDS) throw new Failed('clock', String(off));
    return { result: 'cosigned', line: formatSignature(found).trimEnd(), time };
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    throw new Failed(error.code === 'bad-signature' ? 'badSignature' : 'badAnswer', error.message);
  }
}
