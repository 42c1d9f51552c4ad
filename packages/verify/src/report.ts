/**
 * How much a line of the report weighs.
 * - `finding`: what the log promises does not hold here. The command ends with 1.
 * - `attention`: allowed, and a careful reader looks at it: back-dated, a day without a heartbeat, a new key.
 * - `note`: what happened, or what could not be looked at.
 */
export type Weight = 'finding' | 'attention' | 'note';

/** Every line a report can hold, and how much it weighs. Stable: programs read these words. */
export const reportCodes = {
  // The log itself
  'no-checkpoint': 'finding',
  'checkpoint-malformed': 'finding',
  'origin-changed': 'finding',
  'signature-missing': 'finding',
  'signature-wrong': 'finding',
  'log-holds': 'note',
  'served-compared': 'note',
  'key-changed': 'finding',
  'key-rotated': 'attention',
  'key-lost': 'attention',
  'key-rotation-unsigned': 'finding',
  'key-first-seen': 'attention',
  'bundle-missing': 'finding',
  'bundle-malformed': 'finding',
  'tile-missing': 'finding',
  'tile-differs': 'finding',
  'root-differs': 'finding',
  'rolled-back': 'finding',
  'split-view': 'finding',
  'memory-unreadable': 'attention',
  'quorum-met': 'note',
  'quorum-missing': 'finding',
  'cosignature-wrong': 'finding',
  cosigned: 'note',
  'cosigners-unchecked': 'note',
  'no-cosignatures': 'attention',
  'second-signature': 'note',
  // Its entries
  'entry-unreadable': 'finding',
  'chain-broken': 'finding',
  'back-dated': 'attention',
  'post-dated': 'attention',
  'witnessed-late': 'attention',
  'first-witness-unknown': 'note',
  corrected: 'note',
  withdrawn: 'note',
  redacted: 'note',
  withheld: 'note',
  'heartbeat-missing': 'attention',
  anchored: 'note',
  'restore-accepted': 'attention',
  // What the site shows
  'no-pages': 'note',
  'item-hidden': 'finding',
  'item-gone': 'finding',
  'withdrawn-shown': 'finding',
  'site-checked': 'note',
  'tombstone-missing': 'finding',
  'not-in-list': 'finding',
  'withdrawn-in-list': 'finding',
  'unlogged-page': 'finding',
  'proof-missing': 'finding',
  'proof-wrong': 'finding',
  'proof-of-other': 'finding',
  'part-changed': 'finding',
  'part-sm3-differs': 'finding',
  'part-missing': 'finding',
  'part-erased-unlogged': 'finding',
  'part-of-more': 'finding',
  'attachment-changed': 'finding',
  'attachment-missing': 'finding',
  'attachment-too-large': 'note',
  'no-sitemap': 'note',
  'sitemap-missing': 'finding',
  'no-feed': 'note',
  'feed-missing': 'finding',
  'list-missing': 'finding',
  'list-not-copied': 'note',
  'not-in-sitemap': 'finding',
  'not-in-feed': 'finding',
  'old-in-feed': 'finding',
  'feed-disordered': 'finding',
  'withdrawal-not-told': 'finding',
  'told-withdrawn': 'finding',
  'more-in-list': 'finding',
  'list-unreadable': 'finding',
  'changed-meanwhile': 'note',
  'not-read': 'finding',
} as const satisfies Readonly<Record<string, Weight>>;

/** A code of {@link reportCodes}. */
export type ReportCode = keyof typeof reportCodes;

/** One line of a report: what, where, and the values its words need. */
export type ReportLine = {
  readonly code: ReportCode;
  readonly weight: Weight;
  /** Place in the log, from 0. */
  readonly index?: number;
  /** Address of the page or file it is about. */
  readonly address?: string;
  readonly values: Readonly<Record<string, string | number>>;
};

/** Receives the lines as they are found. */
export type Report = (
  code: ReportCode,
  where?: { readonly index?: number; readonly address?: string },
  values?: Readonly<Record<string, string | number>>,
) => void;

/** Builds a line; its weight follows from its code. */
export function reportLine(
  code: ReportCode,
  ...[where, values]: Parameters<Report> extends [unknown, ...infer R] ? R : never
): ReportLine {
  return { code, weight: reportCodes[code], ...where, values: values ?? {} };
}
