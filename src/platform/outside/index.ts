export { askOutside, type OutsideAnswer, type OutsideRules } from './ask.ts';
export { ClosedAddress, guardedLookup, isOpenAddress, literalOf } from './guard.ts';
