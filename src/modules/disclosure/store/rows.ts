import type { Selectable } from 'kysely';
import { askKept, type Reader, type Tx, tables } from '#platform/database';
import type { DisclosureTables } from '../tables.ts';

export type RevisionRow = Selectable<DisclosureTables['disclosure.revision']>;
export type DossierRow = Selectable<DisclosureTables['disclosure.disclosure']>;
export type ProcessRow = Selectable<DisclosureTables['disclosure.process_definition']>;
export type EditorRow = Selectable<DisclosureTables['disclosure.revision_editor']>;
export type SignatureRow = Selectable<DisclosureTables['disclosure.signature']>;
export type RequestRow = Selectable<DisclosureTables['disclosure.opinion_request']>;
export type StepRow = Selectable<DisclosureTables['disclosure.step_state']>;
export type AttachmentRow = Selectable<DisclosureTables['disclosure.attachment']>;
export type EventRow = Selectable<DisclosureTables['disclosure.event']>;

/** The query builder over this room's tables. */
export function rows(db: Reader) {
  return tables<DisclosureTables>(db);
}

/**
 * Takes the lock of the dossier to which the revision belongs: every command that changes anything of a dossier holds it,
 * so that two people deciding at once come one after the other. Rows that only point at the dossier are not kept waiting.
 * @returns the dossier's id, or undefined when there is no such revision
 */
export async function lockDossier(tx: Tx, revision: string): Promise<string | undefined> {
  const [found] = await askKept(tx, askLock(tx, revision));
  return found?.id;
}

/** The question behind `lockDossier`. */
export function askLock(tx: Tx, revision: string) {
  return rows(tx)
    .selectFrom('disclosure.disclosure')
    .select('id')
    .where('id', '=', (query) =>
      query.selectFrom('disclosure.revision').select('disclosure_id').where('id', '=', revision),
    )
    .forNoKeyUpdate();
}
