/**
 * Front door of search (查找). It imports no room: publication gives it documents, and it answers what this reader may see.
 *
 *   search(db: Reader, query: SearchQuery): Promise<SearchPage>      never refuses; notes say what was done with the query
 *   parseSearchQuery(params): SearchQuery                            never throws; what is unknown or bad is left out
 *   searchAddress(query): string                                     `/search?…`, the same address for the same query
 *   indexDocuments(tx, documents) · dropDocuments(tx, items)         in the transaction that shows or takes away the page
 *   suggest(db, text, most): Promise<readonly string[]>              while typing: from titles this reader may see
 *   soundsOf(text): readonly string[]                            pinyin of each sign, for whoever searches without this room
 */
export {
  emptyQuery,
  mostLetters,
  parseSearchQuery,
  type SearchParams,
  searchAddress,
  wholeYear,
} from './address.ts';
export { suggest } from './did-you-mean.ts';
export { soundsOf } from './engine/pinyin.ts';
export { dropDocuments, indexDocuments, listIndexed, listIndexedBelow } from './indexing.ts';
export { searchModule } from './module.ts';
export { pageRows } from './page.ts';
export { search } from './search.ts';
export { mostCandidates as mostBest } from './store.ts';
export type {
  FacetName,
  FacetOption,
  SearchCount,
  SearchDocument,
  SearchNote,
  SearchOrder,
  SearchPage,
  SearchQuery,
  SearchRow,
  SnippetPiece,
} from './types.ts';
