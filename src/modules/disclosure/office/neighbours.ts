/** As much of other rooms' answers as these screens use; the app checks them against the rooms' own types (contracts.ts). */

/** A duty to choose from, of `GET /api/duties`. */
export type DutyOption = {
  readonly id: string;
  readonly matter1: string;
  readonly matter2: string;
  readonly due: string;
  readonly period: string;
  readonly unitName: string;
};

export type ScreeningPlace =
  | { readonly in: 'title' }
  | { readonly in: 'body'; readonly path: string }
  | { readonly in: 'attachment'; readonly name: string; readonly line: number };

export type ScreeningFinding = {
  readonly label: string;
  readonly kind: string;
  readonly masked: string;
  readonly place: ScreeningPlace;
  readonly reason: string;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly class: string;
  readonly fingerprint: string;
};

export type ScreeningCheck = { readonly findings: readonly ScreeningFinding[]; readonly isSecret: boolean };

export type ScreeningDecision = {
  readonly decision: 'mask' | 'keep' | 'notPersonal';
  readonly reason: string;
  readonly decidedByName: string;
};

export type ScreenedRevision = {
  readonly findings: readonly (ScreeningFinding & { readonly decision: ScreeningDecision | null })[];
  readonly blockers: readonly { readonly code: string; readonly fingerprint: string | null }[];
};
