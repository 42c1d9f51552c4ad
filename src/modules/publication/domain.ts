export {
  decidePublication,
  type Effect,
  type PublishRefusal,
  type Standing,
  validityOn,
} from './domain/decide.ts';
export { formIndexNumber, type IndexParts, isIndexPattern } from './domain/index-number.ts';
export { isMissed, type PlanTimes, planTimes } from './domain/plan.ts';
