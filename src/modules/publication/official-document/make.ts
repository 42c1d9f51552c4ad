import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { RevisionContent } from '#modules/disclosure';
import { runInThread } from '#platform/documents';
import { type FileStore, findStoredFile } from '#platform/files';
import { canonicalJson } from '#platform/richtext';
import { fontsInUse, TypesettingFault } from '#platform/typesetting';
import { createKept } from './kept.ts';
import { partsOf } from './parts.ts';
import { measuresInForce } from './settings.ts';
import { officialData, typesetOfficial } from './typeset-data.ts';
import type { WordInput } from './word/to-word.ts';

export const documentKinds = ['pdf', 'docx'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What a document is made from: the signed content and what stands beside it. */
export type DocumentSource = {
  /** Item or revision it belongs to: what is dropped together. */
  readonly owner: string;
  readonly content: RevisionContent;
  /** Name of the issuing unit on the day of issue. */
  readonly unitName: string;
  /** 索引号 and address, where there are any. */
  readonly keywords: readonly string[];
  /** Pictures of the text that are still there. */
  readonly pictures: readonly { readonly sha256: string; readonly media: string }[];
};

export type MadeDocument = {
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Characters no font has; of a PDF. */
  readonly missing: readonly string[];
};

/** Bytes kept in memory; everything can be made again from what is signed. */
const KEPT_MEGABYTES = 48;
const KEPT_MS = 10 * 60_000;
const kept = createKept<MadeDocument>(KEPT_MEGABYTES * 1_048_576, KEPT_MS, (made) => made.bytes.length);

/** Forgets what was made for an item that is withdrawn or erased from. */
export const dropDocuments = (owner: string): void => kept.drop(owner);

/**
 * The document of a content as PDF or Word file. The caller has asked whether this reader may have it.
 * The same content, measures and fonts give the same bytes.
 * @throws TypesettingFault
 */
export async function makeDocument(
  kind: DocumentKind,
  source: DocumentSource,
  files: FileStore,
): Promise<MadeDocument> {
  const { content, unitName, keywords, pictures } = source;
  const measures = measuresInForce();
  const fonts = kind === 'pdf' ? (await fontsInUse()).key : '';
  const key = createHash('sha256')
    .update(canonicalJson({ kind, content, unitName, keywords, pictures, measures, fonts }))
    .digest('hex');
  return kept.get(source.owner, key, () => makeNow(kind, source, files));
}

async function makeNow(kind: DocumentKind, source: DocumentSource, files: FileStore): Promise<MadeDocument> {
  const { content, unitName, keywords } = source;
  const parts = partsOf({
    title: content.title,
    documentNumber: content.documentNumber,
    unitName,
    body: content.body,
  });
  const pictures = await readPictures(source.pictures, files);
  const measures = measuresInForce();
  if (kind === 'docx') {
    const bytes = await wordInThread({
      parts,
      measures,
      keywords,
      author: unitName,
      pictures: bytesOf(pictures),
    });
    return { bytes, sha256: sha256Of(bytes), missing: [] };
  }
  const fileOf = (sha256: string) => pictures.get(sha256)?.name ?? null;
  const data = officialData(parts, measures, { keywords, author: unitName, fileOf });
  const named = new Map([...pictures.values()].map(({ name, bytes }) => [name, bytes] as const));
  const { pdf, missing } = await typesetOfficial(data, named);
  return { bytes: pdf, sha256: sha256Of(pdf), missing };
}

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Time and memory for one Word file; a text of two hundred pages takes a tenth of both. */
const limits = { megabytes: 280, millis: 60_000 };

async function wordInThread(input: WordInput): Promise<Buffer> {
  const made = await runInThread<Uint8Array>(new URL('./word/word-task.ts', import.meta.url), input, limits);
  if (made.ok) return Buffer.from(made.value);
  throw new TypesettingFault(made.fault, 'the Word file could not be made');
}

/** A picture as a layout takes it, by the name the data call it. */
export type Picture = { readonly name: string; readonly bytes: Buffer };

const endings: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg' };
const MOST_PICTURES = 60 * 1_048_576;

/** Pictures the layouts take; beyond the bound, and of other kinds, their description stands in. */
export async function readPictures(
  pictures: DocumentSource['pictures'],
  files: FileStore,
): Promise<ReadonlyMap<string, Picture>> {
  const found = new Map<string, Picture>();
  let total = 0;
  for (const { sha256, media } of pictures) {
    const ending = endings[media];
    const stored = ending === undefined ? undefined : await findStoredFile(files, sha256);
    if (stored === undefined || total + stored.size > MOST_PICTURES) continue;
    total += stored.size;
    found.set(sha256, { name: `${sha256}.${ending}`, bytes: await buffer(stored.open()) });
  }
  return found;
}

const bytesOf = (pictures: ReadonlyMap<string, Picture>) =>
  new Map([...pictures].map(([sha256, { bytes }]) => [sha256, bytes] as const));
