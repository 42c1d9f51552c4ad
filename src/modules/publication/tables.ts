import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Audience, RevisionContent, Stage } from '#modules/disclosure';
import type { TypesettingFaultCode } from '#platform/typesetting';
import type { ErasureGround, ErasureState } from './erasure/grounds.ts';
import type {
  AffairsKind,
  AfterReview,
  Mode,
  PartKind,
  Purpose,
  RegisteredEffect,
  RelationKind,
  Scope,
  Validity,
} from './words.ts';

/** A calendar date, `YYYY-MM-DD`, in and out. */
type LocalDate = ColumnType<string, string, string>;

type ErasedFiles = { readonly masked: number; readonly removed: number };
type FoundWords = { readonly place: string; readonly rows: number; readonly hits: number };

type ScopeColumns = { scope: Scope; scope_unit: number; audience_units: number[] };

export type PublicationTables = {
  'publication.document_check': {
    item: string;
    version: number;
    kind: 'pdf' | 'docx';
    unit: number;
    state: 'made' | 'failed';
    code: TypesettingFaultCode | null;
    missing: string[];
    attempts: Generated<number>;
    checked_at: Date;
  };
  'publication.item': ScopeColumns & {
    id: string;
    disclosure: string;
    slug: string;
    index_number: string;
    state: Generated<'registered' | 'live' | 'withdrawn'>;
    version: number;
    unit: number;
    unit_name: string;
    title: string;
    document_number: string | null;
    document_date: LocalDate | null;
    affairs_kind: AffairsKind;
    category: string;
    mode: Mode;
    keywords: string[];
    validity: Validity;
    expires_on: LocalDate | null;
    last_purpose: Purpose;
    published_at: Date;
    changed_at: Date;
    after_review: Generated<AfterReview | null>;
    withheld: Generated<'whole' | 'part' | null>;
  };
  'publication.item_matter': {
    item: string;
    matter: string;
    stage: Stage;
    audience: Audience;
  };
  'publication.item_version': ScopeColumns & {
    item: string;
    version: number;
    revision: string;
    purpose: Exclude<Purpose, 'withdraw'>;
    content: JSONColumnType<RevisionContent>;
    content_sha256: string;
    body_text: string;
    unit_name: string;
    published_at: Date;
    /** Made by erasing: how many files became masked copies, and how many went. */
    erasure: ColumnType<ErasedFiles | null, string | undefined, never>;
  };
  'publication.item_attachment': {
    item: string;
    version: number;
    position: number;
    name: string;
    /** Null once erased. */
    sha256: string | null;
    size: number;
    media: string;
    erased_at: Generated<Date | null>;
  };
  'publication.tombstone': ScopeColumns & {
    item: string;
    revision: string;
    slug: string;
    index_number: string;
    unit: number;
    unit_name: string;
    affairs_kind: AffairsKind;
    content_sha256: string;
    reason: string;
    published_at: Date;
    withdrawn_at: Date;
  };
  'publication.registration': {
    log_index: number;
    leaf: string;
    item: string;
    version: number;
    revision: string | null;
    effect: RegisteredEffect;
    purpose: Purpose | 'redact';
    scope: Scope;
    inner_entry: Buffer | null;
    inner_salt: Buffer | null;
    content_sha256: string | null;
    note: string | null;
    legacy: Generated<boolean>;
    after_review: AfterReview | null;
    claimed_at: Date;
    revealed_at: Generated<Date | null>;
  };
  'publication.manifest': { item: string; version: number; bytes: Buffer; salt: Buffer; commit: string };
  'publication.part': {
    item: string;
    version: number;
    position: number;
    kind: PartKind;
    commit: string;
    size: number;
    media: string;
    salt: Buffer | null;
    bytes: Buffer | null;
    sha256: string | null;
    erased_at: Generated<Date | null>;
  };
  'publication.erasure': {
    id: string;
    item: string;
    unit: number;
    ground: ErasureGround;
    state: Generated<ErasureState>;
    words_salt: Buffer | null;
    words_hash: Buffer | null;
    words: number;
    removes: number[];
    found: ColumnType<readonly FoundWords[], string, never>;
    version: number;
    proposed_by: string;
    proposed_by_name: string;
    proposed_at: Date;
    confirmed_by: Generated<string | null>;
    confirmed_by_name: Generated<string | null>;
    confirmed_at: Generated<Date | null>;
    cancelled_by: Generated<string | null>;
    cancelled_by_name: Generated<string | null>;
    log_index: Generated<number | null>;
    masked: Generated<number>;
    removed: Generated<number>;
    ended_at: Generated<Date | null>;
  };
  'publication.erasure_part': { log_index: number; item: string; version: number; position: number };
  'publication.relation': {
    from_item: string;
    to_item: string;
    kind: RelationKind;
    person: string;
    person_name: string;
    created_at: Date;
  };
  'publication.index_rule': { unit: number | null; pattern: string };
  'publication.index_serial': { authority: string; year: number; last: number };
  'publication.plan': {
    revision: string;
    disclosure: string;
    unit: number;
    purpose: Purpose;
    content_sha256: string;
    publish_at: Date;
    window_ends_at: Date;
    state: Generated<'waiting' | 'registered' | 'published' | 'refused' | 'cancelled'>;
    missed: Generated<boolean>;
    attempts: Generated<number>;
    last_code: string | null;
    created_at: Date;
    settled_at: Date | null;
  };
  'publication.open_data_file': {
    name: string;
    year: number;
    sha256: string;
    content_sha256: string;
    size: number;
    rows: number;
    stamp: string;
    taken: number;
    made_at: Date;
  };
  'publication.site': {
    only_row: Generated<boolean>;
    name: string;
    host: string;
    operator: string | null;
    site_code: string | null;
    icp_number: string | null;
    police_number: string | null;
    phone: string | null;
    email: string | null;
    address: string | null;
    data_terms: Generated<string | null>;
    changed_at: Date;
  };
};
