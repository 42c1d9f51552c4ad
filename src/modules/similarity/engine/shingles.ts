import { type Folded, NUMBER, OWN_NAME, QUOTED } from './fold.ts';

/** Signs in one shingle. Measured: see docs/decisions/0010-similarity.md. */
export const SHINGLE = 7;

/** One shingle in this many is kept as a fingerprint, chosen by its own hash: the same shingle is kept in every text. */
export const ONE_IN = 16;

/** A folded text with the hash of the shingle beginning at every sign; 0 where none begins or it says nothing. */
export type Shingled = Folded & { readonly hashes: Int32Array };

/** Most signs a shingle may have that stand for numbers and names: `□0年0月0日` says nothing. */
const mostPlaceholders = 3;

/** Hashes every shingle of a folded text. Hashes are signed 32-bit integers, never 0, the same on every machine. */
export function shingle(folded: Folded): Shingled {
  const { signs } = folded;
  const hashes = new Int32Array(signs.length);
  for (let at = 0; at + SHINGLE <= signs.length; at += 1) hashes[at] = hashAt(signs, at);
  return { ...folded, hashes };
}

function hashAt(signs: string, at: number): number {
  let hash = 0x811c9dc5;
  let placeholders = 0;
  for (let i = at; i < at + SHINGLE; i += 1) {
    const sign = signs.charAt(i);
    if (sign === QUOTED) return 0;
    if (sign === NUMBER || sign === OWN_NAME) placeholders += 1;
    hash = Math.imul(hash ^ signs.charCodeAt(i), 0x01000193);
  }
  if (placeholders > mostPlaceholders) return 0;
  const mixed = mix(hash);
  return mixed === 0 ? 1 : mixed;
}

/** Spreads the bits, so that the choice by remainder is even (the finisher of MurmurHash3). */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Is this the hash of a shingle that is kept? Asked of another mixture of the bits, so that kept hashes use all 32. */
export function isKept(hash: number): boolean {
  return hash !== 0 && (mix(hash ^ 0x5bd1e995) >>> 0) % ONE_IN === 0;
}

/** The fingerprints of a text, each once: what the index holds of it. No word can be read out of them. */
export function fingerprintsOf({ hashes }: Shingled): readonly number[] {
  return [...new Set(hashes.filter(isKept))];
}
