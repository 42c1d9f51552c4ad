import { readFile } from 'node:fs/promises';
import {
  archiveLimits,
  type FileKind,
  kindOfName,
  openZip,
  XmlFault,
  type Zip,
  ZipFault,
} from '#platform/documents';
import { TooManyTexts } from '#platform/tabular';
import { type Collector, createCollector, EnoughText } from './collector.ts';
import { readDocx } from './docx.ts';
import { readOfd } from './ofd.ts';
import { DamagedPdf, LockedPdf, readPdf } from './pdf.ts';
import { readJpeg, readPng } from './picture.ts';
import { readCsv, readPlain } from './plain.ts';
import { readPptx } from './pptx.ts';
import type { Extracted } from './types.ts';
import { readXlsxText } from './xlsx.ts';

/** What the thread is told. */
export type ExtractTask = {
  readonly path: string;
  readonly kind: FileKind;
  /** characters kept at most */
  readonly most: number;
};

export type ReadAnswer =
  | { readonly ok: true; readonly value: Extracted }
  | { readonly ok: false; readonly fault: 'damaged' | 'encrypted' | 'too-complex' };

/** Runs in the thread for files. */
export async function run({ path, kind, most }: ExtractTask): Promise<ReadAnswer> {
  const to = createCollector(most);
  try {
    await readKind(path, kind, to);
  } catch (error) {
    if (error instanceof EnoughText) to.note('extract-cut', { most });
    else {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      return { ok: false, fault };
    }
  }
  return { ok: true, value: to.take() };
}

function faultOf(error: unknown): 'damaged' | 'encrypted' | 'too-complex' | undefined {
  if (error instanceof LockedPdf) return 'encrypted';
  if (error instanceof TooManyTexts) return 'too-complex';
  return error instanceof DamagedPdf || error instanceof XmlFault || error instanceof ZipFault
    ? 'damaged'
    : undefined;
}

/** @param source path of a file, or the bytes of one inside an archive */
async function readKind(source: string | Buffer, kind: FileKind, to: Collector): Promise<void> {
  const inArchive = zipReaders[kind];
  if (inArchive !== undefined) return withZip(source, (zip) => inArchive(zip, to));
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  if (kind === 'pdf') return readPdf(bytes, to);
  if (kind === 'png') return readPng(bytes, to);
  if (kind === 'jpg') return readJpeg(bytes, to);
  if (!(kind === 'csv' ? readCsv(bytes, to) : readPlain(bytes, to))) throw new ZipFault('damaged', 'no text');
}

const zipReaders: Partial<Record<FileKind, (zip: Zip, to: Collector) => Promise<void>>> = {
  docx: readDocx,
  xlsx: readXlsxText,
  pptx: readPptx,
  ofd: readOfd,
  zip: readArchive,
};

async function withZip(source: string | Buffer, read: (zip: Zip) => Promise<void>): Promise<void> {
  const zip = await openZip(source, archiveLimits.entriesInOffice);
  try {
    await read(zip);
  } finally {
    zip.close();
  }
}

/** The names of the files in an archive, then each file by the rules of its kind. One that cannot be read is noted. */
async function readArchive(zip: Zip, to: Collector): Promise<void> {
  const entries = zip.entries.filter((entry) => !entry.isDirectory);
  for (const { name } of entries) to.line('entry', '', name);
  for (const { name } of entries) {
    const kind = kindOfName(name);
    try {
      if (kind === undefined || kind === 'zip') throw new ZipFault('damaged', 'no kind that is read');
      await readKind(await zip.read(name, archiveLimits.entry), kind, to.within(name));
    } catch (error) {
      if (error instanceof EnoughText || faultOf(error) === undefined) throw error;
      to.note('extract-entry-not-read', { entry: name });
    }
  }
}
