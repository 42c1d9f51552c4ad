import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFPage, type PDFRef } from '@cantoo/pdf-lib';
import { done, refuse } from '#kernel';
import { embedGlyphlessFont, glyphlessWidth } from './glyphless-font.ts';
import { cleanPdf, loadPdf, savePdf } from './pdf-clean.ts';
import { type Glyph, glyphsOf } from './pdf-glyphs.ts';
import { type PDFDocumentProxy, withPdf } from './pdf-open.ts';
import { blackOut, drawPage, type PackedPicture, packPicture, pageSize } from './pdf-picture.ts';
import { newTally } from './tally.ts';
import type { PageSize, RedactionBox, SafeCopyResult } from './types.ts';

const name = (text: string) => PDFName.of(text);

type Redrawn = {
  readonly page: number;
  readonly size: PageSize;
  readonly picture: PackedPicture;
  readonly words: readonly Glyph[];
};

/**
 * Blacks out places of a PDF so that what stood there is not in the file any more. A touched page becomes a picture with the
 * black boxes in it, and invisible words for everything not under a box, so that it is still searched and copied. The file is
 * written anew: nothing of the old page is in it. Untouched pages stay as they are.
 */
export async function redactPdf(
  data: Uint8Array,
  boxes: readonly RedactionBox[],
): Promise<SafeCopyResult<Uint8Array>> {
  const pages = [...new Set(boxes.map((one) => one.page))].sort((a, b) => a - b);
  const redrawn = await withPdf(data, async (pdf) => {
    if (pages.length === 0 || pages.some((page) => page < 1 || page > pdf.numPages)) return undefined;
    const all: Redrawn[] = [];
    for (const page of pages)
      all.push(
        await redraw(
          pdf,
          page,
          boxes.filter((box) => box.page === page),
        ),
      );
    return all;
  });
  if (redrawn === undefined) return refuse('redact-no-page', 400, {}, 'boxes');
  const document = await loadPdf(data);
  const font = embedGlyphlessFont(document.context);
  for (const one of redrawn) replacePage(document, one, font);
  dropTies(document, redrawn);
  cleanPdf(document, newTally());
  const clean = await savePdf(document);
  return (await isClean(clean, boxes, document.getPageCount()))
    ? done(clean)
    : refuse('redact-left-over', 409);
}

async function redraw(
  pdf: PDFDocumentProxy,
  number: number,
  boxes: readonly RedactionBox[],
): Promise<Redrawn> {
  const page = await pdf.getPage(number);
  const words = (await glyphsOf(page)).filter((glyph) => !boxes.some((box) => isUnder(glyph, box)));
  const { canvas, scale } = await drawPage(page);
  blackOut(canvas, boxes, scale);
  const drawn = { page: number, size: pageSize(page), picture: packPicture(canvas), words };
  page.cleanup();
  return drawn;
}

type Area = Pick<RedactionBox, 'x' | 'y' | 'width' | 'height'>;

/** A sign is under a box as soon as a tenth of it is: half a character can be guessed. */
export function isUnder(glyph: Area, box: Area): boolean {
  const wide = Math.min(glyph.x + glyph.width, box.x + box.width) - Math.max(glyph.x, box.x);
  const high = Math.min(glyph.y + glyph.height, box.y + box.height) - Math.max(glyph.y, box.y);
  return wide > 0 && high > 0 && wide * high > glyph.width * glyph.height * 0.1;
}

/** Entries a page keeps: its place in the tree. Everything else led to the old page. */
function replacePage(document: PDFDocument, { page, size, picture, words }: Redrawn, font: PDFRef): void {
  const { context } = document;
  const { node } = document.getPage(page - 1);
  for (const key of node.keys()) if (!['Type', 'Parent'].includes(key.decodeText())) node.delete(key);
  const image = context.register(
    context.stream(picture.data, {
      Type: 'XObject',
      Subtype: 'Image',
      Width: picture.width,
      Height: picture.height,
      ColorSpace: picture.colors,
      BitsPerComponent: 8,
      Filter: picture.filter,
    }),
  );
  const content = `q ${round(size.width)} 0 0 ${round(size.height)} 0 0 cm /Page Do Q\n${textLayer(words, size)}`;
  node.set(name('MediaBox'), context.obj([0, 0, round(size.width), round(size.height)]));
  // Written out: a value missing here would be inherited from the tree, turned or cut as the old page was.
  node.set(name('CropBox'), context.obj([0, 0, round(size.width), round(size.height)]));
  node.set(name('Rotate'), context.obj(0));
  node.set(name('Resources'), context.obj({ XObject: { Page: image }, Font: { Words: font } }));
  node.set(name('Contents'), context.register(context.flateStream(content)));
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Words drawn with mode 3 (neither filled nor stroked): runs of signs that stand side by side. */
function textLayer(glyphs: readonly Glyph[], size: PageSize): string {
  const runs = runsOf(glyphs);
  return runs.length === 0 ? '' : `BT 3 Tr\n${runs.map((run) => textRun(run, size)).join('\n')}\nET`;
}

/** How far below the top of its box a sign stands on its line, and what the boxes of signs are in ems. */
const boxEms = 1.2;
const belowEms = 0.28;

function textRun(run: readonly Glyph[], page: PageSize): string {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return '';
  const text = run.map((glyph) => glyph.text).join('');
  const isUpright = first.turn === 0 || first.turn === 180;
  const size = Math.max(1, (isUpright ? first.height : first.width) / boxEms);
  const length = isUpright
    ? Math.max(last.x + last.width, first.x + first.width) - Math.min(first.x, last.x)
    : Math.max(last.y + last.height, first.y + first.height) - Math.min(first.y, last.y);
  const stretch = (length / ((text.length * glyphlessWidth * size) / 1000)) * 100;
  const matrix = matrixOfRun(first, page, belowEms * size)
    .map(round)
    .join(' ');
  const hex = Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
  return `/Words ${round(size)} Tf ${round(Math.max(1, stretch))} Tz ${matrix} Tm <${hex}> Tj`;
}

/** Where a line begins and which way it goes, in the page's own space (y upwards). */
function matrixOfRun(glyph: Glyph, page: PageSize, below: number): number[] {
  const { x, width } = glyph;
  const top = page.height - glyph.y;
  const bottom = top - glyph.height;
  switch (glyph.turn) {
    case 0:
      return [1, 0, 0, 1, x, bottom + below];
    case 90:
      return [0, -1, 1, 0, x + below, top];
    case 180:
      return [-1, 0, 0, -1, x + width, top - below];
    case 270:
      return [0, 1, -1, 0, x + width - below, bottom];
  }
}

function runsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs) {
    if (glyph.text === '' || glyph.width <= 0 || glyph.height <= 0) continue;
    const before = runs.at(-1)?.at(-1);
    if (before !== undefined && follows(before, glyph)) runs.at(-1)?.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
}

