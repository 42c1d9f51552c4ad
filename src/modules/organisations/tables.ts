import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { ImportProblem, ImportRowView } from './forms.ts';
import type {
  ImportColumn,
  ImportOutcome,
  PostKind,
  UnitEventKind,
  UnitKind,
  UnitLevel,
  UnitState,
} from './vocabulary.ts';

export type Change = { readonly field: string; readonly from: string | null; readonly to: string | null };

/** What does not fit the tree; `name` is our column, its place in the file is in the run's report. */
export type Misfit = { readonly name: ImportColumn } & Pick<ImportProblem, 'read' | 'expected' | 'params'>;

/** The tables of this room. Dates without time are `YYYY-MM-DD`. */
export type OrganisationsTables = {
  'organisations.line': {
    id: Generated<number>;
    code: string;
    name: string;
    lead_unit_id: number | null;
    version: Generated<number>;
  };
  'organisations.unit': {
    id: Generated<number>;
    code: string;
    name: string;
    short_name: string | null;
    level: UnitLevel;
    kind: UnitKind;
    superior_id: number | null;
    line_id: number | null;
    path: string;
    state: Generated<UnitState>;
    merged_into_id: Generated<number | null>;
    uscc: string | null;
    address: string | null;
    phone: string | null;
    public_contact: string | null;
    website: string | null;
    office_hours: string | null;
    introduction: string | null;
    sort_order: Generated<number>;
    created_at: Date;
    version: Generated<number>;
    level_rank: GeneratedAlways<number>;
    search_terms: GeneratedAlways<string[]>;
  };
  'organisations.unit_name': {
    id: GeneratedAlways<number>;
    unit_id: number;
    from_on: string;
    name: string;
    short_name: string | null;
    recorded_at: Date;
  };
  'organisations.unit_event': {
    id: GeneratedAlways<number>;
    unit_id: number;
    kind: UnitEventKind;
    on_date: string;
    at: Date;
    actor: string | null;
    actor_name: string | null;
    reason: string | null;
    other_unit_id: number | null;
    changes: JSONColumnType<Change[]>;
  };
  'organisations.leading_group': {
    unit_id: number;
    name: string;
    document_number: string | null;
    founded_on: string | null;
    office_name: string | null;
    office_address: string | null;
    office_phone: string | null;
    version: Generated<number>;
  };
  'organisations.post': {
    id: GeneratedAlways<number>;
    unit_id: number;
    kind: PostKind;
    person: string | null;
    person_name: string;
    title: string | null;
    duty: string | null;
    phone: string | null;
    from_on: string;
    until_on: string | null;
    ended_on: Generated<string | null>;
    ended_reason: Generated<string | null>;
    is_public: boolean;
    version: Generated<number>;
  };
  'organisations.public_post': {
    id: number;
    unit_id: number;
    kind: PostKind;
    person_name: string;
    title: string | null;
    duty: string | null;
    phone: string | null;
    from_on: string;
  };
  'organisations.import_row': {
    run_id: string;
    seq: number;
    sheet: string;
    row: number;
    code: string;
    name: string | null;
    outcome: ImportOutcome | null;
    unit_id: number | null;
    changes: JSONColumnType<ImportRowView['changes']>;
    problems: JSONColumnType<ImportProblem[]>;
    misfits: JSONColumnType<Misfit[]>;
  };
};
