import type { ColumnType, Generated } from 'kysely';
import type { DraftContent, RevisionContent } from './content.ts';
import type { ProcessStep, StoredStep } from './process.ts';
import type { AffairsKind, Move, Purpose, RevisionState, SignerTiming, StepKind } from './words.ts';

/** jsonb: parsed when read, written as its text. */
type Json<T> = ColumnType<T, string, string>;
type OnInsert<T> = ColumnType<T, T, never>;
/** Computed by the database from the content. */
type Computed<T> = ColumnType<T, never, never>;

export type ReasonRow = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

export type DisclosureTables = {
  'disclosure.process_definition': {
    id: Generated<string>;
    unit_id: OnInsert<number | null>;
    unit_kind: OnInsert<string | null>;
    affairs_kind: OnInsert<AffairsKind | null>;
    version: OnInsert<number>;
    name: OnInsert<string>;
    steps: Json<StoredStep[]>;
    created_by: OnInsert<string | null>;
    created_by_name: OnInsert<string | null>;
    created_at: OnInsert<Date>;
  };
  'disclosure.serial': { unit_id: number; year: number; last: number };
  'disclosure.disclosure': {
    id: Generated<string>;
    unit_id: number;
    unit_path: string;
    line_id: number | null;
    number: OnInsert<string>;
    created_by: OnInsert<string>;
    created_by_name: OnInsert<string>;
    created_at: OnInsert<Date>;
  };
  'disclosure.revision': {
    id: Generated<string>;
    disclosure_id: OnInsert<string>;
    number: OnInsert<number>;
    purpose: OnInsert<Purpose>;
    state: RevisionState;
    based_on: OnInsert<string | null>;
    process_id: string | null;
    step_index: number | null;
    steps: ColumnType<StoredStep[] | null, string | undefined, string>;
    content: Json<RevisionContent | DraftContent>;
    title: Computed<string>;
    affairs_kind: Computed<AffairsKind>;
    scope: Computed<string>;
    content_sha256: string | null;
    frozen_at: Date | null;
    lock_version: Generated<number>;
    publish_at: Date | null;
    published_at: Date | null;
    created_by: OnInsert<string>;
    created_by_name: OnInsert<string>;
    created_at: OnInsert<Date>;
    updated_by: string;
    updated_by_name: string;
    updated_at: Date;
  };
  'disclosure.revision_editor': {
    revision_id: string;
    person: string;
    person_name: string;
    principal: string | null;
    first_at: Date;
    last_saved_at: Date;
  };
  'disclosure.attachment': {
    id: Generated<string>;
    revision_id: string;
    position: number;
    name: string;
    sha256: string;
    size: number;
    media: string;
    text: Generated<string>;
    notes: Json<ReasonRow[]>;
    added_by: string;
    added_by_name: string;
    added_at: Date;
  };
  'disclosure.signature': {
    id: Generated<number>;
    revision_id: OnInsert<string>;
    move: OnInsert<Move>;
    step_key: OnInsert<string | null>;
    person: OnInsert<string>;
    person_name: OnInsert<string>;
    principal: OnInsert<string | null>;
    principal_name: OnInsert<string | null>;
    unit_id: OnInsert<number | null>;
    unit_name: OnInsert<string | null>;
    opinion: OnInsert<string>;
    content_sha256: OnInsert<string>;
    at: OnInsert<Date>;
    lane: ColumnType<number | null, number | null | undefined, never>;
    request_id: ColumnType<string | null, string | null | undefined, never>;
  };
  'disclosure.step_state': {
    id: Generated<number>;
    revision_id: OnInsert<string>;
    step_key: OnInsert<string>;
    kind: OnInsert<StepKind>;
    role: OnInsert<ProcessStep['role']>;
    unit_id: OnInsert<number>;
    unit_path: string;
    line_id: number | null;
    escalated: OnInsert<boolean>;
    started_at: OnInsert<Date>;
    due_on: string | null;
    due_steps: Json<ReasonRow[]>;
    claimed_by: string | null;
    claimed_by_name: string | null;
    ended_at: Date | null;
    outcome: Move | null;
    lane: Generated<number>;
    request_id: ColumnType<string | null, string | null | undefined, never>;
    person: ColumnType<string | null, string | null | undefined, never>;
    person_name: ColumnType<string | null, string | null | undefined, never>;
    nobody_since: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  'disclosure.opinion_request': {
    id: Generated<string>;
    revision_id: OnInsert<string>;
    step_key: OnInsert<string>;
    lane: OnInsert<number>;
    timing: OnInsert<SignerTiming>;
    role: OnInsert<ProcessStep['role']>;
    unit_id: OnInsert<number>;
    person: OnInsert<string | null>;
    person_name: OnInsert<string | null>;
    question: OnInsert<string>;
    asked_by: OnInsert<string>;
    asked_by_name: OnInsert<string>;
    principal: OnInsert<string | null>;
    asked_at: OnInsert<Date>;
    ended_at: Date | null;
    outcome: 'given' | 'takenBack' | 'caseMoved' | null;
  };
  'disclosure.step_reminder': {
    step_id: OnInsert<number>;
    due_on: OnInsert<string>;
    in_working_days: OnInsert<5 | 1 | 0 | -1>;
    at: OnInsert<Date>;
  };
  'disclosure.draft_conflict': {
    id: Generated<string>;
    revision_id: string;
    person: string;
    person_name: string;
    base_lock_version: number;
    content: Json<DraftContent>;
    at: Date;
    settled_at: Date | null;
    settled_by: string | null;
  };
  'disclosure.event': {
    id: Generated<number>;
    disclosure_id: OnInsert<string>;
    revision_id: OnInsert<string>;
    kind: OnInsert<string>;
    person: OnInsert<string | null>;
    person_name: OnInsert<string | null>;
    principal: OnInsert<string | null>;
    principal_name: OnInsert<string | null>;
    note: OnInsert<string>;
    at: OnInsert<Date>;
  };
};
