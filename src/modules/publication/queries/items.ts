import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { PublicationTables } from '../tables.ts';
import {
  type AffairsKind,
  type AfterReview,
  affairsKinds,
  type Purpose,
  type Scope,
  type Validity,
} from '../words.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';

/**
 * What a list may be narrowed by. Who reads is not among it: the database decides by its row-level policies, as the portal's
 * role and in the name of the session; as the office role everything is there and the route narrows by `units`.
 */
export type ItemFilter = {
  readonly unit?: number | undefined;
  readonly affairsKind?: AffairsKind | undefined;
  readonly category?: string | undefined;
  /** Year of first publication, in China's calendar. */
  readonly year?: number | undefined;
  /** Part of the title, the document number, the index number or the unit's name. */
  readonly text?: string | undefined;
  /** `inner`: only what is not open to society. */
  readonly reach?: 'society' | 'inner' | undefined;
  /** Also what is registered and not yet revealed for the first time: for the office. */
  readonly withRegistered?: boolean;
};

export type ItemSummary = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly documentDate: string | null;
  readonly indexNumber: string;
  readonly unit: number;
  readonly unitName: string;
  readonly scope: Scope;
  readonly affairsKind: AffairsKind;
  readonly category: string;
  readonly validity: Validity;
  readonly expiresOn: string | null;
  readonly lastPurpose: Purpose;
  readonly version: number;
  readonly publishedAt: Date;
  readonly changedAt: Date;
  /** Out before it was reviewed (应急发布), and not yet cleared; null otherwise. */
  readonly afterReview: AfterReview | null;
  /** The item is the notice of something withheld, or opens only part of it. */
  readonly withheld: 'whole' | 'part' | null;
  /** In the log and not yet public: no reader sees it. */
  readonly registered: boolean;
};

export type ItemPage = { readonly rows: readonly ItemSummary[]; readonly next: string | null };

type Item = PublicationTables['publication.item'];
type Where = ExpressionBuilder<PublicationTables, 'publication.item'>;

/** The conditions of a filter, without the cursor. Withdrawn items are in no list, whoever reads. */
function conditions(eb: Where, filter: ItemFilter) {
  const all: Expression<SqlBool>[] = [
    filter.withRegistered === true ? eb('state', 'in', ['live', 'registered']) : eb('state', '=', 'live'),
  ];
  if (filter.unit !== undefined) all.push(eb('unit', '=', filter.unit));
  if (filter.affairsKind !== undefined) all.push(eb('affairs_kind', '=', filter.affairsKind));
  if (filter.category !== undefined) all.push(eb('category', '=', filter.category));
  if (filter.reach === 'society') all.push(eb('scope', '=', 'society'));
  if (filter.reach === 'inner') all.push(eb('scope', '<>', 'society'));
  if (filter.year !== undefined) {
    all.push(
      eb('published_at', '>=', startOfYear(filter.year)),
      eb('published_at', '<', startOfYear(filter.year + 1)),
    );
  }
  if (filter.text !== undefined && filter.text !== '') {
    const needle = filter.text.toLowerCase();
    all.push(
      sql<SqlBool>`(strpos(lower(title), ${needle}) > 0 or strpos(lower(coalesce(document_number, '')), ${needle}) > 0
        or strpos(lower(index_number), ${needle}) > 0 or strpos(unit_name, ${filter.text}) > 0)`,
    );
  }
  return eb.and(all);
}

/** Midnight of 1 January in China. */
function startOfYear(year: number): Date {
  return new Date(`${year}-01-01T00:00:00+08:00`);
}

/** Items newest first, read on by cursor: a page costs the same however deep it lies. */
export async function listItems(
  db: Reader,
  filter: ItemFilter,
  options: { readonly after?: string | undefined; readonly limit: number },
): Promise<ItemPage> {
  const after = options.after === undefined ? null : readCursor(options.after);
  const rows = await own(db)
    .selectFrom('publication.item')
    .selectAll()
    .where((eb) => conditions(eb, filter))
    .$if(after !== null, (query) => query.where(olderThan(after)))
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit + 1)
    .execute();
  const shown = rows.slice(0, options.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > options.limit && last !== undefined;
  return {
    rows: shown.map(summary),
    next: hasMore ? writeCursor({ at: last.published_at, id: last.id }) : null,
  };
}

