import type { Generated } from 'kysely';
import type { Locale } from '#platform/i18n';
import type { Pace } from './words.ts';

export type SubscriptionTables = {
  'subscriptions.subscriber': {
    id: string;
    address_index: string;
    sealed_address: string;
    locale: Locale;
    refusals: Generated<number>;
    created_at: Date;
  };
  'subscriptions.subscription': {
    id: string;
    subscriber: string;
    target: string;
    pace: Pace;
    state: Generated<'pending' | 'active'>;
    told_up_to: Generated<number | null>;
    looked_on: Generated<string | null>;
    created_at: Date;
    confirmed_at: Generated<Date | null>;
  };
  'subscriptions.digest': {
    id: string;
    subscription: string;
    after: number;
    up_to: number;
    made_at: Date;
    handed_over_at: Generated<Date | null>;
  };
  'subscriptions.digest_item': {
    digest: string;
    item: string;
    log_index: number;
    purpose: string;
    state: Generated<'waiting' | 'told' | 'dropped'>;
  };
  'subscriptions.taken_back': {
    subscription: string;
    item: string;
    withdrawn_at: Date;
    digest: Generated<string | null>;
  };
  'subscriptions.request': { mark: string; at: Date };
  'subscriptions.staff_mail': {
    person: string;
    change: string;
    sealed_address: string;
    locale: Locale;
    urgent: Generated<boolean>;
    verified_at: Generated<Date | null>;
    changed_at: Date;
  };
  'subscriptions.staff_digest': {
    id: string;
    person: string;
    digest: number | null;
    notice: number | null;
    made_at: Date;
  };
};
