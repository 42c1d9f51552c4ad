export { foldWords, normalWords, wordFinder } from './words.ts';
