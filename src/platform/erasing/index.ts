export { normalWords, wordFinder } from './words.ts';
