import { type Reader, tables } from '#platform/database';
import type { TextTemplateTables } from './tables.ts';

/** The query builder over the templates' tables. */
export function templateRows(db: Reader) {
  return tables<TextTemplateTables>(db);
}
