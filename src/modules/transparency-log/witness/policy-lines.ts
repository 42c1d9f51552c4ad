import type { VerifierKey } from '#tlog';
import { verifierKeyOf } from './keys.ts';
import type { PolicyLog, PolicyProblem, PolicyWitness, Quorum } from './policy.ts';

/** Lines of each kind; the specification asks for at least 32. */
const MOST_LINES = 256;
/** What has been read of a policy file so far. */
export type Reading = {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly named: Map<string, Quorum>;
  readonly members: Set<string>;
  quorum: Quorum | null | undefined;
};
/** Reads the fields behind a line's first word; answers what is wrong, or null. */
type LineReader = (fields: readonly string[], reading: Reading) => Omit<PolicyProblem, 'line'> | null;

export function newReading(): Reading {
  return { logs: [], witnesses: [], named: new Map(), members: new Set(), quorum: undefined };
}

/** Reads one line; answers what is wrong with it, or null. */
export function readLine(line: string, reading: Reading): Omit<PolicyProblem, 'line'> | null {
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
