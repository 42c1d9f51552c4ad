export { type Bucket, openBucket } from './bucket.ts';
export { BucketFault } from './bucket-faults.ts';
export { COLLECT_FILES, collectFiles, collectJob, type NamingColumn } from './collect.ts';
export { type CopyReport, copyToBucket } from './copy.ts';
export { fileFailPoints } from './fail-points.ts';
export {
  discardFile,
  type FileStore,
  fileStoreIn,
  findStoredFile,
  type IncomingFile,
  keepFile,
  openFileStore,
  placeOf,
  receiveFile,
  stageBytes,
} from './files.ts';
