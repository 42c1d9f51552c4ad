import type { AffairsKind, Scope } from '#kernel';
import { keptStatement, type Reader } from '#platform/database';
import type { Candidate } from './engine/score.ts';
import type { Looks } from './engine/tsquery.ts';

/** From which moment to which documents were first published, and where a newest-first list goes on. */
export type Bounds = {
  readonly since: Date | null;
  readonly until: Date | null;
  readonly before: { readonly at: Date; readonly number: number } | null;
};

type Facet = readonly [name: string, value: string, count: number, sample: number];

export type IndexAnswer = {
  readonly total: number;
  readonly complete: boolean;
  readonly facets: readonly Facet[];
  readonly candidates: readonly Candidate[];
};

type RawAnswer = {
  readonly total: number;
  readonly complete: boolean;
  readonly facets: readonly Facet[];
  readonly candidates: readonly (readonly [number, number, number, string])[];
};

const answer = keptStatement<{ answer: RawAnswer }>(
  'select search.answer($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as answer',
);

/** Documents ordered at most; what is found beyond is counted and not shown in the order of best first. */
export const mostCandidates = 120;

/** Asks the index in the name of this session's reader; nothing of what that reader may not see is in the answer. */
export async function askIndex(
  db: Reader,
  looks: Looks & { readonly wanted: string },
  { since, until, before }: Bounds,
  newest: boolean,
  most: number,
  phrases: readonly string[],
): Promise<IndexAnswer> {
  const [row] = await answer(db, [
    looks.wanted,
    looks.titled,
    looks.about,
    looks.exact,
    since,
    until,
    before?.at ?? null,
    before?.number ?? null,
    phrases,
    newest,
    most,
  ]);
  if (row === undefined) throw new Error('search.answer gave no row');
  const { candidates, ...rest } = row.answer;
  return {
    ...rest,
    candidates: candidates.map(([number, looked, publishedAt, title]) => ({
      number,
      looks: looked,
      publishedAt,
      title,
    })),
  };
}

export type Found = {
  readonly number: number;
  readonly item: string;
  readonly slug: string;
  readonly title: string;
  readonly document_number: string | null;
  readonly index_number: string;
  readonly unit: number;
  readonly unit_name: string;
  readonly affairs_kind: AffairsKind;
  readonly category: string;
  readonly scope: Scope;
  readonly published_at: Date;
  readonly changed_at: Date;
  /** The query stands in the text as it is. */
  readonly phrase: boolean;
  /** Signs around the first needle that stands in the text; the beginning of the text when none does. */
  readonly around: string;
  readonly place: number;
  readonly signs: number;
};

const window = 110;
const lead = 24;

/* Read as the portal's own role: the row-level policy looks at each row once more. */
const rowsByNumber = keptStatement<Found>(`
  select d.number, d.item, d.slug, d.title, d.document_number, d.index_number, d.unit, d.unit_name, d.affairs_kind, d.category,
    d.scope, d.published_at, d.changed_at, s.phrase, s.place, length(d.body) as signs,
    substring(d.body from greatest(1, s.place - ${lead}) for ${window}) as around
  from search.document d cross join lateral (
    select case when $3 <> '' then strpos(coalesce(d.folded, d.body), $3) else 0 end as phrase_at) p
  cross join lateral (
    select p.phrase_at > 0 as phrase, case when p.phrase_at > 0 then p.phrase_at else
      coalesce((select strpos(coalesce(d.folded, d.body), n.needle) from unnest($2::text[]) with ordinality n (needle, at)
        where strpos(coalesce(d.folded, d.body), n.needle) > 0 order by n.at limit 1), 0) end as place) s
  where d.number = any ($1::bigint[])`);

/**
 * The rows behind numbers, as far as this reader may see them.
 * @param needles words, the one to be shown first
 * @param phrase the query as one text; empty: none
 */
export function readRows(
  db: Reader,
  numbers: readonly number[],
  needles: readonly string[],
  phrase: string,
): Promise<readonly Found[]> {
  return rowsByNumber(db, [numbers, needles, phrase]);
}

export function startOf(row: Pick<Found, 'place'>): boolean {
  return row.place <= lead + 1;
}

export function endsWithin(row: Pick<Found, 'place' | 'signs'>): boolean {
  return Math.max(1, row.place - lead) + window > row.signs;
}

const labels = keptStatement<{
  number: number;
  unit: number;
  unit_name: string;
  line: number | null;
  line_name: string | null;
}>('select number, unit, unit_name, line, line_name from search.document where number = any ($1::bigint[])');

/** Names of units and lines, from documents that this reader may see. */
export function readLabels(db: Reader, numbers: readonly number[]) {
  return labels(db, [numbers]);
}
