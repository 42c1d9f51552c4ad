import type { Fact } from '#kernel';
import type { Purpose, Scope } from './words.ts';

/** Version 1, in the transaction that made it visible. */
export type Published = Fact<
  'publication.published',
  {
    readonly item: string;
    readonly version: number;
    readonly revision: string;
    readonly purpose: Purpose;
    readonly slug: string;
    readonly unit: number;
    readonly duties: readonly string[];
    readonly scope: Scope;
    readonly publishedAt: string;
  }
>;

/** Version 1, in the transaction that took it away. Carries no word of the content. */
export type Withdrawn = Fact<
  'publication.withdrawn',
  {
    readonly item: string;
    readonly revision: string;
    readonly slug: string;
    readonly unit: number;
    readonly withdrawnAt: string;
  }
>;

/** Version 1, in the transaction that took parts of it away: personal data was erased. Carries no word of it. */
export type Erased = Fact<
  'publication.erased',
  {
    readonly item: string;
    readonly version: number;
    /** The revision whose text the newest version shows. */
    readonly revision: string;
    readonly disclosure: string;
    readonly slug: string;
    readonly unit: number;
    readonly logIndex: number;
  }
>;

/** Version 1: an approved revision could not be made visible at its time; authority had changed, or the state forbids it. */
export type Refused = Fact<
  'publication.refused',
  { readonly disclosure: string; readonly revision: string; readonly code: string }
>;

/** Version 1, when an address that public pages of a unit link to has died; once, until it answers again. */
export type DeadLink = Fact<
  'publication.dead-link',
  {
    readonly url: string;
    readonly kind: 'internal' | 'external' | 'attachment';
    readonly items: readonly string[];
    readonly status: number | null;
    readonly reason: string | null;
  }
>;
