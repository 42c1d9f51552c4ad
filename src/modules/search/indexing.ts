import { sql } from 'kysely';
import { kept, later, type Reader, type Tx, tables } from '#platform/database';
import { prepare, term } from './engine/terms.ts';
import { lexeme } from './engine/tsquery.ts';
import type { SearchTables } from './tables.ts';
import type { SearchDocument } from './types.ts';

export function room(db: Reader) {
  return tables<SearchTables>(db);
}

/**
 * Puts documents into the index, or in the place of what it had of the same items; two statements however many there are. Called
 * in the transaction that makes them visible, and harmless when repeated.
 * @param options.renumber gives each a new place in the order of publication, that of the list: for building anew
 */
export async function indexDocuments(
  tx: Tx,
  documents: readonly SearchDocument[],
  options: { readonly renumber?: boolean } = {},
): Promise<void> {
  if (documents.length === 0) return;
  const rows = JSON.stringify(documents.map(rowOf));
  // A number once given stays: it says when the document was first published.
  const number =
    options.renumber === true
      ? sql`nextval('search.document_number_seq')`
      : sql`coalesce((select o.number from search.document o where o.item = d.item), nextval('search.document_number_seq'))`;
  const insert = sql`
    insert into search.document as kept (item, number, slug, version, title, document_number, index_number, unit, unit_name, line,
      line_name, affairs_kind, category, scope, scope_unit, audience_units, published_at, changed_at, body, folded, terms)
    select n.item, n.number, slug, version, title, document_number, index_number, unit, unit_name, line, line_name, affairs_kind,
      category, scope, scope_unit, array(select e::integer from jsonb_array_elements_text(audience_units) e), published_at,
      changed_at, body, folded, array_to_tsvector(string_to_array(words, E'\n') || search.places(n.number))
    from (select d.*, ${number} as number
      from jsonb_to_recordset(${rows}::jsonb) as d (item uuid, slug text, version integer, title text, document_number text,
        index_number text, unit integer, unit_name text, line integer, line_name text, affairs_kind text, category text, scope text,
        scope_unit integer, audience_units jsonb, published_at timestamptz, changed_at timestamptz, body text, folded text,
        words text)) n
    on conflict (item) do update set number = excluded.number, slug = excluded.slug, version = excluded.version,
      title = excluded.title, document_number = excluded.document_number, index_number = excluded.index_number,
      unit = excluded.unit, unit_name = excluded.unit_name, line = excluded.line, line_name = excluded.line_name,
      affairs_kind = excluded.affairs_kind, category = excluded.category, scope = excluded.scope,
      scope_unit = excluded.scope_unit, audience_units = excluded.audience_units, published_at = excluded.published_at,
      changed_at = excluded.changed_at, body = excluded.body, folded = excluded.folded, terms = excluded.terms`;
  await later(tx, kept({ compile: () => insert.compile(room(tx)) }));
}

function rowOf(document: SearchDocument) {
  const { terms, body, folded } = prepare(document);
  return {
    item: document.item,
    slug: document.slug,
    version: document.version,
    title: document.title,
    document_number: document.documentNumber,
    index_number: document.indexNumber,
    unit: document.unit,
    unit_name: document.unitName,
    line: document.line?.id ?? null,
    line_name: document.line?.name ?? null,
    affairs_kind: document.affairsKind,
    category: document.category,
    scope: document.scope,
    scope_unit: document.scopeUnit,
    audience_units: document.audienceUnits,
    published_at: document.publishedAt,
    changed_at: document.changedAt,
    body,
    folded,
    words: terms.join('\n'),
  };
}

/** Takes items out of the index, in the transaction that takes them from their readers. */
export async function dropDocuments(tx: Tx, items: readonly string[]): Promise<void> {
  if (items.length === 0) return;
  await room(tx)
    .deleteFrom('search.document')
    .where((eb) => eb('item', '=', eb.fn.any(sql<string[]>`${[...items]}::uuid[]`)))
    .execute();
}

/** What the index holds of items, for checking it against what is published. */
export async function listIndexed(
  db: Reader,
  after: string,
  limit: number,
): Promise<readonly { readonly item: string; readonly version: number; readonly scope: string }[]> {
  return room(db)
    .selectFrom('search.document')
    .select(['item', 'version', 'scope'])
    .where('item', '>', after)
    .orderBy('item')
    .limit(limit)
    .execute();
}

/** Items of a unit and of units that stood below it when they were indexed, by their ids. */
export async function listIndexedBelow(
  db: Reader,
  unit: number,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await room(db)
    .selectFrom('search.document')
    .select('item')
    .where(sql<boolean>`terms @@ ${lexeme(term.within(unit))}::tsquery`)
    .where('item', '>', after)
    .orderBy('item')
    .limit(limit)
    .execute();
  return rows.map((row) => row.item);
}
