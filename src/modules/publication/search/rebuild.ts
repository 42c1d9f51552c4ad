import { sql } from 'kysely';
import { dropDocuments, indexDocuments, listIndexed, listIndexedBelow } from '#modules/search';
import type { Database, Reader, Tx } from '#platform/database';
import { own } from '../store.ts';
import { readDocuments } from './documents.ts';

/** Items indexed in one transaction; their rows are locked meanwhile, so that no newer version comes in between. */
const atOnce = 50;
const nobody = '00000000-0000-0000-0000-000000000000';

type Spot = { readonly at: Date; readonly id: string };

/**
 * Makes the index anew from what is published, oldest first, so that its numbers follow the order of publication. Readers go on
 * finding what they found; what is published or withdrawn meanwhile is followed as ever. Killed, it is simply run again.
 * @param database the worker's
 * @param tell how many items are done, of how many
 * @returns how many items are in the index
 */
export async function rebuildSearch(
  database: Database,
  tell: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const total = await countLive(database.reader);
  let spot: Spot | null = null;
  let done = 0;
  for (;;) {
    const batch: readonly Spot[] = await database.transaction((tx) => rebuildBatch(tx, spot));
    const last = batch.at(-1);
    if (last === undefined) break;
    spot = last;
    done += batch.length;
    tell(done, Math.max(done, total));
  }
  await dropSurplus(database);
  return done;
}

async function rebuildBatch(tx: Tx, after: Spot | null): Promise<readonly Spot[]> {
  const rows = await own(tx)
    .selectFrom('publication.item')
    .select(['id', 'published_at as at'])
    .where('state', '=', 'live')
    .where(
      sql<boolean>`(${after?.at ?? null}::timestamptz is null or (published_at, id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? nobody}::uuid))`,
    )
    .orderBy('published_at')
    .orderBy('id')
    .limit(atOnce)
    .forShare()
    .execute();
  await indexDocuments(
    tx,
    await readDocuments(
      tx,
      rows.map((row) => row.id),
    ),
    { renumber: true },
  );
  return rows;
}

async function dropSurplus(database: Database): Promise<void> {
  for await (const { surplus } of compare(database.reader))
    await database.transaction((tx) => dropGone(tx, surplus));
}

/** Looked at once more under a lock: published again in between, an item stays. */
async function dropGone(tx: Tx, items: readonly string[]): Promise<void> {
  if (items.length === 0) return;
  const live = await own(tx)
    .selectFrom('publication.item')
    .select('id')
    .where('id', 'in', [...items])
    .where('state', '=', 'live')
    .forShare()
    .execute();
  const kept = new Set(live.map((row) => row.id));
  await dropDocuments(
    tx,
    items.filter((item) => !kept.has(item)),
  );
}

async function countLive(db: Reader): Promise<number> {
  const row = await own(db)
    .selectFrom('publication.item')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'live')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Where index and publication differ, by items. */
export type SearchDifferences = {
  /** Published and not to be found. */
  readonly missing: readonly string[];
  /** To be found and not published: must never be. */
  readonly surplus: readonly string[];
  /** Another version or scope than the published one. */
  readonly stale: readonly string[];
};

/** Holds the index against what is published. All empty: they agree. */
export async function checkSearch(db: Reader): Promise<SearchDifferences> {
  const found = { missing: [] as string[], surplus: [] as string[], stale: [] as string[] };
  for await (const part of compare(db)) {
    found.missing.push(...part.missing);
    found.surplus.push(...part.surplus);
    found.stale.push(...part.stale);
  }
  return found;
}

const compared = 5_000;

/** Both in the order of ids, a stretch at a time: memory does not grow with what is published. */
async function* compare(db: Reader): AsyncGenerator<SearchDifferences> {
  for (let after = nobody; ; ) {
    const indexed = await listIndexed(db, after, compared);
    const end = indexed.length < compared ? null : (indexed.at(-1)?.item ?? null);
    const live = await own(db)
      .selectFrom('publication.item')
      .select(['id as item', 'version', 'scope'])
      .where('state', '=', 'live')
      .where('id', '>', after)
      .$if(end !== null, (query) => query.where('id', '<=', end ?? after))
      .orderBy('id')
      .execute();
    const inIndex = new Map(indexed.map((one) => [one.item, one]));
    const published = new Set(live.map((one) => one.item));
    yield {
      missing: live.flatMap(({ item }) => (inIndex.has(item) ? [] : [item])),
      surplus: indexed.flatMap(({ item }) => (published.has(item) ? [] : [item])),
      stale: live.flatMap(({ item, version, scope }) => {
        const one = inIndex.get(item);
        return one === undefined || (one.version === version && one.scope === scope) ? [] : [item];
      }),
    };
    if (end === null) return;
    after = end;
  }
}

/**
 * Mends what checkSearch finds: an index that is empty is built anew, single items are indexed or dropped.
 * @returns how many items differed
 */
export async function mendSearch(database: Database): Promise<number> {
  const first = await listIndexed(database.reader, nobody, 1);
  if (first.length === 0) return rebuildSearch(database);
  const { missing, surplus, stale } = await checkSearch(database.reader);
  const wrong = [...missing, ...stale];
  for (let at = 0; at < wrong.length; at += atOnce)
    await database.transaction((tx) => indexAnew(tx, wrong.slice(at, at + atOnce)));
  await database.transaction((tx) => dropGone(tx, surplus));
  return wrong.length + surplus.length;
}

async function indexAnew(tx: Tx, items: readonly string[]): Promise<void> {
  await own(tx)
    .selectFrom('publication.item')
    .select('id')
    .where('id', 'in', [...items])
    .forShare()
    .execute();
  await indexDocuments(tx, await readDocuments(tx, items));
}

/** A unit moved: what it and those below it published is found below its new superior. @returns how many items */
export async function followMove(database: Database, unit: number): Promise<number> {
  let done = 0;
  for (let after = nobody; ; ) {
    const items = await listIndexedBelow(database.reader, unit, after, atOnce);
    const last = items.at(-1);
    if (last === undefined) return done;
    await database.transaction((tx) => indexAnew(tx, items));
    after = last;
    done += items.length;
  }
}
