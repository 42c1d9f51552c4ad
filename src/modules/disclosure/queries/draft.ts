import type { Reader } from '#platform/database';
import { draftOf } from '../commands/save-draft.ts';
import type { DraftContent } from '../content.ts';
import { findCase } from '../store/load-case.ts';

/** A draft's own fields as they were saved last. @throws when there is no such revision */
export async function getDraftContent(db: Reader, revision: string): Promise<DraftContent> {
  const loaded = await findCase(db, revision);
  if (loaded === undefined) throw new Error(`no revision ${revision}`);
  return draftOf(loaded);
}
