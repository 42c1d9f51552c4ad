import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { stripJpeg } from './picture.ts';
import { newTally, type Tally } from './tally.ts';
import type { Stripped } from './types.ts';

const name = (text: string) => PDFName.of(text);

export function loadPdf(data: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(data, { updateMetadata: false, throwOnInvalidObject: false });
}

/** Writes what the document leads to and nothing else, the same bytes every time. */
export async function savePdf(document: PDFDocument): Promise<Uint8Array> {
  dropUnreachable(document);
  return document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
}

/** A PDF without properties, XMP, files inside, names and notes of commentators, and earlier states of itself. */
export async function stripPdf(data: Uint8Array): Promise<Stripped> {
  const document = await loadPdf(data);
  const tally = newTally();
  if (isSigned(document)) {
    // Any rewriting breaks an electronic signature; the people who publish decide (README).
    tally.warn('signed');
    return { data, removed: [], warnings: tally.warnings() };
  }
  cleanPdf(document, tally);
  tally.took('old-revisions', earlierStates(data));
  const loose = dropUnreachable(document);
  // Our own writing, with nothing in it to take out: stays as it is, whoever strips it again.
  if (isOurs(data) && loose === 0 && tally.removed().length === 0)
    return { data, removed: [], warnings: tally.warnings() };
  return { data: await savePdf(document), removed: tally.removed(), warnings: tally.warnings() };
}

const isSigned = (document: PDFDocument) =>
  dictionaries(document).some((one) => one.has(name('ByteRange')) && one.has(name('Contents')));

/** Takes everything out that is about people and programs. */
export function cleanPdf(document: PDFDocument, tally: Tally): void {
  const { context, catalog } = document;
  const info = context.trailerInfo.Info;
  const properties = info === undefined ? undefined : context.lookup(info);
  if (properties instanceof PDFDict && properties.keys().length > 0) tally.took('properties');
  delete context.trailerInfo.Info;
  delete context.trailerInfo.ID;
  const names = catalog.lookup(name('Names'));
  if (names instanceof PDFDict && names.has(name('EmbeddedFiles'))) {
    names.delete(name('EmbeddedFiles'));
    tally.took('embedded-objects');
  }
  for (const one of dictionaries(document)) cleanDictionary(one, tally);
  const layers = catalog.lookup(name('OCProperties'));
  if (layers instanceof PDFDict) {
    const settings = layers.lookup(name('D'));
    const off = settings instanceof PDFDict ? settings.lookup(name('OFF')) : undefined;
    tally.warn('hidden-layers', off instanceof PDFArray ? off.size() : 0);
  }
  for (const page of document.getPages()) dropNotes(page.node.lookup(name('Annots')), tally);
  cleanPictures(document, tally);
}

function cleanDictionary(one: PDFDict, tally: Tally): void {
  if (one.has(name('Metadata')))
    tally.took('properties', one.lookup(name('Metadata')) instanceof PDFStream ? 1 : 0);
  for (const key of ['Metadata', 'PieceInfo', 'LastModified', 'AF']) one.delete(name(key));
  // Names of people who commented, and when.
  if (!one.has(name('Subtype')) || !one.has(name('Rect'))) return;
  const subtype = one.lookup(name('Subtype'));
  const isComment = markup.has(subtype instanceof PDFName ? subtype.decodeText() : '');
  if (!isComment) return;
  let count = 0;
  for (const key of ['T', 'CreationDate', 'M', 'Subj', 'RC', 'Popup', 'IRT'])
    if (one.has(name(key))) {
      if (key === 'T') count = 1;
      one.delete(name(key));
    }
  // The words of a mark stand beside the page, not on it; those of a text box are the box.
  if (!one.has(name('DA'))) one.delete(name('Contents'));
  tally.took('annotation-authors', count);
}

const markup = new Set([
  'Text',
  'FreeText',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Stamp',
  'Caret',
  'Ink',
  'Popup',
  'FileAttachment',
]);

