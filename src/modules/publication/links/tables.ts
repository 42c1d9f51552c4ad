import type { Generated } from 'kysely';
import type { LinkState } from './words.ts';

export type LinkKind = 'internal' | 'external' | 'attachment';

export type LinkTables = {
  'publication.link': {
    url: string;
    kind: LinkKind;
    host: string;
    state: Generated<LinkState>;
    status: Generated<number | null>;
    reason: Generated<string | null>;
    location: Generated<string | null>;
    checked_at: Generated<Date | null>;
    next_at: Date;
    failed_days: Generated<number>;
    failed_on: Generated<string | null>;
    failing_since: Generated<Date | null>;
  };
  'publication.link_use': { item: string; url: string; unit: number };
  'publication.link_check': {
    id: Generated<number>;
    url: string;
    at: Date;
    state: Exclude<LinkState, 'unchecked'>;
    status: number | null;
    reason: string | null;
  };
  'publication.link_scan': { only_row: Generated<boolean>; up_to: number };
};
