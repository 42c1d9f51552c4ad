import type { Reader } from '#platform/database';
import { following } from '../following/store.ts';

/** What stood in the panel when a signature was given, for its audit row; null when nothing was checked yet. */
export async function similarityStanding(
  db: Reader,
  revision: string,
): Promise<{ readonly texts: number; readonly topPercent: number } | null> {
  const found = await following(db)
    .selectFrom('disclosure.similarity_check')
    .select(['texts', 'top_percent as topPercent'])
    .where('revision_id', '=', revision)
    .executeTakeFirst();
  return found ?? null;
}
