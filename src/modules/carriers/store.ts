import { type Reader, tables } from '#platform/database';
import type { CarriersTables } from './tables.ts';

/** The room's own tables. */
export function own(db: Reader) {
  return tables<CarriersTables>(db);
}
