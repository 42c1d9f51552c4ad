export { askOutside, type OutsideAnswer, type OutsideRules } from './ask.ts';
export { guardedLookup, isOpenAddress } from './guard.ts';