function olderThan(after: Cursor | null) {
  return sql<SqlBool>`(published_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)`;
}

export function summary(row: Selectable<Item>): ItemSummary {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    documentNumber: row.document_number,
    documentDate: row.document_date,
    indexNumber: row.index_number,
    unit: row.unit,
    unitName: row.unit_name,
    scope: row.scope,
    affairsKind: row.affairs_kind,
    category: row.category,
    validity: row.validity,
    expiresOn: row.expires_on,
    lastPurpose: row.last_purpose,
    version: row.version,
    publishedAt: row.published_at,
    changedAt: row.changed_at,
    afterReview: row.after_review,
    withheld: row.withheld,
    registered: row.state === 'registered',
  };
}

export type FacetCounts = {
  readonly kinds: readonly { readonly value: AffairsKind; readonly count: number }[];
  readonly categories: readonly { readonly value: string; readonly count: number }[];
  readonly years: readonly { readonly value: number; readonly count: number }[];
};

/** How many items each way of narrowing leaves. A group is counted as if nothing of it were chosen. */
export async function countFacets(db: Reader, filter: ItemFilter, mostCategories = 12): Promise<FacetCounts> {
  const [kinds, categories, years] = await Promise.all([
    countBy<AffairsKind>(db, { ...filter, affairsKind: undefined }, sql`affairs_kind`),
    countBy<string>(db, { ...filter, category: undefined }, sql`category`),
    countBy<number>(
      db,
      { ...filter, year: undefined },
      sql`extract(year from published_at at time zone 'Asia/Shanghai')::integer`,
    ),
  ]);
  return {
    kinds: kinds.sort((a, b) => affairsKinds.indexOf(a.value) - affairsKinds.indexOf(b.value)),
    categories: categories
      .filter((one) => one.value !== '')
      .sort((a, b) => b.count - a.count)
      .slice(0, mostCategories),
    years: years.sort((a, b) => b.value - a.value),
  };
}

async function countBy<T>(
  db: Reader,
  filter: ItemFilter,
  by: ReturnType<typeof sql>,
): Promise<{ value: T; count: number }[]> {
  const rows = await own(db)
    .selectFrom('publication.item')
    .select((eb) => [sql<unknown>`${by}`.as('value'), eb.fn.countAll<number>().as('count')])
    .where((eb) => conditions(eb, filter))
    .groupBy(sql`${by}`)
    .execute();
  return rows.map((row) => ({ value: row.value as T, count: row.count }));
}

/** How many items a filter leaves. */
export async function countItems(db: Reader, filter: ItemFilter): Promise<number> {
  const row = await own(db)
    .selectFrom('publication.item')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => conditions(eb, filter))
    .executeTakeFirstOrThrow();
  return row.count;
}

export type Whereabouts = { readonly slug: string; readonly withdrawn: boolean };

/** Where items are by their ids, as far as this reader may know: at their page, or at the tombstone that took its place. */
export async function findWhereabouts(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Whereabouts>> {
  if (ids.length === 0) return new Map();
  const live = await own(db)
    .selectFrom('publication.item')
    .select(['id', 'slug'])
    .where('id', 'in', [...ids])
    .where('state', '=', 'live')
    .execute();
  const gone = await own(db)
    .selectFrom('publication.tombstone')
    .select(['item', 'slug'])
    .where('item', 'in', [...ids])
    .execute();
  return new Map<string, Whereabouts>([
    // Narrowed, an item has a stone for society and is still there for those inside.
    ...gone.map((row) => [row.item, { slug: row.slug, withdrawn: true }] as const),
    ...live.map((row) => [row.id, { slug: row.slug, withdrawn: false }] as const),
  ]);
}
