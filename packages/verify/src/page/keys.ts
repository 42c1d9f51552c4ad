import { formatVerifierKey, type VerifierKey } from '../../../tlog/src/index.ts';
import { readKeys } from '../log/keys.ts';
import { keyLabel } from '../log/signatures.ts';
import { pageCrypto } from './crypto.ts';

/** Where a key came from: it decides how far it may be trusted, and is said. */
export type KeySource = 'given' | 'attached' | 'known' | 'rotated' | 'site';

export type TrustedKey = { readonly key: VerifierKey; readonly text: string; readonly source: KeySource };

/** Verifier keys in a text, one a line; other lines are for people. */
export function keysIn(text: string, source: KeySource): readonly TrustedKey[] {
  return readKeys(pageCrypto, text).map((key) => ({ key, text: formatVerifierKey(key), source }));
}

/** A key of the site that differs from what was known for the same log. */
export type KeyConflict = { readonly known: TrustedKey; readonly shown: TrustedKey };

/**
 * Which keys count. What a reader gave, or what came with the page, or what was known before, goes before what the site shows
 * just now: a site must not talk its readers out of the key they know.
 */
export function chooseKeys(all: readonly TrustedKey[]): {
  readonly trusted: readonly TrustedKey[];
  readonly conflicts: readonly KeyConflict[];
} {
  const firm = all.filter(({ source }) => source !== 'site');
  const shown = all.filter(({ source }) => source === 'site');
  const knownFor = (name: string) => firm.filter(({ key }) => key.name === name);
  const isKnown = (one: TrustedKey) =>
    knownFor(one.key.name).some(({ key }) => keyLabel(key) === keyLabel(one.key));
  const fresh = shown.filter((one) => knownFor(one.key.name).length === 0);
  const conflicts = shown.flatMap((one) => {
    const known = knownFor(one.key.name).at(-1);
    return known === undefined || isKnown(one) ? [] : [{ known, shown: one }];
  });
  return { trusted: distinct([...firm, ...fresh]), conflicts };
}

function distinct(all: readonly TrustedKey[]): readonly TrustedKey[] {
  return all.filter((one, at) => all.findIndex(({ text }) => text === one.text) === at);
}
