import { align, type Match } from './align.ts';
import { NUMBER, OWN_NAME, QUOTED } from './fold.ts';
import { isKept, SHINGLE, type Shingled } from './shingles.ts';

/** A piece of ours and the piece of theirs it was taken from, as places in the two original texts. */
export type Passage = {
  readonly ours: Span;
  readonly theirs: Span;
  /** What is the same within it, word for word, on both sides. */
  readonly same: readonly { readonly ours: Span; readonly theirs: Span }[];
};
export type Span = { readonly start: number; readonly end: number };

export type Comparison = {
  /** Signs of ours that are its own: neither quoted, nor numbers or names, nor what many units write alike. */
  readonly own: number;
  /** Of these, how many stand in theirs too. */
  readonly copied: number;
  /** copied ÷ own, 0–1. */
  readonly share: number;
  /** How many of the copied signs stand in the longest passage. */
  readonly longest: number;
  readonly passages: readonly Passage[];
};

/** Replaced words do not end a passage while they are no longer than this many signs on either side. */
const mostGap = 24;
/** A gap of no more signs than this is a word that was replaced; a longer one is somebody's own clause. */
const mostReplaced = 6;
/** A passage with less of its own than this says nothing. */
const leastOwn = 14;

/**
 * Compares two texts.
 * @param common fingerprints that many units' texts share: forms, stock phrases, statutes. They count neither way.
 */
export function compare(ours: Shingled, theirs: Shingled, common: ReadonlySet<number>): Comparison {
  const counts = ownSigns(ours, common);
  const passages: Passage[] = [];
  let copied = 0;
  let longest = 0;
  for (const group of groups(align(ours, theirs))) {
    const signs = counted(counts, group);
    if (signs < leastOwn) continue;
    copied += signs;
    longest = Math.max(longest, signs);
    passages.push(passageOf(ours, theirs, group));
  }
  const own = counts.reduce((sum, one) => sum + one, 0);
  return { own, copied, share: own === 0 ? 0 : copied / own, longest, passages };
}

/**
 * Which signs of a text are its own (1) and which are not (0). Only kept shingles are known to be common or not, one in
 * sixteen: each speaks for the signs that are nearer to it than to the next.
 */
function ownSigns({ signs, hashes }: Shingled, common: ReadonlySet<number>): Uint8Array {
  const own = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs.charAt(at);
    own[at] = sign === NUMBER || sign === OWN_NAME || sign === QUOTED ? 0 : 1;
  }
  const kept: number[] = [];
  hashes.forEach((hash, at) => {
    if (isKept(hash)) kept.push(at);
  });
  kept.forEach((at, index) => {
    if (!common.has(hashes[at] ?? 0)) return;
    const before = kept[index - 1];
    const after = kept[index + 1];
    const start = before === undefined ? 0 : Math.min(at, Math.ceil((before + at + SHINGLE) / 2));
    const end =
      after === undefined ? signs.length : Math.max(at + SHINGLE, Math.floor((at + after + SHINGLE) / 2));
    own.fill(0, start, end);
  });
  return own;
}

/** The own signs of a passage, with the few that were put in the place of others: a changed word is a copied word. */
function counted(counts: Uint8Array, group: readonly Match[]): number {
  let sum = 0;
  let end: number | undefined;
  for (const { ours, length } of group) {
    const begin = end !== undefined && ours - end <= mostReplaced ? end : ours;
    for (let at = begin; at < ours + length; at += 1) sum += counts[at] ?? 0;
    end = ours + length;
  }
  return sum;
}

/** Matches that follow one another on both sides with little between them: one passage, lightly edited. */
function groups(matches: readonly Match[]): readonly (readonly Match[])[] {
  const found: Match[][] = [];
  for (const match of matches) {
    const last = found.at(-1)?.at(-1);
    if (last !== undefined && follows(last, match)) found.at(-1)?.push(match);
    else found.push([match]);
  }
  return found;
}

function follows(last: Match, next: Match): boolean {
  const gapOurs = next.ours - last.ours - last.length;
  const gapTheirs = next.theirs - last.theirs - last.length;
  return gapOurs <= mostGap && gapTheirs >= 0 && gapTheirs <= mostGap;
}

function passageOf(ours: Shingled, theirs: Shingled, group: readonly Match[]): Passage {
  const same = group.map((match) => ({
    ours: spanOf(ours, match.ours, match.length),
    theirs: spanOf(theirs, match.theirs, match.length),
  }));
  const whole = (side: 'ours' | 'theirs') => ({
    start: same[0]?.[side].start ?? 0,
    end: same.at(-1)?.[side].end ?? 0,
  });
  return { ours: whole('ours'), theirs: whole('theirs'), same };
}

function spanOf({ from, to }: Shingled, at: number, length: number): Span {
  return { start: from[at] ?? 0, end: to[at + length - 1] ?? 0 };
}
