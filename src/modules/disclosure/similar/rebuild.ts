import { dropAllTexts } from '#modules/similarity';
import { type Database, type Reader, tables } from '#platform/database';
import { followPortal } from './hears.ts';

type FactTable = { 'platform.fact': { seq: number; kind: string; data: object } };

/** Facts heard in one transaction. */
const atOnce = 100;

/** What publication ever announced about what is out or gone, oldest first. */
async function listPortalFacts(db: Reader, after: number) {
  return tables<FactTable>(db)
    .selectFrom('platform.fact')
    .select(['seq', 'data'])
    .where('kind', 'in', ['publication.published', 'publication.withdrawn'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(atOnce)
    .execute();
}

/**
 * Makes the index of similarity anew from everything publication announced. Stopped in the middle, it is simply run again;
 * what is published meanwhile is heard as ever.
 * @param database the worker's
 * @returns how many facts were heard
 */
export async function rebuildSimilarity(
  database: Database,
  tell: (heard: number) => void = () => undefined,
): Promise<number> {
  await database.transaction((tx) => dropAllTexts(tx));
  let heard = 0;
  for (let after = 0; ; ) {
    const facts = await listPortalFacts(database.reader, after);
    const last = facts.at(-1);
    if (last === undefined) return heard;
    await database.transaction(async (tx) => {
      for (const fact of facts) await followPortal({ tx }, fact);
    });
    after = last.seq;
    heard += facts.length;
    tell(heard);
  }
}
