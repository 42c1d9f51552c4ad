import { kept, type Reader, type Tx, tables, together } from '#platform/database';
import type { PublicationTables } from './tables.ts';

/** The room's own tables. */
export function own(db: Reader) {
  return tables<PublicationTables>(db);
}

/**
 * What a revision became, when it has been registered before (registering twice changes nothing), and the item of a dossier,
 * locked until the transaction ends: two publications of one dossier come one after the other.
 * @param disclosure null: only the outcome is asked
 */
export async function findOutcomeAndItem(tx: Tx, revision: string, disclosure: string | null) {
  const [[outcome], [item]] = await together(tx, [
    kept(askOutcome(tx, revision)),
    kept(
      own(tx)
        .selectFrom('publication.item')
        .select([
          'id',
          'disclosure',
          'slug',
          'index_number',
          'state',
          'version',
          'unit',
          'unit_name',
          'title',
        ])
        .select([
          'document_number',
          'document_date',
          'affairs_kind',
          'category',
          'mode',
          'keywords',
          'validity',
        ])
        .select(['expires_on', 'last_purpose', 'published_at', 'changed_at', 'after_review', 'withheld'])
        .select(['scope', 'scope_unit', 'audience_units'])
        .where('disclosure', '=', disclosure)
        .forUpdate(),
    ),
  ]);
  return { before: outcome === undefined ? undefined : toOutcome(outcome), item };
}

function askOutcome(tx: Tx, revision: string) {
  return own(tx)
    .selectFrom('publication.registration as r')
    .innerJoin('publication.item as i', 'i.id', 'r.item')
    .select(['r.item', 'r.version', 'r.effect', 'i.slug', 'r.claimed_at as at', 'r.log_index as logIndex'])
    .where('r.revision', '=', revision)
    .where('r.effect', '<>', 'close');
}

function toOutcome({ effect, version, ...rest }: Outcome & { readonly effect: string }): Outcome {
  return { ...rest, version: effect === 'withdraw' ? null : version };
}

type Outcome = {
  readonly item: string;
  readonly version: number | null;
  readonly slug: string;
  readonly at: Date;
  readonly logIndex: number;
};

/**
 * What a new item needs: whether its slug is taken, the pattern of index numbers (the unit's own, else the installation's) and
 * the next serial of an authority and year, whose row stays locked until commit, so that numbers have no gaps.
 */
export async function readForNewItem(
  tx: Tx,
  { slug, unit, authority, year }: { slug: string; unit: number; authority: string; year: number },
): Promise<{ readonly isTaken: boolean; readonly pattern: string; readonly serial: number }> {
  const [taken, [rule], [row]] = await together(tx, [
    kept(own(tx).selectFrom('publication.item').select('id').where('slug', '=', slug)),
    kept(askPattern(tx, unit)),
    kept(askSerial(tx, authority, year)),
  ]);
  if (rule === undefined || row === undefined) throw new Error('no pattern of index numbers, or no serial');
  return { isTaken: taken.length > 0, pattern: rule.pattern, serial: row.last };
}

function askSerial(tx: Tx, authority: string, year: number) {
  return own(tx)
    .insertInto('publication.index_serial')
    .values({ authority, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['authority', 'year'])
        .doUpdateSet((eb) => ({ last: eb('publication.index_serial.last', '+', 1) })),
    )
    .returning('last');
}

/** The unit's own pattern of index numbers, else the installation's. */
export async function getIndexPattern(db: Reader, unit: number): Promise<string> {
  return (await askPattern(db, unit).executeTakeFirstOrThrow()).pattern;
}

function askPattern(db: Reader, unit: number) {
  return own(db)
    .selectFrom('publication.index_rule')
    .select('pattern')
    .where((eb) => eb.or([eb('unit', '=', unit), eb('unit', 'is', null)]))
    .orderBy('unit', (order) => order.asc().nullsLast())
    .limit(1);
}

export async function isSlugTaken(db: Reader, slug: string): Promise<boolean> {
  const row = await own(db)
    .selectFrom('publication.item')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row !== undefined;
}
