import type { Confidence, FindingKind, FindingReason } from '../kinds.ts';

/** A term a unit keeps for itself. */
export type UnitTerm = {
  readonly kind: 'unit_term' | 'wrong_word';
  readonly term: string;
  /** for a wrong word: the right one */
  readonly replacement?: string | null;
};

/** What is known around a text. All of it is optional: a bare text is screened by its own words. */
export type ScreeningContext = {
  /** Heading of the column or name of the field the text stands under. */
  readonly label?: string;
  /** Is this the beginning of a document, where copy numbers stand? */
  readonly isStart?: boolean;
  /** YYYY-MM-DD; with it, numbers of children are told apart. */
  readonly today?: string;
  /** The unit's own phones and addresses: public, never flagged (SCR-3). */
  readonly organPhones?: readonly string[];
  readonly organAddresses?: readonly string[];
  readonly terms?: readonly UnitTerm[];
  /** Looks for marks of secrecy and nothing else: what is asked before anything is kept, at every save. */
  readonly marksOnly?: boolean;
  /** Key of fingerprints; without it they are the same on every installation. */
  readonly key?: string;
};

/** Something recognised, in offsets of the folded text. What is not flagged was recognised and let pass. */
export type Candidate = {
  readonly kind: FindingKind;
  readonly start: number;
  readonly end: number;
  /** without separators, half-width, capitals: what is masked and fingerprinted */
  readonly value: string;
  readonly confidence: Confidence;
  readonly reason: FindingReason;
  readonly isFlagged: boolean;
  readonly replacement?: string;
};

export type Page = {
  readonly text: string;
  readonly context: ScreeningContext;
};

export type Detector = (page: Page) => readonly Candidate[];

/** How far before a value its label may stand, in characters of the same line. */
const labelReach = 24;

/** The words before a place in its line, and the column heading: bounded, so any pattern on it costs constant time. */
export function wordsBefore(page: Page, start: number, reach = labelReach): string {
  const from = Math.max(0, start - reach);
  const before = page.text.slice(from, start);
  const lines = before.split('\n');
  const line = lines.at(-1) ?? '';
  // A label alone on the line above belongs to the value below it (forms, printed columns).
  const above = line.trim() === '' ? (lines.at(-2) ?? '').trim() : '';
  const label = above.length <= 12 || /[:]$/.test(above) ? above : '';
  return `${(page.context.label ?? '').slice(0, 80)} ${label} ${line}`;
}

/** The words after a place in its line. */
export function wordsAfter(page: Page, end: number, reach = 16): string {
  const after = page.text.slice(end, end + reach);
  const stop = after.indexOf('\n');
  return stop === -1 ? after : after.slice(0, stop);
}

/** Bounded matches of a pattern: every pattern of the detectors has bounded repetitions, so this is linear. */
export function matchesOf(page: Page, pattern: RegExp): RegExpExecArray[] {
  return [...page.text.matchAll(pattern)];
}
