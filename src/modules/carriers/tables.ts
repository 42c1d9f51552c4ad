import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Step } from '#platform/calendar';
import type { BriefSection } from './briefs/forms.ts';
import type { BriefState } from './briefs/workflow.ts';
import type {
  CarrierAction,
  CarrierKind,
  CarrierState,
  ChannelState,
  DeliveryState,
  DeliveryWhat,
  DeviceKind,
  FindingKind,
  PostingDayKind,
  PostingRuleCode,
  PostingState,
  Reach,
  ShownSource,
} from './words.ts';

/** A calendar date, `YYYY-MM-DD`, in and out. */
type LocalDate = ColumnType<string, string, string>;
type Steps = JSONColumnType<readonly Step[], string, string>;

type Evidence = Readonly<Record<string, string | number>>;

export type CarriersTables = {
  'carriers.brief': {
    id: string;
    unit: number;
    name: string;
    year: number | null;
    number: number | null;
    slug: string | null;
    state: Generated<BriefState>;
    period_from: LocalDate;
    period_to: LocalDate;
    foreword: Generated<string>;
    sections: JSONColumnType<readonly BriefSection[], string, string>;
    proposed_by: string | null;
    proposed_by_name: string | null;
    returned_why: Generated<string>;
    issued_by_name: string | null;
    issued_at: Date | null;
    withdrawn_at: Date | null;
    withdrawn_why: Generated<string>;
    lock_version: Generated<number>;
    created_at: Date;
    changed_at: Date;
  };
  'carriers.delivery': {
    id: string;
    ordinal: Generated<number>;
    kind: string;
    carrier: string;
    fact: string;
    what: DeliveryWhat;
    item: string;
    slug: string;
    version: number | null;
    unit: number;
    state: Generated<DeliveryState>;
    attempts: Generated<number>;
    next_attempt_at: Date | null;
    due_at: Date | null;
    receipt: JSONColumnType<Readonly<Record<string, unknown>> | null, string | null, string | null>;
    created_at: Date;
    settled_at: Date | null;
  };
  'carriers.webhook': {
    id: string;
    unit: number;
    name: string;
    url: string;
    state: Generated<'active' | 'disabled' | 'removed'>;
    secret: string;
    old_secret: string | null;
    old_secret_until: Date | null;
    failing_since: Date | null;
    disabled_at: Date | null;
    disabled_why: 'failing' | 'gone' | 'person' | null;
    lock_version: Generated<number>;
    created_at: Date;
    changed_at: Date;
  };
  'carriers.delivery_attempt': {
    delivery: string;
    attempt: number;
    at: Date;
    outcome: 'delivered' | 'failed';
    answer: string;
    milliseconds: number;
    ordinal: Generated<number>;
  };
  'carriers.channel_receipt': {
    fact: string;
    channel: string;
    item: string;
    slug: string;
    unit: number;
    state: Generated<ChannelState>;
    asked: Generated<number>;
    asked_at: Date | null;
    last_error: string | null;
    created_at: Date;
    gone_at: Date | null;
  };
  'carriers.finding': {
    id: string;
    kind: FindingKind;
    subject: string;
    unit: number;
    carrier: string | null;
    item: string | null;
    evidence: JSONColumnType<Evidence, string, string>;
    found_at: Date;
    resolved_at: Date | null;
  };
  'carriers.carrier': {
    id: string;
    unit: number;
    kind: CarrierKind;
    name: string;
    state: Generated<CarrierState>;
    reach: Reach;
    place: string;
    floor: string;
    longitude: number | null;
    latitude: number | null;
    address: string;
    post: string;
    phone: string;
    opening: string;
    photo_sha256: string | null;
    photo_media: string | null;
    number: string | null;
    registered_on: LocalDate | null;
    filed_by: string | null;
    reason: Generated<string>;
    lock_version: Generated<number>;
    created_at: Date;
    changed_at: Date;
  };
  'carriers.carrier_event': {
    ordinal: Generated<number>;
    carrier: string;
    action: CarrierAction;
    person: string | null;
    person_name: string;
    note: string;
    at: Date;
  };
  'carriers.register_serial': { year: number; last: number };
  'carriers.posting_rule': {
    code: PostingRuleCode;
    days: number;
    day_kind: PostingDayKind;
    within_days: number;
    floor_days: number | null;
    source: string;
  };
  'carriers.posting': {
    id: string;
    board: string;
    item: string;
    version: number;
    slug: string;
    unit: number;
    state: Generated<PostingState>;
    rule: PostingRuleCode;
    days: number;
    day_kind: PostingDayKind;
    due_on: LocalDate;
    due_why: Steps;
    posted_at: Generated<Date | null>;
    claimed_at: Generated<Date | null>;
    posted_by: Generated<string | null>;
    posted_by_name: Generated<string | null>;
    photo_sha256: Generated<string | null>;
    photo_media: Generated<string | null>;
    posted_place: Generated<string | null>;
    posted_latitude: Generated<number | null>;
    posted_longitude: Generated<number | null>;
    posted_accuracy: Generated<number | null>;
    until: ColumnType<string | null, string | null | undefined, string | null>;
    until_why: ColumnType<readonly Step[], string | undefined, string>;
    ends: Generated<'withdrawn' | 'replaced' | null>;
    ends_at: Generated<Date | null>;
    reminded_at: Generated<Date | null>;
    taken_at: Generated<Date | null>;
    taken_by_name: Generated<string | null>;
    taken_photo_sha256: Generated<string | null>;
    taken_photo_media: Generated<string | null>;
    planned_at: Date;
  };
  'carriers.device': {
    id: string;
    carrier: string;
    kind: DeviceKind;
    key_hash: string;
    key_made_at: Date;
    next_key_hash: Generated<string | null>;
    shows: Generated<ShownSource>;
    silent_after_minutes: Generated<number>;
    paired_at: Date;
    paired_by_name: string;
    revoked_at: Generated<Date | null>;
    last_contact_at: Generated<Date | null>;
    last_hash: Generated<string | null>;
    expected_hash: Generated<string | null>;
    mismatch_since: Generated<Date | null>;
    last_shown: Generated<string[]>;
    last_skew_seconds: Generated<number | null>;
    last_version: Generated<string | null>;
  };
  'carriers.pairing': {
    id: string;
    kind: DeviceKind;
    code: string;
    secret_hash: string;
    created_at: Date;
    expires_at: Date;
    carrier: string | null;
    confirmed_by_name: string | null;
  };
  /** Published for joins (docs/decisions/0009). */
  'organisations.unit': { id: number; name: string; path: string; line_id: number | null };
};
