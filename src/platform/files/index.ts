export {
  discardFile,
  type FileStore,
  findStoredFile,
  type IncomingFile,
  keepFile,
  openFileStore,
  receiveFile,
  stageBytes,
} from './files.ts';
