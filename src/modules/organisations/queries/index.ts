export { type CoverageValues, coverageValues, coveredParts, coversAll, isCovered } from './coverage.ts';
export { type GapOptions, listGaps, listGapsOfUnit } from './gaps.ts';
export { listHistory } from './history.ts';
export { getLeadership, toPostView } from './leadership.ts';
export { listLines } from './lines.ts';
export { type SearchOptions, searchTerms, searchUnits } from './search.ts';
export {
  findRootRef,
  findUnit,
  findUnitByCode,
  findUnitDetails,
  findUnitRef,
  getUnitRef,
  listChildren,
  listCoveredRoots,
  listCoveredUnits,
  listNames,
  listNamesInTexts,
  listUnitNames,
  listUnitPlaces,
  readUnit,
  unitNameAt,
} from './units.ts';
