export type { Fact, NewFact } from './fact.ts';
export type { FactId, Id, LineId, PersonId, UnitId } from './id.ts';
export { type Done, done, type Refusal, type RefusalParams, type RefusalStatus, type Result, refuse } from './result.ts';
