import { type Reader, tables } from '#platform/database';
import type { DisclosureTables } from '../tables.ts';
import type { FollowingTables } from './tables.ts';

/** The query builder over the tables of following and those of cases. */
export function following(db: Reader) {
  return tables<FollowingTables & DisclosureTables>(db);
}
