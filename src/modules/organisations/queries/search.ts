import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { pathEnd } from '../domain.ts';
import type { UnitPage } from '../forms.ts';
import { room } from '../store/units.ts';
import { coveredParts } from './coverage.ts';
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
 * Units looked at in one part of the tree for one search. A piece of a name that more units have than this (“村民委员会”)
 * shows the first of them in the order of the tree: whoever types it goes on typing.
 */
const CANDIDATES = 200;

/**
 * Active units whose code begins with the text, then those whose name or short name contains it, higher levels first.
 * Names are found by their pairs of characters. Each part of a coverage is asked on its own: there the planner knows from
 * the frequencies whether the piece is rare and goes through the index of pieces, or common and is met soon on the way.
 */
export async function searchUnits(db: Reader, text: string, options: SearchOptions): Promise<UnitPage> {
  const parts = options.coverage === null ? [sql<boolean>`true`] : coveredParts(options.coverage, 'u');
  if (parts.length === 0) return { rows: [], total: null, next: null };
  const below =
    options.under === undefined
      ? sql`state = 'active'`
      : sql`state = 'active' and path >= ${options.under} and path < ${pathEnd(options.under)}`;
  const allowed = parts.map((part) => sql`${part} and ${below}`);
  const byCode = /^[0-9A-Za-z.-]+$/.test(text)
    ? await run(db, codeQuery(text, allowed, options.limit + 1))
    : [];
  const byName = await run(db, nameQuery(text, allowed, options.limit + 1));
  const seen = new Set(byCode.map((row) => row.id));
  const rows = [...byCode, ...byName.filter((row) => !seen.has(row.id))].slice(0, options.limit);
  return { rows: rows.map(toSummary), total: null, next: null };
}

async function run(db: Reader, page: RawBuilder<unknown>): Promise<readonly SummaryRow[]> {
  const found = await sql<SummaryRow>`select page.*, ${childCount} from (${page}) page
    order by level_rank, "sortOrder", id`.execute(room(db));
  return found.rows.map(({ level_rank, ...row }: SummaryRow & { level_rank?: number }) => row);
}

function codeQuery(
  text: string,
  allowed: readonly RawBuilder<unknown>[],
  limit: number,
): RawBuilder<unknown> {
  return sql`select ${summaryColumns}, level_rank from organisations.unit u
    where code like ${`${escapeLike(text)}%`} and (${sql.join(allowed, sql` or `)}) order by code limit ${limit}`;
}

function nameQuery(
  text: string,
  allowed: readonly RawBuilder<unknown>[],
  limit: number,
): RawBuilder<unknown> {
  const pattern = `%${escapeLike(foldAscii(text))}%`;
  const branches = allowed.map(
    (part) => sql`(select ${summaryColumns}, level_rank from organisations.unit u
      where search_terms @> ${searchTerms(text)}::text[] and ${part} order by path limit ${CANDIDATES})`,
  );
  return sql`select * from (${sql.join(branches, sql` union all `)}) candidate
    where lower(name collate "C") like ${pattern} or lower("shortName" collate "C") like ${pattern}
    order by level_rank, "sortOrder", id limit ${limit}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}
