export {
  type InspectedFile,
  inspectBytes,
  inspectFile,
  inspectOfficeFile,
  type ReceivedFile,
} from './inspect.ts';
export {
  archiveLimits,
  type FileKind,
  type FileRefusal,
  type FileRefusalCode,
  fileKinds,
  fileRefusalCodes,
  isSafeFileName,
  kindOfName,
} from './kinds.ts';
export { documentsMessages } from './messages.ts';
export { findMainPart, type Relation, readRelations, readXmlPart } from './office-package.ts';
export { type OpenedPdf, openPdf, type PdfDocument, type PdfPage } from './pdf-open.ts';
export { decodeText, type TextEncoding } from './text.ts';
export { runInThread, type ThreadAnswer, type ThreadFault, type ThreadLimits } from './thread.ts';
export { createXmlReader, type XmlAttributes, type XmlEvents, XmlFault } from './xml.ts';
export { openZip, writeZip, type Zip, type ZipEntry, ZipFault } from './zip.ts';
