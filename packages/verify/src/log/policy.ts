import { parseVerifierKey, type Sha256, type VerifierKey } from '../../../tlog/src/index.ts';

/** A policy file that cannot be used, with the line (from 1) where it goes wrong. */
export class PolicyError extends Error {
  readonly line: number;
  constructor(line: number, detail: string) {
    super(`policy, line ${line}: ${detail}`);
    this.name = 'PolicyError';
    this.line = line;
  }
}

type Rule = { readonly needed: number; readonly members: readonly string[] };

/** Whom a reader believes: the keys of logs, the witnesses, and how many of them it takes. */
export type Policy = {
  readonly logs: readonly VerifierKey[];
  /** Name in this file → the witness's key. */
  readonly witnesses: ReadonlyMap<string, VerifierKey>;
  readonly groups: ReadonlyMap<string, Rule>;
  /** Name of the witness or group that must be satisfied, or null when none need be. */
  readonly quorum: string | null;
};

/**
 * Reads a witness policy (c2sp.org/tlog-policy): lines `log <vkey> [url]`, `witness <name> <vkey> [url]`,
 * `group <name> <any|all|k> <member>…`, `quorum <name|none>`; `#` begins a comment line.
 * @param sha256 for the key ids
 * @throws {PolicyError} at the first line that says something else, names what is not there yet, or names it twice
 */
export function parsePolicy(sha256: Sha256, text: string): Policy {
  const logs: VerifierKey[] = [];
  const witnesses = new Map<string, VerifierKey>();
  const groups = new Map<string, Rule>();
  let quorum: string | null | undefined;
  const isNew = (name: string) => name !== 'none' && !witnesses.has(name) && !groups.has(name);
  const isKnown = (name: string) => witnesses.has(name) || groups.has(name);
  for (const [at, raw] of text.split('\n').entries()) {
    const line = at + 1;
    const [keyword, ...words] = raw.trim().split(/\s+/);
    if (keyword === '' || keyword === undefined || keyword.startsWith('#')) continue;
    const must = (holds: boolean, detail: string) => {
      if (!holds) throw new PolicyError(line, detail);
    };
    const [first = '', second = ''] = words;
    if (keyword === 'log') {
      must(words.length === 1 || words.length === 2, 'log <vkey> [url]');
      logs.push(readKey(sha256, first, line));
    } else if (keyword === 'witness') {
      must(words.length === 2 || words.length === 3, 'witness <name> <vkey> [url]');
      must(isNew(first), `the name ${first} is taken`);
      witnesses.set(first, readKey(sha256, second, line));
    } else if (keyword === 'group') {
      const members = words.slice(2);
      must(members.length > 0, 'group <name> <any|all|k> <member>…');
      must(isNew(first), `the name ${first} is taken`);
      must(
        members.every(isKnown),
        `a member is not defined above: ${members.find((name) => !isKnown(name))}`,
      );
      must(new Set(members).size === members.length, 'a member stands twice');
      groups.set(first, { needed: readThreshold(second, members.length, line), members });
    } else if (keyword === 'quorum') {
      must(words.length === 1, 'quorum <name|none>');
      must(quorum === undefined, 'a second quorum');
      must(first === 'none' || isKnown(first), `not defined above: ${first}`);
      quorum = first === 'none' ? null : first;
    } else throw new PolicyError(line, `unknown word ${keyword}`);
  }
  if (quorum === undefined) throw new PolicyError(text.split('\n').length, 'no quorum');
  return { logs, witnesses, groups, quorum };
}

function readKey(sha256: Sha256, text: string, line: number): VerifierKey {
  try {
    return parseVerifierKey(sha256, text);
  } catch (error) {
    throw new PolicyError(line, error instanceof Error ? error.message : String(error));
  }
}

function readThreshold(word: string, members: number, line: number): number {
  if (word === 'any') return 1;
  if (word === 'all') return members;
  const needed = /^[1-9]\d{0,5}$/.test(word) ? Number(word) : 0;
  if (needed < 1 || needed > members) throw new PolicyError(line, `any, all or 1 to ${members}, not ${word}`);
  return needed;
}

/**
 * Is the quorum met?
 * @param signed names (of the policy file) of the witnesses whose cosignatures were checked and hold
 */
export function meetsQuorum(policy: Policy, signed: ReadonlySet<string>): boolean {
  const holds = (name: string): boolean => {
    const group = policy.groups.get(name);
    return group === undefined ? signed.has(name) : group.members.filter(holds).length >= group.needed;
  };
  return policy.quorum === null || holds(policy.quorum);
}
