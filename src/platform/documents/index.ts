export { type InspectedFile, inspectBytes, inspectFile, type ReceivedFile } from './inspect.ts';
export {
  archiveLimits,
  type FileKind,
  type FileRefusal,
  type FileRefusalCode,
  fileRefusalCodes,
  isSafeFileName,
  kindOfName,
} from './kinds.ts';
export { documentsMessages } from './messages.ts';
export { decodeText, type TextEncoding } from './text.ts';
export { openZip, writeZip, type Zip, type ZipEntry } from './zip.ts';
