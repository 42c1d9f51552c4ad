import { sql } from 'kysely';
import { type DossierFile, listDossierFiles } from '#modules/disclosure';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { PartKind } from '../words.ts';
import { concerns } from './concerned.ts';
import type { ErasurePreview } from './forms.ts';

export type ErasableItem = {
  readonly id: string;
  readonly disclosure: string;
  readonly unit: number;
  readonly slug: string;
};

/** What is to be erased of an item. */
export type Wanted = {
  /** As `normalWords` gives them. */
  readonly words: readonly string[];
  /** Positions in the newest version. */
  readonly removes: readonly number[];
};

export function findErasableItem(db: Reader, id: string): Promise<ErasableItem | undefined> {
  return own(db)
    .selectFrom('publication.item')
    .select(['id', 'disclosure', 'unit', 'slug'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function newestVersion(db: Reader, item: string): Promise<number> {
  const row = await own(db)
    .selectFrom('publication.item_version')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('item', '=', item)
    .executeTakeFirstOrThrow();
  return row.version ?? 0;
}

/** The patterns of words, made by the database itself. */
const patterns = (words: readonly string[]) =>
  sql`(select array(select platform.word_pattern(w) from unnest(${[...words]}::text[]) w))`;

export type Place = {
  /** `schema.table.column` */
  readonly place: string;
  readonly rows: number;
  readonly hits: number;
  readonly samples: readonly string[];
};

/** Where the words stand in all that belongs to an item, besides its frozen parts. */
export async function listPlaces(
  db: Reader,
  item: string,
  words: readonly string[],
): Promise<readonly Place[]> {
  if (words.length === 0) return [];
  const found = await sql<Place>`select place, rows, hits, samples
    from platform.find_words(publication.erasing_subject(${item}::uuid), ${patterns(words)})`.execute(
    own(db),
  );
  return found.rows;
}

/** Attachments of the newest version that are still there. */
export async function listNewestAttachments(
  db: Reader,
  item: string,
): Promise<readonly { readonly position: number; readonly name: string }[]> {
  return own(db)
    .selectFrom('publication.item_attachment')
    .select(['position', 'name'])
    .where('item', '=', item)
    .where('version', '=', await newestVersion(db, item))
    .where('sha256', 'is not', null)
    .orderBy('position')
    .execute();
}

/** The files that are concerned: those that say a word, and those that go whole. */
export async function listConcernedFiles(
  db: Reader,
  item: ErasableItem,
  { words, removes }: Wanted,
): Promise<{ readonly files: readonly DossierFile[]; readonly unread: readonly DossierFile[] }> {
  const named = await own(db)
    .selectFrom('publication.item_attachment')
    .select('sha256')
    .where('item', '=', item.id)
    .where('version', '=', await newestVersion(db, item.id))
    .where((eb) => eb('position', '=', eb.fn.any(sql<number[]>`${[...removes]}::integer[]`)))
    .execute();
  const whole = new Set(named.map((one) => one.sha256));
  const all = await listDossierFiles(db, item.disclosure, words);
  const files = all
    .filter((one) => one.hits > 0 || whole.has(one.sha256))
    .map((one) => (whole.has(one.sha256) ? { ...one, isMaskable: false } : one));
  return { files, unread: all.filter((one) => one.isUnread && !files.some((f) => f.sha256 === one.sha256)) };
}

export type ConcernedPart = { readonly version: number; readonly position: number; readonly kind: PartKind };

/** The frozen parts whose bytes have to go, of every version, those not yet revealed included. */
export async function listConcernedParts(
  db: Reader,
  item: string,
  words: readonly string[],
  files: readonly DossierFile[],
): Promise<readonly ConcernedPart[]> {
  const parts = await own(db)
    .selectFrom('publication.part')
    .select(['version', 'position', 'kind', 'bytes', 'sha256'])
    .where('item', '=', item)
    .where('erased_at', 'is', null)
    .orderBy('version')
    .orderBy('position')
    .execute();
  const isConcerned = concerns(words, new Set(files.map((one) => one.sha256)));
  return parts.filter(isConcerned).map(({ version, position, kind }) => ({ version, position, kind }));
}

/** Other live items that name one of the files: their readers would lose it. */
export async function listSharing(
  db: Reader,
  item: string,
  files: readonly DossierFile[],
): Promise<readonly string[]> {
  const rows = await own(db)
    .selectFrom('publication.item_attachment as a')
    .innerJoin('publication.item as i', 'i.id', 'a.item')
    .select('i.slug')
    .distinct()
    .where('i.id', '<>', item)
    .where('i.state', '<>', 'withdrawn')
    .where((eb) => eb('a.sha256', '=', eb.fn.any(sql<string[]>`${files.map((one) => one.sha256)}::text[]`)))
    .orderBy('i.slug')
    .limit(20)
    .execute();
  return rows.map((row) => row.slug);
}

/** Other items open to everybody that say a word: a quotation of another unit is that unit's to decide about. */
async function listElsewhere(
  db: Reader,
  item: string,
  words: readonly string[],
): Promise<ErasurePreview['elsewhere']> {
  if (words.length === 0) return [];
  const found = await sql<{ slug: string; unitName: string }>`
    select i.slug, i.unit_name as "unitName" from publication.item i
    join publication.item_version v on v.item = i.id and v.version = i.version, ${patterns(words)} as p (patterns)
    where i.id <> ${item} and i.state = 'live' and i.scope = 'society'
      and platform.count_words(i.title || E'\n' || v.body_text, p.patterns) > 0
    order by i.published_at desc limit 20`.execute(own(db));
  return found.rows;
}

/** Everything found, and what will stand there. Nothing of it is kept; the samples are masked already. */
export async function previewErasure(
  db: Reader,
  item: ErasableItem,
  wanted: Wanted,
): Promise<ErasurePreview> {
  const { files, unread } = await listConcernedFiles(db, item, wanted);
  return {
    places: byTable(await listPlaces(db, item.id, wanted.words)),
    parts: [...(await listConcernedParts(db, item.id, wanted.words, files))],
    files: files.map(({ name, hits, isMaskable }) => ({
      name,
      hits,
      becomes: isMaskable ? 'copy' : 'removed',
    })),
    unread: unread.map((one) => one.name),
    elsewhere: await listElsewhere(db, item.id, wanted.words),
    shared: [...(await listSharing(db, item.id, files))],
  };
}

/** Columns of one table are one place to a reader. */
export function byTable(places: readonly Place[]): ErasurePreview['places'] {
  const tables = new Map<string, ErasurePreview['places'][number]>();
  for (const { place, rows, hits, samples } of places) {
    const table = place.slice(0, place.lastIndexOf('.'));
    const before = tables.get(table) ?? { place: table, rows: 0, hits: 0, samples: [] };
    tables.set(table, {
      place: table,
      rows: Math.max(before.rows, rows),
      hits: before.hits + hits,
      samples: [...before.samples, ...samples].slice(0, 3),
    });
  }
  return [...tables.values()];
}
