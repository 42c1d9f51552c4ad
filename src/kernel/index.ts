export {
  type Actor,
  type Affiliation,
  covers,
  type Grant,
  type Reach,
  type Role,
  roles,
  type UnitRef,
} from './actor.ts';
export type { Fact, NewFact } from './fact.ts';
export type { FactId, Id, LineId, PersonId, UnitId } from './id.ts';
export {
  type Done,
  done,
  type Refusal,
  type RefusalParams,
  type RefusalStatus,
  type Result,
  refuse,
} from './result.ts';
export { type AffairsKind, affairsKinds, type Mode, modes, type Scope, scopes } from './vocabulary.ts';
