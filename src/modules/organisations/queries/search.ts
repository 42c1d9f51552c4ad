import { keptStatement, type Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { UnitPage } from '../forms.ts';
import { commonPieces } from './common-pieces.ts';
import { coverageParameters, everything, isMine, withoutOverlap } from './coverage.ts';
import { childCount, type SummaryRow, summaryColumns, toSummary } from './units.ts';

export type SearchOptions = {
  readonly limit: number;
  /** Limits the list; null for the public directory. */
  readonly coverage: Coverage | null;
  /** Only below this path. */
  readonly under?: string | undefined;
};

/** One and two characters of the text, as `organisations.search_terms` makes them of a name. */
export function searchTerms(text: string): readonly string[] {
  const characters = [...foldAscii(text)];
  if (characters.length === 1) return characters;
  const pairs = characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);
  return [...new Set(pairs)];
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * Active units whose code begins with the text, then those whose name or short name contains it, higher levels first.
 * A name with a piece that few units have is looked up by its pieces, in one's part of the tree only. A text that very
 * many units have (“村民委员会”) is met soon on a walk through that part: it shows the first of them in the order of the
 * tree, and whoever types it goes on typing.
 */
export async function searchUnits(db: Reader, text: string, options: SearchOptions): Promise<UnitPage> {
  const coverage = options.coverage === null ? everything : withoutOverlap(options.coverage);
  const { paths, units, lines } = coverage;
  if (paths.length + units.length + lines.length === 0) return { rows: [], total: null, next: null };
  const byCode = /^[0-9A-Za-z.-]+$/.test(text) ? await findByCode(db, text, coverage, options) : [];
  const byName = await findByName(db, text, coverage, options);
  const seen = new Set(byCode.map((row) => row.id));
  const rows = [...byCode, ...byName.filter((row) => !seen.has(row.id))].slice(0, options.limit);
  return { rows: rows.map(({ level_rank, ...row }) => toSummary(row)), total: null, next: null };
}

type Row = SummaryRow & { readonly level_rank: number };

/** Rows of a search as they are shown. */
const shown = (rows: string, limit: string) => `select page.*, ${childCount} from (
  select * from (${rows}) found order by level_rank, "sortOrder", id limit (select ${limit}::integer)) page
  order by level_rank, "sortOrder", id`;

const named = (pattern: string) => `(lower(name collate "C") like (select ${pattern}::text)
  or lower(short_name collate "C") like (select ${pattern}::text))`;

/** Codes looked at for one search: who types the first figure of a code goes on typing. */
const CODES = 2_000;

const byCode = keptStatement<Row>(
  shown(
    `select ${summaryColumns}, level_rank from (
      select * from organisations.unit where code >= (select $7::text) and code < (select $8::text)
        and state = 'active' order by code limit ${CODES}) u
     where ${isMine} order by code limit (select $9::integer)`,
    '$9',
  ),
);

function findByCode(
  db: Reader,
  text: string,
  coverage: Coverage,
  options: SearchOptions,
): Promise<readonly Row[]> {
  // Of the characters a code is searched by, none has a neighbour that matters between it and the next one.
  const past = `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) + 1)}`;
  return byCode(db, [...coverageParameters(coverage, { under: options.under }), text, past, options.limit]);
}

const rare = (inScope: string) => `select ${summaryColumns}, level_rank from organisations.unit u
  where search_terms @> (select $7::text[]) ${inScope} and state = 'active' and ${named('$8')} and ${isMine}`;

const rareAnywhere = keptStatement<Row>(shown(rare(''), '$9'));
const rareInScope = keptStatement<Row>(
  shown(rare('and organisations.search_scope(path, line_id) && (select $10::integer[])'), '$9'),
);

/** Units looked at in one part of the tree for each row of the page, when a text is common. */
const CANDIDATES_PER_ROW = 3;

const walk = (where: string) => `(select ${summaryColumns}, level_rank from organisations.unit
  where ${where} and state = 'active' and ${named('$7')} order by path limit (select $8::integer))`;

const common = keptStatement<Row>(
  shown(
    `select distinct on (id) * from (
      select c.* from unnest((select $1::text[]), (select $2::text[])) r (low, high)
        cross join lateral ${walk('path > r.low and path < r.high')} c
      union all
      select c.* from unnest((select $3::integer[])) l (line)
        cross join lateral ${walk('line_id = l.line and path > (select $5::text)')} c where c.path < (select $6::text)
      union all
      select c.* from unnest((select $4::integer[])) n (id)
        cross join lateral ${walk('id = n.id and path > (select $5::text) and path < (select $6::text)')} c) near`,
    '$9',
  ),
);

async function findByName(
  db: Reader,
  text: string,
  coverage: Coverage,
  options: SearchOptions,
): Promise<readonly Row[]> {
  const places = coverageParameters(coverage, { under: options.under });
  const pattern = `%${escapeLike(foldAscii(text))}%`;
  const terms = searchTerms(text);
  const everywhere = await commonPieces(db);
  if (terms.every((term) => everywhere.has(term)))
    return common(db, [...places, pattern, options.limit * CANDIDATES_PER_ROW, options.limit]);
  if (options.coverage === null) return rareAnywhere(db, [...places, terms, pattern, options.limit]);
  return rareInScope(db, [...places, terms, pattern, options.limit, scopesOf(coverage)]);
}

/** What `organisations.search_scope` of a covered unit has at least one of. */
function scopesOf({ paths, units, lines }: Coverage): readonly number[] {
  return [...paths.map((path) => Number(path.split('/').at(-2))), ...units, ...lines.map((line) => -line)];
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}