/** Does a sign stand directly behind another in a line of the same size and direction? */
function follows(before: Glyph, glyph: Glyph): boolean {
  if (before.turn !== glyph.turn) return false;
  const near = (a: number, b: number, most: number) => Math.abs(a - b) < most;
  switch (glyph.turn) {
    case 0:
    case 180: {
      const gap = glyph.turn === 0 ? glyph.x - before.x - before.width : before.x - glyph.x - glyph.width;
      return (
        near(before.y, glyph.y, 1) && near(before.height, glyph.height, 1) && near(gap, 0, glyph.height * 0.2)
      );
    }
    case 90:
    case 270: {
      const gap = glyph.turn === 90 ? glyph.y - before.y - before.height : before.y - glyph.y - glyph.height;
      return (
        near(before.x, glyph.x, 1) && near(before.width, glyph.width, 1) && near(gap, 0, glyph.width * 0.2)
      );
    }
  }
}

/** What is outside pages and repeats their words: the tree for reading aloud, bookmarks, form data, named places. */
function dropTies(document: PDFDocument, redrawn: readonly Redrawn[]): void {
  const { catalog } = document;
  for (const key of [
    'StructTreeRoot',
    'MarkInfo',
    'Outlines',
    'Threads',
    'SpiderInfo',
    'Legal',
    'Perms',
    'Collection',
  ])
    catalog.delete(name(key));
  const form = catalog.lookup(name('AcroForm'));
  if (!(form instanceof PDFDict)) return;
  form.delete(name('XFA'));
  form.delete(name('SigFlags'));
  const fields = form.lookup(name('Fields'));
  const kept = new Set(remainingWidgets(document, redrawn));
  if (!(fields instanceof PDFArray)) return;
  for (let at = fields.size() - 1; at >= 0; at -= 1) if (!leadsTo(fields.lookup(at), kept)) fields.remove(at);
  if (fields.size() === 0) catalog.delete(name('AcroForm'));
}

/** Form fields that still stand on a page. */
function remainingWidgets(document: PDFDocument, redrawn: readonly Redrawn[]): PDFDict[] {
  const touched = new Set(redrawn.map((one) => one.page));
  return document.getPages().flatMap((page: PDFPage, index) => {
    const annotations = touched.has(index + 1) ? undefined : page.node.lookup(name('Annots'));
    if (!(annotations instanceof PDFArray)) return [];
    return annotations.asArray().flatMap((_one, at) => {
      const found = annotations.lookup(at);
      return found instanceof PDFDict ? [found] : [];
    });
  });
}

/** A field with widgets on a redacted page goes whole: its value is one, wherever it is shown. */
function leadsTo(field: unknown, kept: ReadonlySet<PDFDict>): boolean {
  if (!(field instanceof PDFDict)) return false;
  const kids = field.lookup(name('Kids'));
  if (!(kids instanceof PDFArray)) return kept.has(field);
  return kids.asArray().every((_one, at) => leadsTo(kids.lookup(at), kept));
}

/** The proof, on the finished file: all pages there, and no sign under any box. */
async function isClean(data: Uint8Array, boxes: readonly RedactionBox[], count: number): Promise<boolean> {
  return withPdf(data, async (pdf) => {
    if (pdf.numPages !== count) return false;
    for (const number of new Set(boxes.map((one) => one.page))) {
      const glyphs = await glyphsOf(await pdf.getPage(number));
      const under = boxes.filter((box) => box.page === number);
      // The layer is rounded to hundredths and stretched evenly: a neighbour may reach in a little.
      if (
        glyphs.some((glyph) => glyph.text.trim() !== '' && under.some((box) => isUnder(glyph, shrunk(box))))
      )
        return false;
    }
    return true;
  });
}

const shrunk = (box: RedactionBox): Area => ({
  x: box.x + Math.min(1.5, box.width / 4),
  y: box.y + Math.min(1.5, box.height / 4),
  width: Math.max(0.1, box.width - Math.min(3, box.width / 2)),
  height: Math.max(0.1, box.height - Math.min(3, box.height / 2)),
});
