import type { PersonId } from '#kernel';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { ErasureView } from './forms.ts';

/** Erasures of an item, newest first, as one person reads them. */
export async function listErasures(
  db: Reader,
  item: string,
  reader: PersonId | undefined,
): Promise<readonly ErasureView[]> {
  const rows = await own(db)
    .selectFrom('publication.erasure')
    .selectAll()
    .where('item', '=', item)
    .orderBy('proposed_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    ground: row.ground,
    state: row.state,
    words: row.words,
    removes: row.removes,
    found: [...row.found],
    proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at.toISOString(),
    confirmedByName: row.confirmed_by_name,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    cancelledByName: row.cancelled_by_name,
    logIndex: row.log_index,
    version: row.version,
    masked: row.masked,
    removed: row.removed,
    isOwn: row.proposed_by === reader,
  }));
}
