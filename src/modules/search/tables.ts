import type { Generated } from 'kysely';
import type { AffairsKind, Scope } from '#kernel';

/** The table of this room; `terms` is written by SQL only. */
export type SearchTables = {
  'search.document': {
    item: string;
    number: Generated<number>;
    slug: string;
    version: number;
    title: string;
    document_number: string | null;
    index_number: string;
    unit: number;
    unit_name: string;
    line: number | null;
    line_name: string | null;
    affairs_kind: AffairsKind;
    category: string;
    scope: Scope;
    scope_unit: number;
    audience_units: number[];
    published_at: Date;
    changed_at: Date;
    body: string;
    folded: string | null;
  };
};
