import { type SearchQuery, searchAddress } from '#modules/search';

/**
 * The query of a search as its feed has it: order and scope are the feed's own, and it begins at the beginning.
 * @returns with `?`; null when nothing is asked
 */
export function feedQueryOf(query: SearchQuery): string | null {
  const address = searchAddress({ ...query, scope: null, order: 'best', after: null });
  return address.includes('?') ? address.slice(address.indexOf('?')) : null;
}
