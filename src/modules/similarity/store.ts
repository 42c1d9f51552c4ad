import { sql } from 'kysely';
import type { Scope } from '#kernel';
import { type Reader, tables } from '#platform/database';
import type { SimilarityTables } from './tables.ts';

export function room(db: Reader) {
  return tables<SimilarityTables>(db);
}

/** A text that is out, as the index knows it. */
export type KnownText = {
  readonly subject: string;
  readonly revision: string;
  readonly unit: number;
  readonly scope: Scope;
  readonly title: string;
  readonly slug: string;
  readonly publishedAt: Date;
};

type KnownRow = {
  readonly subject: string;
  readonly revision: string;
  readonly unit_id: number;
  readonly scope: Scope;
  readonly title: string;
  readonly slug: string;
  readonly published_at: Date;
};

const known = sql`t.subject, t.revision, t.unit_id, t.scope, t.title, t.slug, t.published_at`;

function toKnown(row: KnownRow): KnownText {
  const { unit_id: unit, published_at: publishedAt, ...rest } = row;
  return { ...rest, unit, publishedAt };
}

/** Texts in more than this many copies are no evidence against one of them. */
const mostTexts = 200;
/** Texts that are compared sign by sign at most; those that share most fingerprints first. */
const mostCandidates = 60;

/** What is sought: fingerprints of a text of `unit`, of which the dossier `subject` does not count. */
export type Sought = {
  readonly fingerprints: readonly number[];
  readonly subject: string | null;
  readonly unit: number;
};

/**
 * How many other units may write a thing before it is nobody's: 5 in a small installation, 30 among 90,000 texts. Square
 * root, because with ten times the texts a phrase stands by chance in more units, though not in ten times as many.
 */
export function unitsUntilCommon(texts: number): number {
  return Math.min(30, Math.max(5, Math.ceil(Math.sqrt(texts) / 10)));
}

/** The count stops where more would change nothing. */
export async function countTexts(db: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from similarity.text limit 90001) as counted`.execute(room(db));
  return rows[0]?.count ?? 0;
}

type Hits = {
  readonly common: number[];
  readonly texts: (Omit<KnownRow, 'published_at'> & { readonly published_at: string })[];
};

/**
 * Other units' texts that share fingerprints with what is sought, most first; and which of those fingerprints are common:
 * shared by many units, by very many texts, or by a template.
 */
export async function findCandidates(
  db: Reader,
  { fingerprints, subject, unit }: Sought,
): Promise<{ readonly common: ReadonlySet<number>; readonly texts: readonly KnownText[] }> {
  const units = unitsUntilCommon(await countTexts(db));
  const { rows } = await sql<Hits>`
    with hit as materialized (
      select * from similarity.find_hits(${[...fingerprints]}::integer[], ${mostTexts + 1})),
    common as materialized (
      select fingerprint from hit group by fingerprint
      having count(*) > ${mostTexts} or count(distinct unit_id) filter (where unit_id <> ${unit}) > ${units}
      union
      select fingerprint from similarity.boilerplate where fingerprint = any (${[...fingerprints]}::integer[])),
    found as (
      select subject, count(*) as shared from hit
      where unit_id <> ${unit} and subject is distinct from ${subject}::uuid
        and fingerprint not in (select fingerprint from common)
      group by subject order by shared desc, subject limit ${mostCandidates})
    select coalesce((select jsonb_agg(fingerprint) from common), '[]') as common,
      coalesce((select jsonb_agg(jsonb_build_object('subject', t.subject, 'revision', t.revision, 'unit_id', t.unit_id,
        'scope', t.scope, 'title', t.title, 'slug', t.slug, 'published_at', t.published_at) order by f.shared desc, t.subject)
        from found f join similarity.text t on t.subject = f.subject), '[]') as texts`.execute(room(db));
  const [found] = rows;
  return {
    common: new Set(found?.common),
    texts: (found?.texts ?? []).map((row) => toKnown({ ...row, published_at: new Date(row.published_at) })),
  };
}

/** Earlier texts of a unit that are looked through for what this one goes back to. */
const mostOwnTexts = 200;

/** The unit's own texts that share most with what is sought: last month's report (同单位上期). */
export async function findOwnTexts(
  db: Reader,
  { fingerprints, subject, unit }: Sought,
  limit: number,
): Promise<readonly KnownText[]> {
  const { rows } = await sql<KnownRow>`
    select ${known} from (
      select * from similarity.text where unit_id = ${unit} and subject is distinct from ${subject}::uuid
      order by published_at desc limit ${mostOwnTexts}) t,
    lateral (select count(*) as shared from unnest(t.fingerprints) f where f = any (${[...fingerprints]}::integer[])) s
    where s.shared > 0 order by s.shared desc, t.published_at desc limit ${limit}`.execute(room(db));
  return rows.map(toKnown);
}
