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
 * Active units whose code begins with the text, then those whose name or short name contains it, higher levels first.
 * Names are found by their pairs of characters, so a common piece walks the order and stops at the page's end, a rare one
 * goes through the index; the planner knows which from the frequencies it keeps.
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

export function codeQuery(text: string, allowed: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  return sql`select ${summaryColumns}, level_rank from organisations.unit u
    where code like ${`${escapeLike(text)}%`} and ${allowed} order by code limit ${limit}`;
}

export function nameQuery(text: string, allowed: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  const folded = foldAscii(text);
  const pattern = `%${escapeLike(folded)}%`;
  return sql`select ${summaryColumns}, level_rank from organisations.unit u
    where search_terms @> ${searchTerms(text)}::text[]
      and (lower(name collate "C") like ${pattern} or lower(short_name collate "C") like ${pattern})
      and ${allowed}
    order by level_rank, sort_order, id limit ${limit}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}
