export {
  type BlockPath,
  blocksOf,
  cellText,
  inlineText,
  type TablePlace,
  type TextBlock,
  toText,
} from './blocks.ts';
export { canonicalJson, sha256Hex } from './canonical.ts';
export {
  type Align,
  type Block,
  type Cell,
  emptyRichText,
  heading,
  type Image,
  type Inline,
  limits,
  type Mark,
  type Paragraph,
  type ParagraphRole,
  paragraph,
  paragraphRoles,
  type RichText,
  type Table,
} from './model.ts';
export { isCleanText, isSafeHref, richText, type SizeProblem, sizeProblem } from './schema.ts';
