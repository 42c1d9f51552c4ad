import type { Fact } from '#kernel';
import type { FindingKind } from './words.ts';

/** Version 1, when something was found wrong with a carrier. Carries no word of any item. */
export type FindingOpened = Fact<
  'carriers.finding',
  {
    readonly finding: string;
    readonly kind: FindingKind;
    readonly subject: string;
    readonly carrier: string | null;
    readonly item: string | null;
    readonly evidence: Readonly<Record<string, string | number>>;
  }
>;

/** Version 1, when the cause of a finding was gone. */
export type FindingResolved = Fact<
  'carriers.finding-resolved',
  { readonly finding: string; readonly kind: FindingKind; readonly subject: string }
>;
