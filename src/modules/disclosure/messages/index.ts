export { refusals } from './refusals.ts';
export { words } from './words.ts';
