export { eachCsvRow } from './csv.ts';
export { messages as tabularMessages } from './messages.ts';
export { columnName } from './place.ts';
export { readTables, type SheetRow, streamRows } from './read.ts';
export { guardText, unguardText } from './safe-text.ts';
export {
  type Cell,
  defaultLimits,
  type PlainRow,
  type Sheet,
  type TableKind,
  type TableLimits,
  type TableRefusal,
  type TableRefusalCode,
  type TableResult,
  type TabularFile,
  tableRefusals,
  type UploadedFile,
} from './types.ts';
export { csvChunks, csvLine, type Value, type WrittenSheet, writeCsv, writeXlsx } from './write.ts';
export { type RawCell, readXlsx, TooManyTexts, type WorkbookEvents } from './xlsx.ts';
