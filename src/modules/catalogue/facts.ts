import type { AffairsKind } from './forms/vocabulary.ts';

/** What this room announces. Shapes are versioned and never edited. */
export type CatalogueFacts = {
  /** A version took force and superseded the one before it. */
  'catalogue.in-force': {
    version: 1;
    data: {
      catalogue: string;
      unit: number;
      affairsKind: AffairsKind;
      year: number;
      inForceFrom: string;
      contentSha256: string;
      supersedes: string | null;
    };
  };
  /** A filed version's bytes are fixed. */
  'catalogue.filed': {
    version: 1;
    data: { catalogue: string; unit: number; affairsKind: AffairsKind; contentSha256: string };
  };
  'catalogue.returned': { version: 1; data: { catalogue: string; unit: number; reason: string } };
  'catalogue.duty-created': {
    version: 1;
    data: { unit: number; catalogue: string; duties: readonly string[] };
  };
  'catalogue.duty-redated': {
    version: 1;
    data: { unit: number; cause: string; duties: readonly { duty: string; before: string; after: string }[] };
  };
  'catalogue.duty-fulfilled': {
    version: 1;
    data: {
      duty: string;
      unit: number;
      publication: string;
      due: string;
      fulfilledOn: string;
      late: boolean;
    };
  };
  'catalogue.duty-withheld': {
    version: 1;
    data: { duty: string; unit: number; reason: string; reviewOn: string; noticePublic: boolean };
  };
  /** Decisions not to publish are to be looked at again; told once per duty and review date. */
  'catalogue.review-due': {
    version: 1;
    data: { unit: number; duties: readonly { duty: string; reviewOn: string }[] };
  };
  'catalogue.duty-cancelled': { version: 1; data: { duty: string; unit: number; code: string } };
  'catalogue.template-changed': {
    version: 1;
    data: { template: string; templateVersion: number; proposals: number };
  };
};
