import { type FacetName, type SearchPage, type SearchQuery, searchAddress, wholeYear } from '#modules/search';
import type { FacetGroup } from '#ui/portal';
import type { SearchPageInput } from './page.ts';

/** What a choice of a facet changes in the query. */
const changes: Readonly<Record<FacetName, (value: string | null) => Partial<SearchQuery>>> = {
  kind: (value) => ({ kind: value as SearchQuery['kind'] }),
  category: (category) => ({ category }),
  year: (year) => ({
    from: year === null ? null : `${year}-01-01`,
    to: year === null ? null : `${year}-12-31`,
  }),
  unit: (value) => ({ unit: value === null ? null : Number(value), within: true }),
  line: (value) => ({ line: value === null ? null : Number(value) }),
  scope: (value) => ({ scope: value as SearchQuery['scope'] }),
};

const order: readonly FacetName[] = ['kind', 'category', 'year', 'unit', 'line', 'scope'];
const mostOptions = 12;

/** Ways to narrow down, with how many each leaves; a choice made is shown and taken back by the same link. */
export function facetGroups(input: SearchPageInput, found: SearchPage): readonly FacetGroup[] {
  const { chrome, query } = input;
  return order.flatMap((name) => {
    const chosen = chosenOf(query, name);
    const options = found.facets[name].slice(0, mostOptions).map((option) => {
      const isChosen = option.value === chosen;
      return {
        label: labelOf(input, name, option.value, option.label),
        count: option.count,
        chosen: isChosen,
        href: searchAddress({ ...query, after: null, ...changes[name](isChosen ? null : option.value) }),
      };
    });
    // One way is no choice; the scope says nothing to somebody who sees one only.
    const isIdle = options.length < 2 && chosen === null;
    return isIdle ? [] : [{ label: chrome.t(`publication.search.facet.${name}`), options }];
  });
}

function chosenOf(query: SearchQuery, name: FacetName): string | null {
  if (name === 'year') return wholeYear(query);
  const value = query[name];
  return value === null ? null : String(value);
}

function labelOf({ chrome }: SearchPageInput, name: FacetName, value: string, label: string | null): string {
  if (name === 'kind') return chrome.t(`publication.affairs.${value}`);
  if (name === 'scope') return chrome.t(`publication.scope.short.${value}`);
  return label ?? value;
}
