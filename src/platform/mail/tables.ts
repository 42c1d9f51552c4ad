import type { Generated } from 'kysely';
import type { Locale } from '#platform/i18n';

export const mailStates = ['waiting', 'sending', 'sent', 'shown', 'refused', 'givenUp', 'cancelled'] as const;
export type MailState = (typeof mailStates)[number];

export type MailTables = {
  'platform.mail': {
    id: string;
    kind: string;
    ref: string;
    owner: string | null;
    locale: Locale;
    sealed_to: string | null;
    message_id: Generated<string | null>;
    state: Generated<MailState>;
    attempts: Generated<number>;
    next_at: Date;
    lease_until: Generated<Date | null>;
    last_reason: Generated<string | null>;
    created_at: Date;
    ended_at: Generated<Date | null>;
    once: string | null;
  };
  'platform.mail_shown': { mail: string; masked_to: string; subject: string; body: string; at: Date };
};
