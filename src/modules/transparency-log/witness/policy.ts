import type { VerifierKey } from '#tlog';
import { verifierKeyOf } from './keys.ts';

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

/** Lines of each kind; the specification asks for at least 32. */
const MOST_LINES = 256;
const MOST_BYTES = 256 * 1024;

type Reading = {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly named: Map<string, Quorum>;
  readonly members: Set<string>;
  quorum: Quorum | null | undefined;
};
/** Reads the fields behind a line's first word; answers what is wrong, or null. */
type LineReader = (fields: readonly string[], reading: Reading) => Omit<PolicyProblem, 'line'> | null;

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
  const reading: Reading = {
    logs: [],
    witnesses: [],
    named: new Map(),
    members: new Set(),
    quorum: undefined,
  };
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

function readLine(line: string, reading: Reading): Omit<PolicyProblem, 'line'> | null {
  const control = [...line].find((one) => (one < ' ' && one !== '\t') || one === '\x7f');
  if (control !== undefined)
    return { fault: 'controlCharacter', word: `U+${hex4(control.codePointAt(0) ?? 0)}` };
  const [word = '', ...fields] = line.split(/[ \t]+/).filter((one) => one !== '');
  if (word === '' || word.startsWith('#')) return null;
  const reader = readers.get(word);
  return reader === undefined ? { fault: 'unknownWord', word } : reader(fields, reading);
}

const hex4 = (code: number) => code.toString(16).toUpperCase().padStart(4, '0');

/** Signature types of signed-note: a log signs with Ed25519, a witness with the Ed25519 cosignature. */
const LOG_TYPE = 0x01;
const WITNESS_TYPE = 0x04;

const readers: ReadonlyMap<string, LineReader> = new Map([
  [
    'log',
    (fields, reading) => {
      const [vkey = '', url = null] = fields;
      const wrong =
        countFields(fields, 1, 2) ??
        wrongKey(
          vkey,
          LOG_TYPE,
          reading.logs.map((one) => one.key),
        ) ??
        wrongUrl(url);
      if (wrong !== null) return wrong;
      if (reading.logs.length >= MOST_LINES) return { fault: 'tooLong', word: 'log' };
      reading.logs.push({ key: verifierKeyOf(vkey), vkey, url: trimmed(url) });
      return null;
    },
  ],
  [
    'witness',
    (fields, reading) => {
      const [name = '', vkey = '', url = null] = fields;
      const keys = reading.witnesses.map((one) => one.key);
      const wrong =
        countFields(fields, 2, 3) ??
        wrongName(name, reading) ??
        wrongKey(vkey, WITNESS_TYPE, keys) ??
        wrongUrl(url);
      if (wrong !== null) return wrong;
      if (reading.witnesses.length >= MOST_LINES) return { fault: 'tooLong', word: 'witness' };
      reading.witnesses.push({ name, key: verifierKeyOf(vkey), vkey, url: trimmed(url) });
      reading.named.set(name, { witness: name });
      return null;
    },
  ],
  [
    'group',
    (fields, reading) => {
      const [name = '', threshold = '', ...members] = fields;
      const least = thresholdOf(threshold, members.length);
      const wrong = countFields(fields, 3, MOST_LINES) ?? wrongName(name, reading);
      if (wrong !== null) return wrong;
      if (least === null) return { fault: 'badThreshold', word: threshold };
      const found: Quorum[] = [];
      for (const member of members) {
        const one = reading.named.get(member);
        if (one === undefined) return { fault: 'noSuchName', word: member };
        // Each witness may count in one way only.
        if (reading.members.has(member)) return { fault: 'memberTwice', word: member };
        reading.members.add(member);
        found.push(one);
      }
      reading.named.set(name, { group: name, least, members: found });
      return null;
    },
  ],
  [
    'quorum',
    (fields, reading) => {
      const [name = ''] = fields;
      const wrong = countFields(fields, 1, 1);
      if (wrong !== null) return wrong;
      if (reading.quorum !== undefined) return { fault: 'quorumTwice', word: name };
      const found = name === 'none' ? null : reading.named.get(name);
      if (found === undefined) return { fault: 'noSuchName', word: name };
      reading.quorum = found;
      return null;
    },
  ],
]);

type Wrong = Omit<PolicyProblem, 'line'> | null;

function countFields(fields: readonly string[], least: number, most: number): Wrong {
  if (fields.length < least) return { fault: 'tooFewFields', word: fields.at(-1) ?? '' };
  return fields.length > most ? { fault: 'tooManyFields', word: fields[most] ?? '' } : null;
}

function wrongName(name: string, { named }: Reading): Wrong {
  if (name === 'none') return { fault: 'nameReserved', word: name };
  return named.has(name) ? { fault: 'nameTaken', word: name } : null;
}

/** Two keys are the same when their key material is, whatever their names. */
function wrongKey(vkey: string, type: number, known: readonly VerifierKey[]): Wrong {
  let key: VerifierKey;
  try {
    key = verifierKeyOf(vkey);
  } catch {
    return { fault: 'badKey', word: vkey };
  }
  if (key.type !== type) return { fault: 'wrongKeyType', word: vkey };
  const material = Buffer.from(key.publicKey);
  return known.some((one) => material.equals(one.publicKey)) ? { fault: 'keyTwice', word: vkey } : null;
}

function wrongUrl(text: string | null): Wrong {
  if (text === null) return null;
  const url = URL.parse(text);
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
  return plain && url.username === '' && url.password === '' ? null : { fault: 'badUrl', word: text };
}

const trimmed = (url: string | null) => url?.replace(/\/+$/, '') ?? null;

function thresholdOf(word: string, members: number): number | null {
  if (word === 'any') return 1;
  if (word === 'all') return members;
  const least = Number(word);
  return /^[1-9][0-9]{0,3}$/.test(word) && least <= members ? least : null;
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
