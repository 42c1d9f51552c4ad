export {
  type BlockPath,
  blocksOf,
  type TablePlace,
  type TextBlock,
  toText,
} from './blocks.ts';
export { canonicalJson, sha256Hex } from './canonical.ts';
export { fromDocx } from './from-docx.ts';
export { fromHtml } from './from-html.ts';
export { fromSheets, type SheetCells, sheetLimits, sheetProblem } from './from-sheet.ts';
export { type HtmlOptions, toHtml, toHtmlBlocks } from './html.ts';
export {
  type ExtractedImage,
  type Found,
  type ImportedText,
  type Loss,
  type LossCode,
  type OfficialPart,
  officialParts,
} from './imported.ts';
export { fromMarkdown } from './markdown.ts';
export { richtextMessages } from './messages.ts';
export {
  type Align,
  type Block,
  type Cell,
  emptyRichText,
  type Image,
  type Inline,
  type Mark,
  type Paragraph,
  type ParagraphRole,
  paragraph,
  type RichText,
  type Table,
} from './model.ts';
export { normalizeRichText } from './normalize.ts';
export { fromPlainText } from './official.ts';
export { readWordFile, type WordRefusal } from './read-docx.ts';
export { richText } from './schema.ts';
