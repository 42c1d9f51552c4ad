/**
 * Front door of organisations: units in their tree, lines across it, who answers for opening in them.
 */
export {
  appoint,
  changeDetails,
  changeLine,
  changePost,
  createLine,
  createUnit,
  dissolveUnit,
  endPost,
  handOver,
  mergeUnit,
  moveUnit,
  renameUnit,
  saveLeadingGroup,
} from './commands/index.ts';
export type { OrganisationFacts } from './facts.ts';
export type { GapView, LeadershipView, LineView, UnitPage, UnitSummary, UnitView } from './forms.ts';
export { exportHeading, exportUnits } from './import/export.ts';
export { carryOut, checkImport, commitImport, startImport } from './import/runs.ts';
export { organisations } from './module.ts';
export {
  type CoverageValues,
  coverageValues,
  coveredParts,
  coversAll,
  findRootRef,
  findUnit,
  findUnitByCode,
  findUnitDetails,
  findUnitRef,
  getLeadership,
  getUnitRef,
  isCovered,
  listChildren,
  listCoveredRoots,
  listCoveredUnits,
  listGaps,
  listGapsOfUnit,
  listHistory,
  listLines,
  listNames,
  listNamesInTexts,
  listUnitPlaces,
  searchTerms,
  searchUnits,
  unitNameAt,
} from './queries/index.ts';
export {
  type PostKind,
  postKinds,
  type UnitKind,
  type UnitLevel,
  type UnitState,
  unitKinds,
  unitLevels,
} from './vocabulary.ts';
