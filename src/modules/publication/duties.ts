import type { AffairsKind, Scope } from './words.ts';

/** How a duty stands, in the words a reader needs (已公开 逾期公开 部分公开 未公开及理由 逾期 未到期). */
export const dutyWords = ['done', 'doneLate', 'inPart', 'withheld', 'late', 'ahead'] as const;
export type DutyWord = (typeof dutyWords)[number];

/** One duty of the catalogue as the portal shows it. */
export type PublicDuty = {
  readonly id: string;
  readonly unit: number;
  readonly unitName: string;
  readonly matter1: string;
  readonly matter2: string;
  readonly affairsKind: AffairsKind;
  readonly scope: Scope;
  /** What the duty is about in time, e.g. `2026-Q1`; empty when it has no period. */
  readonly period: string;
  readonly due: string;
  readonly word: DutyWord;
  /** Item that fulfilled it. */
  readonly item: string | null;
  readonly withheld: { readonly reason: string; readonly reviewOn: string } | null;
};

export type DutyFigures = Readonly<Record<DutyWord, number>>;

export const noDuties: DutyFigures = { done: 0, doneLate: 0, inPart: 0, withheld: 0, late: 0, ahead: 0 };

/** Everything that had to be settled by now: what the shares on the home page are taken of. */
export function settledBy(figures: DutyFigures): number {
  return figures.done + figures.doneLate + figures.inPart + figures.withheld + figures.late;
}
