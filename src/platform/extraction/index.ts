export { type ExtractLimits, extractLimits, extractText } from './extract.ts';
export { extractionMessages } from './messages.ts';
export { cleanSection, cleanText, sectionsOf, sectionWords, textOf } from './sections.ts';
export {
  type Extracted,
  type ExtractNote,
  type ExtractRefusalCode,
  type ExtractResult,
  extractNoteCodes,
  extractRefusalCodes,
  type Section,
  type SectionKind,
  sectionKinds,
} from './types.ts';
