import { type RawBuilder, type Selectable, sql } from 'kysely';
import { listFileTexts } from '#modules/disclosure';
import { listUnitPlaces } from '#modules/organisations';
import type { SearchDocument } from '#modules/search';
import { askKept, type Reader } from '#platform/database';
import { sectionsOf } from '#platform/extraction';
import type { PublicationTables } from '../tables.ts';

type Item = Selectable<PublicationTables['publication.item']>;

type Row = {
  readonly [K in
    | 'id'
    | 'state'
    | 'slug'
    | 'version'
    | 'title'
    | 'document_number'
    | 'index_number'
    | 'unit'
    | 'unit_name'
    | 'affairs_kind'
    | 'category'
    | 'keywords'
    | 'scope'
    | 'scope_unit'
    | 'audience_units']: Item[K];
} & {
  readonly published_at: Date;
  readonly changed_at: Date;
  readonly revision: string;
  readonly body_text: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
};

/**
 * What search may know of items: those that are live, as their newest revealed version says, with the words of the files shown
 * beside it. Words of a file that was removed, or that only a draft has, are not among them.
 */
export async function readDocuments(
  db: Reader,
  items: readonly string[],
): Promise<readonly SearchDocument[]> {
  if (items.length === 0) return [];
  return toDocuments(db, await readRows(db, sql`i.id = any(${[...items]}::uuid[])`));
}

/** Documents of the items that entries of the log concern, and those of them that nobody may see any more. */
export async function readRevealed(
  db: Reader,
  batch: readonly number[],
): Promise<{ readonly documents: readonly SearchDocument[]; readonly gone: readonly string[] }> {
  const rows = await readRows(
    db,
    sql`i.id in (select r.item from publication.registration r where r.log_index = any(${[...batch]}::bigint[]))`,
  );
  const live = rows.filter((row) => row.state === 'live');
  const gone = rows.filter((row) => row.state !== 'live').map((row) => row.id);
  return { documents: await toDocuments(db, live), gone };
}

async function readRows(db: Reader, which: RawBuilder<unknown>): Promise<readonly Row[]> {
  const query = sql<Row>`
    select i.id, i.state, i.slug, i.version, i.title, i.document_number, i.index_number, i.unit, i.unit_name, i.affairs_kind,
      i.category, i.keywords, i.scope, i.scope_unit, i.audience_units, i.published_at, i.changed_at, v.revision, v.body_text,
      coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'sha256', a.sha256) order by a.position)
        from publication.item_attachment a
        where a.item = i.id and a.version = i.version and a.sha256 is not null), '[]') as files
    from publication.item i join publication.item_version v on v.item = i.id and v.version = i.version
    where ${which} order by i.published_at, i.id`;
  return askKept(db, query);
}

async function toDocuments(db: Reader, all: readonly Row[]): Promise<readonly SearchDocument[]> {
  const rows = all.filter((row) => row.state === 'live');
  if (rows.length === 0) return [];
  const places = await listUnitPlaces(db, [...new Set(rows.map((row) => row.unit))]);
  const texts = await textsOf(db, rows);
  return rows.map((row) => {
    const place = places.get(row.unit);
    return {
      item: row.id,
      slug: row.slug,
      version: row.version,
      title: row.title,
      documentNumber: row.document_number,
      indexNumber: row.index_number,
      unit: row.unit,
      unitPath: place?.path ?? `/${row.unit}/`,
      unitName: row.unit_name,
      line: place?.line ?? null,
      affairsKind: row.affairs_kind,
      category: row.category,
      keywords: row.keywords,
      scope: row.scope,
      scopeUnit: row.scope_unit,
      audienceUnits: row.audience_units,
      body: row.body_text,
      attachments: row.files.map(({ name, sha256 }) => ({
        name,
        text: texts.get(keyOf(row.revision, sha256)) ?? '',
      })),
      publishedAt: row.published_at,
      changedAt: row.changed_at,
    };
  });
}

const keyOf = (revision: string, sha256: string): string => `${revision} ${sha256}`;

async function textsOf(db: Reader, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const revisions = rows.filter((row) => row.files.length > 0).map((row) => row.revision);
  if (revisions.length === 0) return new Map();
  const texts = await listFileTexts(db, revisions);
  return new Map(texts.map(({ revision, sha256, text }) => [keyOf(revision, sha256), wordsOf(text)]));
}

/** What a reader of the file sees: its words and the names of its parts, without the marks between them. */
const wordsOf = (text: string): string =>
  sectionsOf(text)
    .flatMap((section) => [section.label, section.text])
    .filter((one) => one !== '')
    .join('\n');
