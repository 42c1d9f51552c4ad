export { bootNumber, isOfThisBoot } from './boot.ts';
export { type Closing, closeReadyPages } from './closing.ts';
export { type EarlyFront, type Front, type Meanwhile, putInFront, putInFrontOfNothing } from './front.ts';
export { type Range, readRange } from './range.ts';
export { type Accepted, type Encoding, openReadyPages, type ReadyPage, type ReadyPages } from './read.ts';
export { acceptedBy, pairsOf, sendReady } from './send.ts';
export {
  type MadePage,
  type Making,
  openReadyWriter,
  type PutOutcome,
  type ReadyWriter,
} from './write.ts';
