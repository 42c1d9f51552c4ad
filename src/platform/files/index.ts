export { COLLECT_FILES, collectFiles, collectJob, type NamingColumn } from './collect.ts';
export {
  discardFile,
  type FileStore,
  fileStoreIn,
  findStoredFile,
  type IncomingFile,
  keepFile,
  openFileStore,
  receiveFile,
  stageBytes,
} from './files.ts';
