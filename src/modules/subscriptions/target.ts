import { parseSearchQuery, type SearchQuery, searchAddress } from '#modules/search';

/** What can be subscribed to: a query of the search page without days, order and place. Society sees it, so no scope either. */
export function readTarget(params: Readonly<Record<string, string | undefined>>): SearchQuery {
  return {
    ...parseSearchQuery(params),
    from: null,
    to: null,
    scope: 'society',
    order: 'newest',
    after: null,
  };
}

/** The one way a target is written: equal wishes are equal texts. Empty: everything. */
export function writeTarget(target: SearchQuery): string {
  return searchAddress({ ...target, scope: null, order: 'best' }, '').slice(1);
}

/** A target as it was kept. */
export function parseTarget(kept: string): SearchQuery {
  return readTarget(Object.fromEntries(new URLSearchParams(kept)));
}

/** The page of what is subscribed to. */
export const targetPage = (kept: string): string => (kept === '' ? '/items' : `/search?${kept}`);

/** Does it need the index of words, or do the marks of an item decide? */
export const needsSearch = (target: SearchQuery): boolean => target.text !== '' || target.line !== null;
