import type { FindingKind, ScreeningStage } from './kinds.ts';

/** What is told of a mark: that, when, where; nothing of the text. */
export type SecretMarkFound = ScreeningFacts['screening.secret-mark-found']['data'];

/** What this room announces. Shapes are versioned and never edited. Nothing of the text is in them. */
export type ScreeningFacts = {
  /** A mark of secrecy was found: those who answer for secrecy must act within 24 hours. */
  'screening.secret-mark-found': {
    version: 1;
    data: {
      incident: string;
      revision: string | null;
      unit: number;
      stage: ScreeningStage;
      kinds: readonly FindingKind[];
      reportDueAt: string;
    };
  };
};
