import { sql } from 'kysely';
import type { Audience, Stage } from '#modules/disclosure';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';

export type MatterStage = {
  readonly item: string;
  readonly slug: string;
  readonly title: string;
  readonly stage: Stage;
  readonly audience: Audience;
  readonly publishedAt: Date;
};

/** All public stages of the matter of an item, itself included, as far as this reader may see their items. */
export async function listMatterStages(db: Reader, item: string): Promise<readonly MatterStage[]> {
  const found = await own(db)
    .selectFrom('publication.item_matter as own')
    .innerJoin('publication.item_matter as m', 'm.matter', 'own.matter')
    .innerJoin('publication.item as i', 'i.id', 'm.item')
    .select(['m.item', 'm.stage', 'm.audience', 'i.slug', 'i.title', 'i.published_at'])
    .where('own.item', '=', item)
    .where('i.state', '=', 'live')
    .orderBy(sql`array_position(array['before', 'decision', 'result'], m.stage)`)
    .orderBy('m.audience')
    .execute();
  return found.map(({ published_at, ...one }) => ({ ...one, publishedAt: published_at }));
}
