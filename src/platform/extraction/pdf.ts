import { openPdf, type PdfDocument, type PdfPage } from '#platform/documents';
import type { Collector } from './collector.ts';
import { linesOf, type PlacedText } from './placed-lines.ts';
import { namedTextEvents } from './plain-parts.ts';
import { readXmlText } from './xml-text.ts';

/** Pieces of one page beyond which the rest of it is not read. */
const mostPieces = 200_000;

export class LockedPdf extends Error {}
export class DamagedPdf extends Error {}

/** All words of a PDF: its pages line by line, its notes and form fields, its bookmarks, its properties. */
export async function readPdf(bytes: Buffer, to: Collector): Promise<void> {
  const opened = await openPdf(bytes);
  if (!opened.ok) throw opened.fault === 'encrypted' ? new LockedPdf() : new DamagedPdf();
  try {
    const document = opened.value;
    const empty: number[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      if (!(await readPage(page, String(number), to))) empty.push(number);
      page.cleanup();
    }
    if (empty.length > 0) to.note('extract-page-without-text', { pages: ranges(empty), count: empty.length });
    await readOutline(document, to);
    await readInformation(document, to);
  } finally {
    await opened.close();
  }
}

/** @returns whether the page has words */
async function readPage(page: PdfPage, label: string, to: Collector): Promise<boolean> {
  const turned = new Map<number, PlacedText[]>();
  const matrix = page.getViewport({ scale: 1 }).transform;
  let count = 0;
  for await (const piece of textPieces(page)) {
    count += 1;
    if (count > mostPieces) {
      to.note('extract-cut', { most: mostPieces });
      break;
    }
    const { turn, ...placed } = place(piece, matrix);
    const list = turned.get(turn) ?? [];
    turned.set(turn, list);
    list.push(placed);
  }
  let any = false;
  for (const [, pieces] of [...turned].sort(([a], [b]) => a - b))
    for (const line of linesOf(pieces)) {
      any = true;
      to.line('page', label, line);
    }
  await readAnnotations(page, label, to);
  return any;
}

type Piece = { readonly str: string; readonly transform: readonly number[]; readonly width: number };

async function* textPieces(page: PdfPage): AsyncGenerator<Piece> {
  const reader = page.streamTextContent({ includeMarkedContent: false }).getReader();
  for (;;) {
    const { value, done }: { value?: { items: readonly Piece[] }; done: boolean } = await reader.read();
    if (done) return;
    for (const item of value?.items ?? []) if (item.str !== '') yield item;
  }
}

/** Where a piece stands on the page as it is shown; text turned by a quarter is laid level with its like. */
function place(
  piece: Piece,
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[],
): PlacedText & { turn: number } {
  const [ta = 1, tb = 0, tc = 0, td = 1, te = 0, tf = 0] = piece.transform;
  const x = a * te + c * tf + e;
  const y = b * te + d * tf + f;
  const right = { x: a * ta + c * tb, y: b * ta + d * tb };
  const up = { x: a * tc + c * td, y: b * tc + d * td };
  const turn = (Math.round(Math.atan2(right.y, right.x) / (Math.PI / 2)) + 4) % 4;
  const [level, down] = [
    [x, y],
    [y, -x],
    [-x, -y],
    [-y, x],
  ][turn] ?? [x, y];
  const size = Math.hypot(up.x, up.y) || Math.hypot(right.x, right.y) || 1;
  return { text: piece.str, x: level ?? x, y: down ?? y, width: piece.width, size, turn };
}

type Annotation = {
  readonly contentsObj?: { readonly str?: string };
  readonly titleObj?: { readonly str?: string };
  readonly fieldName?: string;
  readonly fieldValue?: string | readonly string[];
  readonly alternativeText?: string;
  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly textContent?: readonly string[];
};

async function readAnnotations(page: PdfPage, label: string, to: Collector): Promise<void> {
  const annotations: readonly Annotation[] = await page.getAnnotations();
  for (const one of annotations) {
    to.line('comment', label, one.contentsObj?.str ?? '');
    const value = [one.fieldValue ?? ''].flat().join(' ');
    if (value !== '') to.line('page', `${label} form`, `${one.fieldName ?? ''}\t${value}`);
    to.line('hidden', label, one.alternativeText ?? '');
    if ((one.titleObj?.str ?? '') !== '') to.line('metadata', label, `author\t${one.titleObj?.str}`);
    to.line('metadata', 'link', one.url ?? one.unsafeUrl ?? '');
  }
}

type Outline = { readonly title: string; readonly items: readonly Outline[] };

async function readOutline(document: PdfDocument, to: Collector): Promise<void> {
  const open: Outline[] = [...((await document.getOutline()) ?? [])].reverse();
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    to.line('hidden', 'outline', one.title);
    for (const item of one.items.toReversed()) open.push(item);
  }
}

/** Words of the information dictionary; versions, dates and switches are none. */
const words: readonly string[] = [
  'Title',
  'Author',
  'Subject',
  'Keywords',
  'Company',
  'Manager',
  'SourceModified',
];

async function readInformation(document: PdfDocument, to: Collector): Promise<void> {
  const { info, metadata } = await document.getMetadata();
  const entries: [string, unknown][] = Object.entries(info);
  const custom: unknown = entries.find(([key]) => key === 'Custom')?.[1];
  const own: [string, unknown][] =
    typeof custom === 'object' && custom !== null ? Object.entries(custom) : [];
  for (const [key, value] of [...entries.filter(([one]) => words.includes(one)), ...own])
    if (typeof value === 'string' && value.trim() !== '') to.line('metadata', '', `${key}\t${value}`);
  // A PDF without XMP has null here, whatever the types say.
  const xmp: unknown = metadata?.getRaw();
  if (typeof xmp !== 'string') return;
  const events = namedTextEvents(
    (key, text) => isXmpWord(key) && to.line('metadata', 'XMP', `${key}\t${text}`),
  );
  readXmlText(xmp, events);
}

/** Dates, identifiers of versions and names of programs in XMP. */
export function isXmpWord(name: string): boolean {
  return !/^(?:ModifyDate|CreateDate|MetadataDate|DocumentID|InstanceID|OriginalDocumentID|CreatorTool|Producer|PDFVersion|format|when|action|softwareAgent|changed|instanceID|documentID|Format|ColorMode|ICCProfile)$/.test(
    name,
  );
}

/** `1-3、7`, as a person says it. */
function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < numbers.length && parts.length < 40; ) {
    let end = at;
    while (numbers[end + 1] === (numbers[end] ?? 0) + 1) end += 1;
    parts.push(end === at ? String(numbers[at]) : `${numbers[at]}-${numbers[end]}`);
    at = end + 1;
  }
  return parts.join('、');
}
