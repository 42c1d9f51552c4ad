import { type SqlBool, sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { Value } from '#platform/tabular';
import { own } from '../store.ts';

/** A published item as a record of open data. A field is added at the end, none is renamed (documented on `/open-data`). */
export type ItemRecord = {
  readonly slug: string;
  readonly path: string;
  readonly indexNumber: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly documentDate: string | null;
  readonly unit: number;
  readonly unitName: string;
  readonly affairsKind: string;
  readonly category: string;
  readonly keywords: readonly string[];
  readonly mode: string;
  readonly validity: string;
  readonly expiresOn: string | null;
  readonly version: number;
  readonly lastPurpose: string;
  readonly publishedAt: string;
  readonly changedAt: string;
  readonly withheld: string | null;
  /** Hash of the signed content, and where its entry stands in the transparency log; null until it is registered. */
  readonly contentSha256: string;
  readonly logIndex: number | null;
  readonly logLeaf: string | null;
  readonly attachments: readonly {
    readonly position: number;
    readonly name: string;
    readonly media: string;
    readonly size: number;
    readonly sha256: string;
    readonly path: string;
  }[];
  /** The text without its form; of what is withheld whole, the notice. */
  readonly text: string;
};

export const itemFields = [
  'slug',
  'path',
  'indexNumber',
  'title',
  'documentNumber',
  'documentDate',
  'unit',
  'unitName',
  'affairsKind',
  'category',
  'keywords',
  'mode',
  'validity',
  'expiresOn',
  'version',
  'lastPurpose',
  'publishedAt',
  'changedAt',
  'withheld',
  'contentSha256',
  'logIndex',
  'logLeaf',
  'attachments',
] as const satisfies readonly (keyof ItemRecord)[];

/** A record as a row of CSV: without the text; lists in one cell, of the attachments their number. */
export function itemRow(record: ItemRecord): readonly Value[] {
  return itemFields.map((field) => {
    const value = record[field];
    if (field === 'keywords') return record.keywords.join(' ');
    if (field === 'attachments') return record.attachments.length;
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  });
}

/** Which items: of a year of first publication in China's calendar, or one. */
export type RecordsOf = { readonly year: number } | { readonly slug: string };

const BATCH = 500;

/**
 * Records of items open to society, oldest first, a batch at a time: however many there are, few are held. Society's alone,
 * whoever reads.
 */
export async function* eachRecord(db: Reader, of: RecordsOf): AsyncGenerator<ItemRecord> {
  let after: { readonly at: Date; readonly id: string } | null = null;
  do {
    const rows: readonly Row[] = await readBatch(db, of, after);
    const ids = rows.map((row) => row.id);
    const files = await readFiles(db, ids);
    for (const row of rows) yield toRecord(row, files.get(row.id) ?? []);
    const last = rows.at(-1);
    after = rows.length < BATCH || last === undefined ? null : { at: last.published_at, id: last.id };
  } while (after !== null);
}

type Row = Awaited<ReturnType<typeof readBatch>>[number];

function readBatch(db: Reader, of: RecordsOf, after: { readonly at: Date; readonly id: string } | null) {
  return own(db)
    .selectFrom('publication.item as i')
    .innerJoin('publication.item_version as v', (join) =>
      join.onRef('v.item', '=', 'i.id').onRef('v.version', '=', 'i.version'),
    )
    .leftJoin('publication.registration as r', (join) =>
      join
        .onRef('r.item', '=', 'i.id')
        .onRef('r.version', '=', 'i.version')
        .on('r.effect', 'in', ['create', 'addVersion', 'redact'])
        .on('r.scope', '=', 'society')
        .on('r.revealed_at', 'is not', null),
    )
    .selectAll('i')
    .select(['v.content_sha256', 'r.log_index', 'r.leaf'])
    .select(
      sql<string>`case when v.content -> 'withholding' ->> 'extent' = 'whole'
        then v.content -> 'withholding' ->> 'noticeText' else v.body_text end`.as('text'),
    )
    .where('i.state', '=', 'live')
    .where('i.scope', '=', 'society')
    .where('v.scope', '=', 'society')
    .$if('year' in of, (query) =>
      query
        .where('i.published_at', '>=', startOfYear('year' in of ? of.year : 0))
        .where('i.published_at', '<', startOfYear('year' in of ? of.year + 1 : 0)),
    )
    .$if('slug' in of, (query) => query.where('i.slug', '=', 'slug' in of ? of.slug : ''))
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(i.published_at, i.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('i.published_at')
    .orderBy('i.id')
    .limit(BATCH)
    .execute();
}

/** Midnight of 1 January in China. */
export function startOfYear(year: number): Date {
  return new Date(`${year}-01-01T00:00:00+08:00`);
}

async function readFiles(db: Reader, items: readonly string[]) {
  if (items.length === 0) return new Map<string, never[]>();
  const rows = await own(db)
    .selectFrom('publication.item_attachment as a')
    .innerJoin('publication.item as i', (join) =>
      join.onRef('i.id', '=', 'a.item').onRef('i.version', '=', 'a.version'),
    )
    .select(['a.item', 'a.position', 'a.name', 'a.media', 'a.size', 'a.sha256'])
    .where('a.item', 'in', [...items])
    .where('a.sha256', 'is not', null)
    .orderBy('a.position')
    .execute();
  return Map.groupBy(rows, (row) => row.item);
}

function toRecord(row: Row, files: readonly FileRow[]): ItemRecord {
  const path = `/i/${row.slug}`;
  return {
    slug: row.slug,
    path,
    indexNumber: row.index_number,
    title: row.title,
    documentNumber: row.document_number,
    documentDate: row.document_date,
    unit: row.unit,
    unitName: row.unit_name,
    affairsKind: row.affairs_kind,
    category: row.category,
    keywords: row.keywords,
    mode: row.mode,
    validity: row.validity,
    expiresOn: row.expires_on,
    version: row.version,
    lastPurpose: row.last_purpose,
    publishedAt: row.published_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    withheld: row.withheld,
    contentSha256: row.content_sha256,
    logIndex: row.log_index,
    logLeaf: row.leaf,
    attachments: files.map(({ position, name, media, size, sha256 }) => ({
      position,
      name,
      media,
      size,
      sha256: sha256 ?? '',
      path: `${path}/files/${position}/${encodeURIComponent(name)}`,
    })),
    text: row.text ?? '',
  };
}

type FileRow = {
  readonly position: number;
  readonly name: string;
  readonly media: string;
  readonly size: number;
  readonly sha256: string | null;
};
