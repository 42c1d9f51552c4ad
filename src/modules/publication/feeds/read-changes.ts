import { type SqlBool, sql } from 'kysely';
import type { Reader } from '#platform/database';
import { readCursor, writeCursor } from '../queries/cursor.ts';
import { own } from '../store.ts';
import type { AffairsKind, Purpose, Validity } from '../words.ts';

/** What a feed is narrowed to. */
export type ChangesOf = {
  readonly unit?: number | undefined;
  readonly affairsKind?: AffairsKind | undefined;
  readonly category?: string | undefined;
  /** These items and no others, in this order: what a search found. */
  readonly slugs?: readonly string[] | undefined;
};

/** An item with what a feed tells of it. */
export type Change = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly unitName: string;
  readonly affairsKind: AffairsKind;
  readonly category: string;
  readonly validity: Validity;
  readonly version: number;
  readonly lastPurpose: Purpose;
  readonly erased: boolean;
  readonly publishedAt: Date;
  readonly changedAt: Date;
  /** What the last change says of itself. */
  readonly note: string | null;
  /** Beginning of the text, or the notice of what is withheld whole. */
  readonly text: string;
  readonly files: readonly ChangeFile[];
};

export type ChangeFile = {
  readonly position: number;
  readonly name: string;
  readonly media: string;
  readonly size: number;
};

/** Characters of the text that a summary is cut from. */
const MOST_TEXT = 600;

/**
 * Items by their last change, newest first: society's alone, whoever asks. The policies of the portal's role would show a
 * member more, and a feed is read by programs that pass on what they read.
 */
export async function listChanges(
  db: Reader,
  of: ChangesOf,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ readonly rows: readonly Change[]; readonly next: string | null }> {
  const after = page.after === undefined ? null : readCursor(page.after);
  const rows = await own(db)
    .selectFrom('publication.item as i')
    .innerJoin('publication.item_version as v', (join) =>
      join.onRef('v.item', '=', 'i.id').onRef('v.version', '=', 'i.version'),
    )
    .select(['i.id', 'i.slug', 'i.title', 'i.unit_name', 'i.affairs_kind', 'i.category', 'i.validity'])
    .select(['i.version', 'i.last_purpose', 'i.published_at', 'i.changed_at', 'v.erasure'])
    .select((eb) => [
      eb.ref('v.content', '->>').key('changeNote').as('changeNote'),
      eb.ref('v.content', '->>').key('reason').as('reason'),
      // Withheld whole, the page shows the notice and no text.
      sql<string>`case when v.content -> 'withholding' ->> 'extent' = 'whole'
        then v.content -> 'withholding' ->> 'noticeText' else left(v.body_text, ${MOST_TEXT}) end`.as('text'),
    ])
    .where('i.state', '=', 'live')
    .where('i.scope', '=', 'society')
    .where('v.scope', '=', 'society')
    .$if(of.unit !== undefined, (query) => query.where('i.unit', '=', of.unit ?? 0))
    .$if(of.affairsKind !== undefined, (query) =>
      query.where('i.affairs_kind', '=', of.affairsKind ?? 'party'),
    )
    .$if(of.category !== undefined, (query) => query.where('i.category', '=', of.category ?? ''))
    .$if(of.slugs !== undefined, (query) =>
      query.where((eb) => eb('i.slug', '=', eb.fn.any(sql<string[]>`${of.slugs ?? []}::text[]`))),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`(i.changed_at, i.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('i.changed_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(page.limit + 1)
    .execute();
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const files = await listFiles(db, shown);
  return {
    rows: shown.map((row) => ({
      id: row.id,
      slug: row.slug,
      title: row.title,
      unitName: row.unit_name,
      affairsKind: row.affairs_kind,
      category: row.category,
      validity: row.validity,
      version: row.version,
      lastPurpose: row.last_purpose,
      erased: row.erasure !== null,
      publishedAt: row.published_at,
      changedAt: row.changed_at,
      note: row.changeNote ?? row.reason,
      text: row.text ?? '',
      files: files.get(row.id) ?? [],
    })),
    next:
      rows.length > page.limit && last !== undefined
        ? writeCursor({ at: last.changed_at, id: last.id })
        : null,
  };
}

/** Attachments of the newest versions that are still there. */
async function listFiles(
  db: Reader,
  items: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, readonly ChangeFile[]>> {
  if (items.length === 0) return new Map();
  const rows = await own(db)
    .selectFrom('publication.item_attachment as a')
    .innerJoin('publication.item as i', (join) =>
      join.onRef('i.id', '=', 'a.item').onRef('i.version', '=', 'a.version'),
    )
    .select(['a.item', 'a.position', 'a.name', 'a.media', 'a.size'])
    .where(
      'a.item',
      'in',
      items.map((one) => one.id),
    )
    .where('a.sha256', 'is not', null)
    .orderBy('a.position')
    .execute();
  return Map.groupBy(rows, (row) => row.item);
}

const MOST_GONE = 50;

/** What was taken from society and is not back: newest first. The stones name no category. */
export async function listGone(
  db: Reader,
  of: ChangesOf,
): Promise<readonly { readonly slug: string; readonly when: Date }[]> {
  const rows = await own(db)
    .selectFrom('publication.tombstone as t')
    .select((eb) => ['t.slug', eb.fn.max('t.withdrawn_at').as('when')])
    .where('t.scope', '=', 'society')
    .$if(of.unit !== undefined, (query) => query.where('t.unit', '=', of.unit ?? 0))
    .$if(of.affairsKind !== undefined, (query) =>
      query.where('t.affairs_kind', '=', of.affairsKind ?? 'party'),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('publication.item as i')
            .select('i.id')
            .whereRef('i.id', '=', 't.item')
            .where('i.state', '=', 'live')
            .where('i.scope', '=', 'society'),
        ),
      ),
    )
    .groupBy('t.slug')
    .orderBy('when', 'desc')
    .limit(MOST_GONE)
    .execute();
  return rows.map((row) => ({ slug: row.slug, when: row.when }));
}
