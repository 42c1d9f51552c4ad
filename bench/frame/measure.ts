import type { Installation } from './stage.ts';

/** What a measure must reach, as a ratio of ours to the reference; `told` is reported and promised to nobody. */
export type Mark =
  | { readonly kind: 'atMost'; readonly factor: number }
  | { readonly kind: 'atLeast'; readonly factor: number }
  | { readonly kind: 'told' };

export const atMost = (factor: number): Mark => ({ kind: 'atMost', factor });
export const atLeast = (factor: number): Mark => ({ kind: 'atLeast', factor });
export const told: Mark = { kind: 'told' };

/**
 * `ms` and `MB` are less-is-better, `/s` more-is-better, `%` a share of all tried; ratio is always ours ÷ reference, and the
 * mark says which way is good.
 */
export type Unit = 'ms' | 'MB' | '/s' | '%';

/** One line of the table. */
export type Finding = {
  /** As in the table of marks: `I1`, with a letter where one mark is measured at several places. */
  readonly id: string;
  readonly what: string;
  readonly against: string;
  readonly unit: Unit;
  readonly ours: number;
  readonly reference: number;
  /** Median of the ratios of each round, not ratio of the medians: what else the machine does falls on both of a round. */
  readonly ratio: number;
  readonly mark: Mark;
};

/** What a group of measures is given to work with. */
export type Bench = {
  /** A tenth of the data and fewer rounds: a check in minutes. Its marks are shown, but full mode decides. */
  readonly quick: boolean;
  /** A new migrated database of the bench's own PostgreSQL, dropped when the group ends. */
  readonly freshInstallation: () => Promise<Installation>;
  /** Tells how far a slow step is; `total` 0 while unknown. */
  readonly progress: (step: string, done: number, total: number) => void;
};

/** Measures that share a world. Later issues add a file to `bench/measures` and a line to its index. */
export type Group = {
  readonly name: string;
  readonly summary: string;
  readonly run: (bench: Bench) => Promise<readonly Finding[]>;
};
