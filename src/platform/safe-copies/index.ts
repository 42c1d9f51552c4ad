export { findPdfPlaces, maskFile, type PdfPlaces, pictureOfPage, redactPdfFile } from './in-thread.ts';
export { safeCopiesMessages } from './messages.ts';
export { keepsWords } from './same-words.ts';
export { stripMetadata } from './strip-metadata.ts';
export {
  type Edit,
  type Find,
  type Masked,
  maskedKinds,
  type PageSize,
  type Passage,
  type RedactionBox,
  type Removed,
  type RemovedCode,
  type SafeCopyCode,
  type SafeCopyResult,
  type Stripped,
  type Warning,
  type WarningCode,
} from './types.ts';
