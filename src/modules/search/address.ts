import { affairsKinds, scopes } from '#kernel';
import { type SearchQuery, searchOrders } from './types.ts';

/** Signs of a query that are used; what is longer is cut, and the page says so. */
export const mostLetters = 200;

/** Values of an address by name; the first counts where one is given twice. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads what an address asks for: `q unit within kind category scope line year from to order after`. Never throws: what is
 * unknown, empty or no value of its field is as if it were not there. `year` stands for its first and last day.
 */
export function parseSearchQuery(params: SearchParams): SearchQuery {
  const read = (name: string): string => {
    const value = params[name];
    const text = typeof value === 'string' ? value : (value?.[0] ?? '');
    // Half a surrogate and NUL are no text for a database.
    return text.toWellFormed().replaceAll('\u0000', ' ').trim();
  };
  const year = /^(?:19|20|21)\d{2}$/.exec(read('year'))?.[0];
  return {
    text: cut(read('q'), mostLetters + 1),
    unit: positive(read('unit')),
    within: read('within') !== '0',
    kind: oneOf(affairsKinds, read('kind')),
    category: cut(read('category'), 80) || null,
    scope: oneOf(scopes, read('scope')),
    line: positive(read('line')),
    from: dayOf(read('from')) ?? (year === undefined ? null : `${year}-01-01`),
    to: dayOf(read('to')) ?? (year === undefined ? null : `${year}-12-31`),
    order: oneOf(searchOrders, read('order')) ?? 'best',
    after: /^[a-z0-9.]{1,40}$/.exec(read('after'))?.[0] ?? null,
  };
}

/** A query that asks for nothing yet; for callers that build their own. */
export const emptyQuery: SearchQuery = parseSearchQuery({});

/** Address of a query on the portal: the same for the same query, without what says nothing. */
export function searchAddress(query: SearchQuery, path = '/search'): string {
  const search = new URLSearchParams();
  const set = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') search.set(name, String(value));
  };
  const year = wholeYear(query);
  set('q', query.text);
  set('unit', query.unit);
  set('within', query.unit === null || query.within ? null : '0');
  set('kind', query.kind);
  set('category', query.category);
  set('scope', query.scope);
  set('line', query.line);
  set('year', year);
  set('from', year === null ? query.from : null);
  set('to', year === null ? query.to : null);
  set('order', query.order === 'best' ? null : query.order);
  set('after', query.after);
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The year that a query is about, when it is about exactly one. */
export function wholeYear({ from, to }: SearchQuery): string | null {
  const year = from?.slice(0, 4) ?? '';
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : null;
}

/** Whole signs: no half of a surrogate pair is left. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : [...text.slice(0, most * 2)].slice(0, most).join('');
}

function positive(text: string): number | null {
  const value = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  return value > 0 && value <= 2_147_483_647 ? value : null;
}

function oneOf<T extends string>(known: readonly T[], text: string): T | null {
  return known.find((one) => one === text) ?? null;
}

function dayOf(text: string): string | null {
  if (!/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}
