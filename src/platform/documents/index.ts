export { openZip, writeZip, type Zip, type ZipEntry, ZipFault } from './zip.ts';
