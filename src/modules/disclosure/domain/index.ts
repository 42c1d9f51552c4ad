export { reviewFor, type SkippedSeat, type UrgentState, urgentStateOf } from './after-review.ts';
export {
  type Asker,
  type Authority,
  type CaseState,
  currentPlace,
  currentStep,
  type Hand,
  type HandKind,
  type Lane,
  laneOfRequest,
  lanesOn,
  placesOf,
  type SignerRequest,
  stateOfKind,
  stepStates,
  underWayStates,
} from './case-state.ts';
export { answersFor, decide, failureReason, type NextState } from './decide.ts';
export type { About, CaseRefusal } from './gates.ts';
export {
  decidingMoves,
  grantOfKind,
  handLeftBy,
  isProposal,
  type OrderProblem,
  orderProblem,
  type Signed,
} from './hands.ts';
export { bestLane, holdingOf, type Relation, relationOf } from './relation.ts';
export { type MoveRule, ruleOf, startMoves, workflow } from './workflow.ts';
