import type { AffairsKind, Scope } from '#kernel';

/** Best: what fits most first. Newest: by first publication. */
export const searchOrders = ['best', 'newest'] as const;
export type SearchOrder = (typeof searchOrders)[number];

/** What is sought. Who reads is not among it: the database asks itself (`platform.current_reader`). */
export type SearchQuery = {
  /** As it was typed, at most `mostLetters` signs: words, "phrases", -exclusions, fields (标题: 文号: 单位: or title: number: unit:). */
  readonly text: string;
  readonly unit: number | null;
  /** With `unit`: also all units below it. */
  readonly within: boolean;
  readonly kind: AffairsKind | null;
  readonly category: string | null;
  readonly scope: Scope | null;
  /** Id of a line across the tree (条线). */
  readonly line: number | null;
  /** First and last day of first publication, `YYYY-MM-DD` in China's calendar, both included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly order: SearchOrder;
  /** Where the page begins; as `SearchPage.next` said. */
  readonly after: string | null;
};

/** A piece of a text; `hit` marks words that were sought. Never HTML: whoever shows it escapes it. */
export type SnippetPiece = { readonly text: string; readonly hit: boolean };

export type SearchRow = {
  readonly item: string;
  readonly slug: string;
  readonly title: readonly SnippetPiece[];
  /** Some words around what was found in the text or in a published attachment; empty when only the head fits. */
  readonly snippet: readonly SnippetPiece[];
  readonly documentNumber: string | null;
  readonly indexNumber: string;
  readonly unit: number;
  readonly unitName: string;
  readonly affairsKind: AffairsKind;
  readonly category: string;
  readonly scope: Scope;
  readonly publishedAt: Date;
  readonly changedAt: Date;
};

/** A number of documents; not exact: there are at least so many. */
export type SearchCount = { readonly count: number; readonly exact: boolean };

export const facetNames = ['kind', 'category', 'year', 'unit', 'line', 'scope'] as const;
export type FacetName = (typeof facetNames)[number];

/** How many of what was found would be left by a choice. Counted over the same documents as `SearchPage.total`. */
export type FacetOption = { readonly value: string; readonly label: string | null; readonly count: number };

/**
 * What must be said of an answer: only the beginning of the text was used; its words stand together nowhere, so some of them
 * are enough; what was found is only the part that was looked through; some of the text was no query and was left out.
 */
export const searchNotes = ['cut', 'someWords', 'looked', 'pinyin', 'nothingSought', 'badFilter'] as const;
export type SearchNote = (typeof searchNotes)[number];

export type SearchPage = {
  readonly rows: readonly SearchRow[];
  readonly total: SearchCount;
  readonly facets: Readonly<Record<FacetName, readonly FacetOption[]>>;
  readonly next: string | null;
  readonly notes: readonly SearchNote[];
  /** Another query that would find something (您是不是要找), made of documents this reader may see. */
  readonly didYouMean: string | null;
};

/** A document as publication gives it to the index: what its newest version shows, with the words of its published files. */
export type SearchDocument = {
  readonly item: string;
  readonly slug: string;
  readonly version: number;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly indexNumber: string;
  readonly unit: number;
  /** Path of the unit in the tree as it stands now, `/1/2/3/`. */
  readonly unitPath: string;
  readonly unitName: string;
  readonly line: { readonly id: number; readonly name: string } | null;
  readonly affairsKind: AffairsKind;
  readonly category: string;
  readonly keywords: readonly string[];
  readonly scope: Scope;
  readonly scopeUnit: number;
  readonly audienceUnits: readonly number[];
  readonly body: string;
  readonly attachments: readonly { readonly name: string; readonly text: string }[];
  readonly publishedAt: Date;
  readonly changedAt: Date;
};
