import type { Kysely } from 'kysely';
import { type Reader, tables } from '#platform/database';
import type { SubscriptionTables } from './tables.ts';

/** The room's own tables. */
export function own(db: Reader): Kysely<SubscriptionTables> {
  return tables<SubscriptionTables>(db);
}
