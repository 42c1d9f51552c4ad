import type { ColumnType, Generated } from 'kysely';
import type { RichText } from '#platform/richtext';
import type { AffairsKind } from '../words.ts';
import type { TemplateKind } from './words.ts';

type OnInsert<T> = ColumnType<T, T, never>;

/** Templates of texts: the head that may change, and what each version says, which may not. */
export type TextTemplateTables = {
  'disclosure.text_template': {
    id: Generated<string>;
    unit_id: OnInsert<number>;
    kind: OnInsert<TemplateKind>;
    version: number;
    created_by: OnInsert<string>;
    created_by_name: OnInsert<string>;
    created_at: OnInsert<Date>;
    retired_at: ColumnType<Date | null, never, Date>;
    retired_by: ColumnType<string | null, never, string>;
    retired_by_name: ColumnType<string | null, never, string>;
  };
  'disclosure.text_template_version': {
    template_id: OnInsert<string>;
    version: OnInsert<number>;
    name: OnInsert<string>;
    unit_kind: OnInsert<string | null>;
    affairs_kind: OnInsert<AffairsKind | null>;
    title: OnInsert<string>;
    body: ColumnType<RichText, string, never>;
    note: OnInsert<string>;
    created_by: OnInsert<string>;
    created_by_name: OnInsert<string>;
    created_at: OnInsert<Date>;
  };
};
