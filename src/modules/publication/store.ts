import { type Reader, type Tx, tables } from '#platform/database';
import type { PublicationTables } from './tables.ts';

/** The room's own tables. */
export function own(db: Reader) {
  return tables<PublicationTables>(db);
}

/** The item of a dossier, locked until the transaction ends: two publications of one dossier come one after the other. */
export async function findItemForUpdate(tx: Tx, disclosure: string) {
  return own(tx)
    .selectFrom('publication.item')
    .selectAll()
    .where('disclosure', '=', disclosure)
    .forUpdate()
    .executeTakeFirst();
}

/** What a revision became, when it has been published before: publishing twice changes nothing. */
export async function findOutcome(tx: Tx, revision: string): Promise<Outcome | undefined> {
  const version = await own(tx)
    .selectFrom('publication.item_version as v')
    .innerJoin('publication.item as i', 'i.id', 'v.item')
    .select(['v.item', 'v.version', 'i.slug', 'v.published_at as at'])
    .where('v.revision', '=', revision)
    .executeTakeFirst();
  if (version !== undefined) return version;
  const stone = await own(tx)
    .selectFrom('publication.tombstone')
    .select(['item', 'slug', 'withdrawn_at as at'])
    .where('revision', '=', revision)
    .executeTakeFirst();
  return stone === undefined ? undefined : { ...stone, version: null };
}

type Outcome = {
  readonly item: string;
  readonly version: number | null;
  readonly slug: string;
  readonly at: Date;
};

/** The next serial of an authority and year. The row stays locked until commit, so numbers have no gaps. */
export async function nextSerial(tx: Tx, authority: string, year: number): Promise<number> {
  const row = await own(tx)
    .insertInto('publication.index_serial')
    .values({ authority, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['authority', 'year'])
        .doUpdateSet((eb) => ({ last: eb('publication.index_serial.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

/** The unit's own pattern of index numbers, else the installation's. */
export async function getIndexPattern(db: Reader, unit: number): Promise<string> {
  const row = await own(db)
    .selectFrom('publication.index_rule')
    .select('pattern')
    .where((eb) => eb.or([eb('unit', '=', unit), eb('unit', 'is', null)]))
    .orderBy('unit', (order) => order.asc().nullsLast())
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.pattern;
}

export async function isSlugTaken(db: Reader, slug: string): Promise<boolean> {
  const row = await own(db)
    .selectFrom('publication.item')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row !== undefined;
}
