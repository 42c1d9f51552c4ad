import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { done, type RefusalParams, refuse } from '#kernel';
import type { TableLimits, TableRefusalCode, TableResult } from './types.ts';

type Entry = {
  readonly fileName: string;
  readonly uncompressedSize: number;
  readonly generalPurposeBitFlag: number;
};
type ZipFile = {
  readonly entryCount: number;
  readEntry(): void;
  openReadStream(entry: Entry, then: (error: Error | null, stream: Readable) => void): void;
  on(event: 'entry', hear: (entry: Entry) => void): void;
  on(event: 'end', hear: () => void): void;
  on(event: 'error', hear: (error: Error) => void): void;
  close(): void;
};
type Yauzl = {
  fromBuffer(
    bytes: Buffer,
    options: { lazyEntries: boolean; validateEntrySize: boolean },
    then: (error: Error | null, zip: ZipFile) => void,
  ): void;
};

// yauzl ships no types; this names the part we use.
const yauzl: Yauzl = createRequire(import.meta.url)('yauzl');

const MAX_ENTRIES = 5_000;

/**
 * Walks a zip before any parser sees it: no encryption, few enough parts, and no more bytes than declared and allowed.
 * Every part is really inflated (and thrown away), because a bomb lies about its sizes.
 * @returns the names of the parts
 */
export function inspectZip(bytes: Buffer, limits: TableLimits): Promise<TableResult<readonly string[]>> {
  return new Promise((resolve) => {
    const stop = (code: TableRefusalCode, params: RefusalParams = {}) => resolve(refuse(code, 415, params));
    const tooLarge = () => stop('table-unpacks-too-large', { max: limits.maxUnpackedBytes });
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySize: true }, (error, zip) => {
      if (error !== null) return stop('table-damaged');
      const names: string[] = [];
      let declared = 0;
      if (zip.entryCount > MAX_ENTRIES) return tooLarge();
      zip.on('error', () => stop('table-damaged'));
      zip.on('end', () => resolve(done(names)));
      zip.on('entry', (entry) => {
        names.push(entry.fileName);
        declared += entry.uncompressedSize;
        if ((entry.generalPurposeBitFlag & 1) === 1) return stop('table-encrypted');
        if (declared > limits.maxUnpackedBytes) return tooLarge();
        inflate(zip, entry).then(
          () => zip.readEntry(),
          () => stop('table-damaged'),
        );
      });
      zip.readEntry();
    });
  });
}

/** yauzl itself ends the stream with an error as soon as a part is longer or shorter than declared. */
function inflate(zip: ZipFile, entry: Entry): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(error);
      stream.on('data', () => undefined);
      stream.on('end', resolve);
      stream.on('error', reject);
    });
  });
}

/** Does the content agree with the ending, and is it free of macros? */
export function officeParts(kind: 'xlsx' | 'docx', names: readonly string[]): TableResult<null> {
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) return refuse('table-has-macros', 415, {});
  const main = kind === 'xlsx' ? /^xl\/workbook\.(xml|bin)$/i : /^word\/document\.xml$/i;
  if (names.some((name) => main.test(name.replace(/^\//, '')))) return done(null);
  return refuse('table-mislabelled', 415, { ending: `.${kind}`, found: foundOffice(names) });
}

function foundOffice(names: readonly string[]): string {
  if (names.some((name) => name.startsWith('xl/'))) return '.xlsx';
  if (names.some((name) => name.startsWith('word/'))) return '.docx';
  if (names.some((name) => name.startsWith('ppt/'))) return '.pptx';
  return '.zip';
}
