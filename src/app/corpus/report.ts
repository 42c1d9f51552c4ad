import type { Translate } from '#platform/i18n';

/** One document that was not published, and the stable code of why. */
export type RefusedDocument = { readonly file: string; readonly code: string; readonly detail: string };

export type CategoryCount = { published: number; present: number; refused: number };

/** What became of a corpus: each document is in exactly one of the three counts. */
export type CorpusReport = {
  readonly published: number;
  /** Published by an earlier run. */
  readonly present: number;
  readonly refused: readonly RefusedDocument[];
  /** Without any date: published with an empty 成文日期. */
  readonly undated: number;
  readonly categories: Readonly<Record<string, CategoryCount>>;
  /** Findings of screening that were decided, with their recorded reason. */
  readonly findingsDecided: number;
  readonly seconds: number;
};

/** The report as lines for a terminal. */
export function reportLines(report: CorpusReport, translate: Translate): string[] {
  const { published, present, refused } = report;
  const rate = report.seconds === 0 ? 0 : Math.round((published / report.seconds) * 10) / 10;
  return [
    translate('corpus.summary', { published, present, refused: refused.length, rate }),
    ...Object.entries(report.categories).map(([category, count]) =>
      translate('corpus.category', { category, ...count }),
    ),
    ...(report.undated === 0 ? [] : [translate('corpus.undated', { count: report.undated })]),
    ...refused.map(({ file, code, detail }) =>
      translate('corpus.refused', { file, reason: `${translate(`refusal.${code}`)} ${detail}`.trim() }),
    ),
  ];
}
