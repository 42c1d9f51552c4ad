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
export { fromDocx } from './from-docx.ts';
export { fromHtml } from './from-html.ts';
export { type HtmlOptions, toHtml } from './html.ts';
export { type ExtractedImage, type ImportedText, type Loss, type LossCode, lossCodes } from './imported.ts';
export { fromMarkdown } from './markdown.ts';
export { richtextMessages } from './messages.ts';
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
export { fromEditorJson, normalizeRichText } from './normalize.ts';
export { dateOfLine, fromPlainText, headingLevelOf, isDocumentNumber } from './official.ts';
export { isCleanText, isSafeHref, richText, type SizeProblem, sizeProblem } from './schema.ts';
