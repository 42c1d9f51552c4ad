import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import { type ItemSummary, summary } from './items.ts';

/** An item with the beginning of its newest text, for whoever shows it in a few lines (screens, boards, kiosks). */
export type Teaser = ItemSummary & { readonly begins: string };

/** Signs of the text that a teaser carries. */
const BEGINS = 260;

function teasers(db: Reader) {
  return own(db)
    .selectFrom('publication.item')
    .innerJoin('publication.item_version as v', (join) =>
      join.onRef('v.item', '=', 'publication.item.id').onRef('v.version', '=', 'publication.item.version'),
    )
    .selectAll('publication.item')
    .select(sql<string>`left(v.body_text, ${BEGINS})`.as('begins'))
    .where('publication.item.state', '=', 'live')
    .where('publication.item.scope', '=', 'society');
}

/**
 * The newest items open to society, whoever reads: what carriers show is for everybody who passes.
 * @param units only of these units; null for everybody's
 */
export async function listNewestTeasers(
  db: Reader,
  units: readonly number[] | null,
  limit: number,
): Promise<readonly Teaser[]> {
  if (units?.length === 0) return [];
  const rows = await teasers(db)
    .$if(units !== null, (query) => query.where('publication.item.unit', 'in', [...(units ?? [])]))
    .orderBy('publication.item.published_at', 'desc')
    .orderBy('publication.item.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...summary(row), begins: row.begins }));
}

/** Those of some items that are open to society now, by id. */
export async function findTeasers(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Teaser>> {
  if (ids.length === 0) return new Map();
  const rows = await teasers(db)
    .where('publication.item.id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, { ...summary(row), begins: row.begins }]));
}
