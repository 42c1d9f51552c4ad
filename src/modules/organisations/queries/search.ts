import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { pathEnd } from '../domain.ts';
import type { UnitPage } from '../forms.ts';
import { room } from '../store/units.ts';
import { isCovered } from './coverage.ts';
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
 * Units looked at for one search. A piece of a name that more units have than this (“村民委员会”) shows the first of
 * them: whoever types it goes on typing.
 */
const CANDIDATES = 3_000;

/**
 * Active units whose code begins with the text, then those whose name or short name contains it, higher levels first.
 * Names are found by their pairs of characters. Only the pairs and the coverage choose the candidates, for of those the
 * planner knows the frequencies: a rare piece goes through the index, a common one is met soon anywhere.
 */
export async function searchUnits(db: Reader, text: string, options: SearchOptions): Promise<UnitPage> {
  const conditions = [sql`state = 'active'`];
  if (options.coverage !== null) conditions.push(isCovered(options.coverage, 'u'));
  if (options.under !== undefined)
    conditions.push(sql`path >= ${options.under} and path < ${pathEnd(options.under)}`);
  const allowed = sql.join(conditions, sql` and `);
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

function codeQuery(text: string, allowed: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  return sql`select ${summaryColumns}, level_rank from organisations.unit u
    where code like ${`${escapeLike(text)}%`} and ${allowed} order by code limit ${limit}`;
}

function nameQuery(text: string, allowed: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  const pattern = `%${escapeLike(foldAscii(text))}%`;
  return sql`select * from (
      select ${summaryColumns}, level_rank from organisations.unit u
      where search_terms @> ${searchTerms(text)}::text[] and ${allowed} limit ${CANDIDATES}) candidate
    where lower(name collate "C") like ${pattern} or lower("shortName" collate "C") like ${pattern}
    order by level_rank, "sortOrder", id limit ${limit}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}