/** Notes, their windows and attached files are comments: they go whole. */
const notes = new Set(['Text', 'Popup', 'Caret', 'FileAttachment', 'Sound']);

function dropNotes(annotations: PDFObject | undefined, tally: Tally): void {
  if (!(annotations instanceof PDFArray)) return;
  for (let at = annotations.size() - 1; at >= 0; at -= 1) {
    const one = annotations.lookup(at);
    const subtype = one instanceof PDFDict ? one.lookup(name('Subtype')) : undefined;
    const kind = subtype instanceof PDFName ? subtype.decodeText() : '';
    if (!notes.has(kind)) continue;
    annotations.remove(at);
    if (kind !== 'Popup') tally.took('comments');
  }
}

/** A photograph put into a PDF as it came from the camera still says where it was taken. */
function cleanPictures(document: PDFDocument, tally: Tally): void {
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    const filter = object.dict.lookup(name('Filter'));
    const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
    if (!(only instanceof PDFName) || only.decodeText() !== 'DCTDecode') continue;
    try {
      const clean = stripJpeg(object.contents);
      if (clean.dropped === 0) continue;
      document.context.assign(ref, PDFRawStream.of(object.dict, clean.data));
      tally.took('picture-metadata');
    } catch {
      // No whole JPEG: readers skip it or show part of it; nothing of it is taken for metadata.
    }
  }
}

/** Every dictionary in the file, those inside others and of streams included. */
function dictionaries(document: PDFDocument): PDFDict[] {
  const found: PDFDict[] = [];
  const visit = (object: PDFObject | undefined, depth: number) => {
    if (object === undefined || depth > 60) return;
    if (object instanceof PDFStream) visit(object.dict, depth + 1);
    else if (object instanceof PDFArray) for (const one of object.asArray()) visit(one, depth + 1);
    else if (object instanceof PDFDict) {
      found.push(object);
      for (const one of object.values()) visit(one, depth + 1);
    }
  };
  for (const [, object] of document.context.enumerateIndirectObjects()) visit(object, 0);
  return found;
}

/** Objects nothing leads to are former pages, deleted pictures, old text: not written. @returns how many there were */
function dropUnreachable({ context }: PDFDocument): number {
  const reached = new Set<PDFRef>();
  const waiting: PDFObject[] = [context.trailerInfo.Root].filter((one) => one !== undefined);
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      const target = context.lookup(object);
      if (target !== undefined) waiting.push(target);
    } else if (object instanceof PDFStream) {
      // Written anew beside the stream; a number of its own would be left behind.
      object.dict.delete(name('Length'));
      waiting.push(object.dict);
    } else if (object instanceof PDFArray) waiting.push(...object.asArray());
    else if (object instanceof PDFDict) waiting.push(...object.values());
  }
  const loose = context.enumerateIndirectObjects().filter(([ref]) => !reached.has(ref));
  for (const [ref] of loose) context.delete(ref);
  return loose.filter(([, object]) => !isDirectory(object)).length;
}

/** Tables of contents of the file itself: written anew in any case. */
function isDirectory(object: PDFObject): boolean {
  const type = object instanceof PDFStream ? object.dict.lookup(name('Type')) : undefined;
  return type instanceof PDFName && ['XRef', 'ObjStm'].includes(type.decodeText());
}

/** The four bytes that pdf-lib writes behind the head of a file. */
const isOurs = (data: Uint8Array) =>
  /^%PDF-1\.\d\n%\x81{4}/.test(Buffer.from(data.subarray(0, 20)).toString('latin1'));

/** How often the file was saved on top of itself; a file made for the web has two ends from the start. */
function earlierStates(data: Uint8Array): number {
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
  const ends = text.match(/startxref\s{1,10}\d/g)?.length ?? 1;
  return Math.max(0, ends - (/\/Linearized\b/.test(text.slice(0, 2_000)) ? 2 : 1));
}
