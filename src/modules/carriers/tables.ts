import type { Generated, JSONColumnType } from 'kysely';
import type { ChannelState, DeliveryState, DeliveryWhat, FindingKind } from './words.ts';

type Evidence = Readonly<Record<string, string | number>>;

export type CarriersTables = {
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
  'carriers.delivery_attempt': {
    delivery: string;
    attempt: number;
    round: Generated<number>;
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
};
