import { findUnitRef } from '#modules/organisations';
import type { NewsEntry } from '#modules/publication';
import { type SearchPage, type SearchQuery, search } from '#modules/search';
import { localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { needsSearch } from '../target.ts';

/** Answers a query of the search page. */
export type Search = (db: Reader, query: SearchQuery) => Promise<SearchPage>;

/** Which of the news a target is about; remembers where units stand for as long as one run lasts. */
export type Matcher = (
  db: Reader,
  target: SearchQuery,
  news: readonly NewsEntry[],
) => Promise<readonly NewsEntry[]>;

/** Pages of a search looked through for one target; more than all news of one digest can fill. */
const MOST_PAGES = 500;

export function newMatcher(find: Search = search): Matcher {
  const paths = new Map<number, string | null>();
  const pathOf = async (db: Reader, unit: number): Promise<string | null> => {
    const known = paths.get(unit);
    if (known !== undefined) return known;
    const path = (await findUnitRef(db, unit))?.path ?? null;
    paths.set(unit, path);
    return path;
  };
  const isOfUnit = async (db: Reader, target: SearchQuery, entry: NewsEntry): Promise<boolean> => {
    if (target.unit === null || target.unit === entry.unit) return true;
    return target.within && ((await pathOf(db, entry.unit))?.includes(`/${target.unit}/`) ?? false);
  };
  return async (db, target, news) => {
    const marked: NewsEntry[] = [];
    for (const entry of news)
      if (
        (target.kind === null || target.kind === entry.affairsKind) &&
        (target.category === null || target.category === entry.category) &&
        (await isOfUnit(db, target, entry))
      )
        marked.push(entry);
    if (marked.length === 0 || !needsSearch(target)) return marked;
    const found = await foundAmong(db, find, target, marked);
    return marked.filter(({ item }) => found.has(item));
  };
}

/** Asks the index for the days in which these items were first published, and reads on until all of them were met. */
async function foundAmong(
  db: Reader,
  find: Search,
  target: SearchQuery,
  news: readonly NewsEntry[],
): Promise<ReadonlySet<string>> {
  const sought = new Set(news.map(({ item }) => item));
  const days = news.map(({ publishedAt }) => localDateAt(publishedAt)).sort();
  const found = new Set<string>();
  const query: SearchQuery = {
    ...target,
    scope: 'society',
    order: 'newest',
    from: days.at(0) ?? null,
    to: days.at(-1) ?? null,
  };
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES && found.size < sought.size; page += 1) {
    const answer: SearchPage = await find(db, { ...query, after });
    for (const { item } of answer.rows) if (sought.has(item)) found.add(item);
    if (answer.next === null) break;
    after = answer.next;
  }
  return found;
}
