/** Front door of similarity (雷同比对): what published texts does this one copy? It advises and never blocks. */
export { dropAllTexts, dropText, type KeepText, keepBoilerplate, keepText } from './commands.ts';
export { similarityModule } from './module.ts';
export {
  type Answer,
  findSimilar,
  type Library,
  type LoadedText,
  type Match,
  type Question,
  type Run,
} from './queries.ts';
export type { KnownText } from './store.ts';
