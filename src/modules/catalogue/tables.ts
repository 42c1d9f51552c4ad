import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Step, TermUnit, Warning } from '#platform/calendar';
import type { Posting } from './duties/index.ts';
import type { DutyDefaultKey } from './duties/types.ts';
import type { ItemFields } from './forms/catalogue.ts';
import type {
  AffairsKind,
  CatalogueState,
  DutyState,
  Scope,
  Stage,
  TimeKind,
  WithholdReason,
} from './forms/vocabulary.ts';
import type { Clause, Trigger } from './time-limit/index.ts';

/** A JSON array: read as parsed, written as text. */
type JsonList<T> = ColumnType<readonly T[], string, string>;

/** The tables of this room. Dates without time are `YYYY-MM-DD`; `unit_ref` is what we read of organisations. */
export type CatalogueTables = {
  'catalogue.unit_ref': {
    id: number;
    name: string;
    path: string;
    line_id: number | null;
    kind: string;
    superior_id: number | null;
    state: string;
    code: string;
  };
  'catalogue.catalogue': {
    id: string;
    unit_id: number;
    affairs_kind: AffairsKind;
    year: number;
    version: number;
    title: string;
    kind: 'yearly' | 'adjustment';
    state: CatalogueState;
    based_on: string | null;
    template_id: string | null;
    lock: Generated<number>;
    created_by: string;
    created_name: string;
    created_at: Date;
    updated_at: Date;
    updated_name: string;
    submitted_by: string | null;
    submitted_name: string | null;
    approved_by: string | null;
    approved_name: string | null;
    registered_by: string | null;
    registered_name: string | null;
    return_reason: string | null;
    in_force_from: string | null;
    superseded_on: string | null;
    content_sha256: string | null;
    pending_since: Generated<Date | null>;
    stays_shown: Generated<boolean>;
  };
  'catalogue.registration': { catalogue_id: string; log_index: number; leaf: string; claimed_at: Date };
  'catalogue.item': {
    id: string;
    catalogue_id: string;
    item_key: string;
    position: number;
    matter1: string;
    matter2: string;
    content: string;
    basis: string;
    scope: Scope;
    audience: string;
    mode: 'proactive' | 'onRequest';
    carriers: string[];
    time_kind: TimeKind;
    time_limit: string;
    clauses: JsonList<Clause>;
    flagged: JsonList<string>;
    stages: Stage[];
    responsible: string;
    admin_level: string;
    retention: 'permanent' | 'years30' | 'years10';
    note: string;
    lock: Generated<number>;
    updated_by: string;
    updated_name: string;
    updated_at: Date;
  };
  'catalogue.editor': { catalogue_id: string; person: string; name: string; first_at: Date };
  'catalogue.history': {
    id: GeneratedAlways<number>;
    catalogue_id: string;
    move: string;
    from_state: CatalogueState | null;
    to_state: CatalogueState;
    actor: string | null;
    actor_name: string | null;
    at: Date;
    opinion: string;
  };
  'catalogue.filed_content': { catalogue_id: string; sha256: string; content: string; filed_at: Date };
  'catalogue.trigger_event': {
    id: string;
    unit_id: number;
    affairs_kind: AffairsKind;
    item_key: string;
    trigger: Trigger;
    happened_on: string;
    title: string;
    stage: Stage | null;
    recorded_by: string;
    recorded_name: string;
    recorded_at: Date;
  };
  'catalogue.duty': {
    id: string;
    unit_id: number;
    affairs_kind: AffairsKind;
    catalogue_id: string;
    item_id: string;
    item_key: string;
    period: string;
    event_id: string | null;
    opens_on: string;
    due_on: string;
    nominal_on: string;
    posting: JsonList<Posting>;
    warnings: JsonList<Warning>;
    explanation: JsonList<Step>;
    state: Generated<DutyState>;
    fulfilled_at: Date | null;
    fulfilled_on: string | null;
    publication: string | null;
    withhold_reason: WithholdReason | null;
    withhold_note: string | null;
    review_on: string | null;
    notice_public: boolean | null;
    cancel_code: string | null;
    cancel_reason: string | null;
    settled_by: string | null;
    settled_name: string | null;
    created_at: Date;
  };
  'catalogue.duty_change': {
    id: GeneratedAlways<number>;
    duty_id: string;
    at: Date;
    cause: string;
    actor: string | null;
    actor_name: string | null;
    before_on: string | null;
    after_on: string | null;
    note: string;
  };
  'catalogue.duty_default': {
    id: GeneratedAlways<number>;
    unit_id: number | null;
    key: DutyDefaultKey;
    amount: number;
    unit: TermUnit;
    changed_by: string;
    changed_at: Date;
  };
  'catalogue.template': {
    id: string;
    unit_id: number;
    affairs_kind: AffairsKind;
    unit_kinds: string[];
    title: string;
    version: Generated<number>;
    lock: Generated<number>;
    created_by: string;
    created_name: string;
    created_at: Date;
  };
  'catalogue.template_item': {
    template_id: string;
    item_key: string;
    position: number;
    fields: JSONColumnType<ItemFields>;
  };
  'catalogue.template_proposal': {
    id: string;
    template_id: string;
    template_version: number;
    unit_id: number;
    affairs_kind: AffairsKind;
    change: 'added' | 'removed' | 'changed';
    item_key: string;
    before: JSONColumnType<ItemFields | null, string | null, string | null>;
    after: JSONColumnType<ItemFields | null, string | null, string | null>;
    state: Generated<'open' | 'accepted' | 'declined'>;
    proposed_at: Date;
    decided_by: string | null;
    decided_name: string | null;
    decided_at: Date | null;
    reason: string | null;
  };
  'catalogue.public_catalogue': {
    id: string;
    unit_id: number;
    unit_name: string;
    affairs_kind: AffairsKind;
    year: number;
    version: number;
    title: string;
    in_force_from: string;
    content_sha256: string;
  };
  'catalogue.public_item': {
    id: string;
    catalogue_id: string;
    item_key: string;
    position: number;
    matter1: string;
    matter2: string;
    content: string;
    basis: string;
    scope: Scope;
    audience: string;
    mode: 'proactive' | 'onRequest';
    carriers: string[];
    time_kind: TimeKind;
    time_limit: string;
    responsible: string;
    admin_level: string;
  };
  'catalogue.public_duty': {
    id: string;
    unit_id: number;
    affairs_kind: AffairsKind;
    catalogue_id: string;
    item_id: string;
    item_key: string;
    period: string;
    opens_on: string;
    due_on: string;
    state: DutyState;
    fulfilled_on: string | null;
    publication: string | null;
    withhold_reason: WithholdReason | null;
    review_on: string | null;
    matter1: string;
    matter2: string;
    scope: Scope;
  };
};
