export { escapeAttribute, escapeText, isSafeUrl } from './escape.ts';
export {
  type Attributes,
  attrs,
  type Html,
  type HtmlValue,
  html,
  join,
  toDocument,
  toMarkup,
  trustHtml,
} from './html.ts';
export { htmlProblems } from './problems.ts';
