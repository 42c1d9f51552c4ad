import type { VerifierKey } from '#tlog';
import { newReading, readLine } from './policy-lines.ts';

/*
 * The policy file: which logs, which witnesses, and how many of them must cosign (c2sp.org/tlog-policy). Two readers: the
 * log, which asks the witnesses and waits for the quorum; and a witness, for which only the `log` lines count.
 *
 *   log <vkey> [<url>]                 url: where `checkpoint` and `tile/` of that log are served
 *   witness <name> <vkey> [<url>]      url: the submission prefix; `add-checkpoint` is put behind it
 *   group <name> <k|any|all> <name>…   members: witnesses or groups of lines above
 *   quorum <name|none>                 exactly one
 *
 * Stricter than the specification in one point: the file must be UTF-8.
 */

export type PolicyLog = { readonly key: VerifierKey; readonly vkey: string; readonly url: string | null };
export type PolicyWitness = {
  readonly name: string;
  readonly key: VerifierKey;
  readonly vkey: string;
  readonly url: string | null;
};
/** Who must have cosigned: one witness, or `least` of the members; null: nobody (`quorum none`). */
export type Quorum =
  | { readonly witness: string }
  | { readonly group: string; readonly least: number; readonly members: readonly Quorum[] };
export type Policy = {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: Quorum | null;
};

/** All that can be wrong with a policy file. */
export const policyFaults = [
  'notUtf8',
  'controlCharacter',
  'noLastNewline',
  'tooLong',
  'unknownWord',
  'tooFewFields',
  'tooManyFields',
  'badKey',
  'wrongKeyType',
  'keyTwice',
  'nameTaken',
  'nameReserved',
  'badUrl',
  'noSuchName',
  'badThreshold',
  'memberTwice',
  'quorumTwice',
  'noQuorum',
] as const;
export type PolicyFault = (typeof policyFaults)[number];

/** What is wrong, in which line (from 1), and the word that is meant. */
export type PolicyProblem = { readonly line: number; readonly fault: PolicyFault; readonly word: string };
export type PolicyResult =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const MOST_BYTES = 256 * 1024;

/**
 * Reads a policy file and tells every problem at once.
 * @param bytes the file as it is
 * @param options.quorum `optional` for the list of a witness, which needs no quorum line
 * @returns the policy, or what is wrong in which line. Source: c2sp.org/tlog-policy
 */
export function parsePolicy(
  bytes: Uint8Array,
  options: { readonly quorum: 'required' | 'optional' } = { quorum: 'required' },
): PolicyResult {
  const text = decode(bytes);
  if (typeof text !== 'string') return { ok: false, problems: [text] };
  const lines = text.split('\n');
  const problems: PolicyProblem[] = [];
  // What stands after the last newline is a line that was cut off.
  const rest = lines.pop() ?? '';
  const reading = newReading();
  for (const [at, line] of lines.entries()) {
    const problem = readLine(line, reading);
    if (problem !== null) problems.push({ line: at + 1, ...problem });
  }
  if (rest !== '') problems.push({ line: lines.length + 1, fault: 'noLastNewline', word: rest });
  if (reading.quorum === undefined && options.quorum === 'required' && problems.length === 0)
    problems.push({ line: Math.max(lines.length, 1), fault: 'noQuorum', word: '' });
  if (problems.length > 0) return { ok: false, problems };
  const { logs, witnesses, quorum } = reading;
  return { ok: true, policy: { logs, witnesses, quorum: quorum ?? null } };
}

function decode(bytes: Uint8Array): string | PolicyProblem {
  if (bytes.length > MOST_BYTES) return { line: 1, fault: 'tooLong', word: String(bytes.length) };
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const lines = Buffer.from(bytes).toString('latin1').split('\n');
    const line = lines.findIndex((one) => !Buffer.from(one, 'latin1').equals(roundTrip(one)));
    return { line: line + 1, fault: 'notUtf8', word: '' };
  }
}

function roundTrip(latin1: string): Buffer {
  return Buffer.from(Buffer.from(latin1, 'latin1').toString('utf8'), 'utf8');
}

/**
 * Whether these witnesses are enough.
 * @param cosigned names of witnesses, as the policy names them, whose cosignatures hold
 */
export function isQuorum(quorum: Quorum | null, cosigned: ReadonlySet<string>): boolean {
  if (quorum === null) return true;
  if ('witness' in quorum) return cosigned.has(quorum.witness);
  return quorum.members.filter((one) => isQuorum(one, cosigned)).length >= quorum.least;
}
