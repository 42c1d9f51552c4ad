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

/** What a revision became, when it has been registered before: registering twice changes nothing. */
export async function findOutcome(tx: Tx, revision: string): Promise<Outcome | undefined> {
  const row = await own(tx)
    .selectFrom('publication.registration as r')
    .innerJoin('publication.item as i', 'i.id', 'r.item')
    .select(['r.item', 'r.version', 'r.effect', 'i.slug', 'r.claimed_at as at', 'r.log_index as logIndex'])
    .where('r.revision', '=', revision)
    .where('r.effect', '<>', 'close')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { effect, version, ...rest } = row;
  return { ...rest, version: effect === 'withdraw' ? null : version };
}

type Outcome = {
  readonly item: string;
  readonly version: number | null;
  readonly slug: string;
  readonly at: Date;
  readonly logIndex: number;
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
