export { compareDuties, DROPPED, type DutyChanges, type StoredDuty } from './compare.ts';
export { planDuties } from './plan.ts';
export { DUE_SOON_DAYS, MISSED_AFTER_DAYS, standingOf } from './standing.ts';
export {
  type DutyDefaultKey,
  type DutyDefaults,
  type DutyRow,
  type HappenedEvent,
  initialDefaults,
  type PlanInput,
  type PlannedDuty,
  type Posting,
} from './types.ts';
