export { parseTimeLimit, timeKindOf } from './parse.ts';
export {
  type Clause,
  type LimitKind,
  type LimitUnit,
  limitKinds,
  limitUnits,
  type Operator,
  operators,
  type ParsedTimeLimit,
  type Trigger,
  triggers,
} from './vocabulary.ts';
