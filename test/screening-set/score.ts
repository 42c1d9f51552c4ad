import type { FindingKind } from '../../src/modules/screening/kinds.ts';
import type { ScreeningCase } from './set.ts';
import type { Expected } from './template.ts';

/** What the engine said, with the words at its place: findings themselves never hold them. */
export type Seen = { readonly kind: FindingKind; readonly words: string };

export type Score = { expected: number; found: number; right: number; wrong: number };
export type Miss = {
  readonly id: string;
  readonly carrier: string;
  readonly kind: string;
  readonly words: string;
};

/** Kinds whose value proves itself by a check digit. */
export const checksummed: ReadonlySet<FindingKind> = new Set([
  'id_card_18',
  'bank_card',
  'hmt_residence_permit',
  'foreigner_pr_card',
  'disability_cert',
  'student_id',
  'uscc',
]);

/** Width, blanks, breaks, case and punctuation put aside. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\u200b\-·,、.:]/g, '')
    .toUpperCase();

/** The same words, give or take what stands around: at least six tenths of the longer. */
function isSame(expected: Expected, seen: Seen): boolean {
  if (expected.kind !== seen.kind) return false;
  const [a, b] = [bare(expected.value), bare(seen.words)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return long.includes(short) && short.length * 10 >= long.length * 6;
}

export type Marked = {
  readonly scores: ReadonlyMap<FindingKind, Score>;
  readonly missed: readonly Miss[];
  readonly false_: readonly Miss[];
};

/** Counts hits, misses and false findings of cases by kind. */
export function markCases(
  results: readonly { readonly one: ScreeningCase; readonly seen: readonly Seen[] }[],
): Marked {
  const scores = new Map<FindingKind, Score>();
  const of = (kind: FindingKind) => {
    const score = scores.get(kind) ?? { expected: 0, found: 0, right: 0, wrong: 0 };
    scores.set(kind, score);
    return score;
  };
  const missed: Miss[] = [];
  const false_: Miss[] = [];
  for (const { one, seen } of results) {
    const { id, carrier } = one;
    for (const expected of one.expected) {
      of(expected.kind).expected += 1;
      if (seen.some((found) => isSame(expected, found))) of(expected.kind).found += 1;
      else missed.push({ id, carrier, kind: expected.kind, words: expected.value });
    }
    for (const found of seen) {
      if (one.expected.some((expected) => isSame(expected, found))) of(found.kind).right += 1;
      else {
        of(found.kind).wrong += 1;
        false_.push({ id, carrier, kind: found.kind, words: found.words });
      }
    }
  }
  return { scores, missed, false_ };
}

export type Rates = { readonly checked: number; readonly rest: number; readonly precision: number };

/** Recall of kinds with a check digit, recall of the rest, precision of all. */
export function ratesOf({ scores }: Marked): Rates {
  const sum = (isIn: (kind: FindingKind) => boolean, what: keyof Score) =>
    [...scores].reduce((total, [kind, score]) => total + (isIn(kind) ? score[what] : 0), 0);
  const recall = (isIn: (kind: FindingKind) => boolean) =>
    sum(isIn, 'found') / Math.max(1, sum(isIn, 'expected'));
  const all = () => true;
  return {
    checked: recall((kind) => checksummed.has(kind)),
    rest: recall((kind) => !checksummed.has(kind)),
    precision: sum(all, 'right') / Math.max(1, sum(all, 'right') + sum(all, 'wrong')),
  };
}
