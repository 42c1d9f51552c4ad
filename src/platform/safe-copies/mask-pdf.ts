import { type Glyph, glyphsOf, linesOf, type PageText, streamOf } from './pdf-glyphs.ts';
import { withPdf } from './pdf-open.ts';
import { pageSize } from './pdf-picture.ts';
import { redactPdf } from './pdf-redact.ts';
import { orderedEdits } from './plain.ts';
import type { MaskSession } from './slots.ts';
import type { Edit, PageSize, Passage, RedactionBox } from './types.ts';

/** What of a page can be found and blacked out. */
type Reading = {
  readonly page: number;
  readonly passage: Passage;
  /** Boxes that cover these offsets. */
  readonly boxesOf: (edit: Edit) => readonly Omit<RedactionBox, 'label'>[];
};

/** Words of each page twice, by place and in the order they are drawn, and what annotations and form fields say. */
export async function readPdf(data: Uint8Array): Promise<{ readings: Reading[]; sizes: PageSize[] }> {
  return withPdf(data, async (pdf) => {
    const readings: Reading[] = [];
    const sizes: PageSize[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      sizes.push(pageSize(page));
      const glyphs = await glyphsOf(page);
      const lines = linesOf(glyphs);
      const stream = streamOf(glyphs);
      readings.push(reading(number, glyphs, lines));
      if (stream.text !== lines.text) readings.push(reading(number, glyphs, stream));
      const viewport = page.getViewport({ scale: 1 });
      for (const one of await page.getAnnotations()) {
        const text = annotationWords(one);
        const corners = Array.isArray(one.rect) ? one.rect.map(Number) : [];
        const [left = 0, bottom = 0, right = 0, top = 0] = corners;
        if (text === '' || corners.length !== 4) continue;
        const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(left, bottom);
        const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(right, top);
        const box = {
          page: number,
          x: Math.min(x1, x2),
          y: Math.min(y1, y2),
          width: Math.abs(x2 - x1),
          height: Math.abs(y2 - y1),
        };
        readings.push({
          page: number,
          passage: { kind: 'field', label: String(number), text },
          boxesOf: () => [box],
        });
      }
      page.cleanup();
    }
    return { readings, sizes };
  });
}

function annotationWords(one: Record<string, unknown>): string {
  const inner = (value: unknown): string =>
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.map(inner).join(' ')
        : value !== null && typeof value === 'object' && 'str' in value
          ? inner(value.str)
          : '';
  return [one['contentsObj'], one['fieldValue'], one['defaultFieldValue'], one['url'], one['alternativeText']]
    .map(inner)
    .filter((text) => text.trim() !== '')
    .join('\n')
    .replaceAll(/[\f\v\0]/g, ' ');
}

function reading(page: number, glyphs: readonly Glyph[], { text, places }: PageText): Reading {
  return {
    page,
    passage: { kind: 'page', label: String(page), text },
    boxesOf: (edit) => {
      const covered = new Set<number>();
      for (let at = edit.start; at < edit.end; at += 1) {
        const place = places[at];
        if (place !== undefined) covered.add(place);
      }
      const found = [...covered].flatMap((place) => glyphs[place] ?? []);
      return boxesAround(found).map((box) => ({ page, ...box }));
    },
  };
}

type Area = Pick<RedactionBox, 'x' | 'y' | 'width' | 'height'>;

/** One box for each stretch of signs in a line, a little larger than they are. */
function boxesAround(glyphs: readonly Area[]): Area[] {
  const boxes: { x: number; y: number; right: number; bottom: number }[] = [];
  for (const glyph of glyphs.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const [right, bottom] = [glyph.x + glyph.width, glyph.y + glyph.height];
    const same = boxes.find(
      (box) =>
        Math.min(box.bottom, bottom) - Math.max(box.y, glyph.y) > glyph.height * 0.5 &&
        glyph.x - box.right < glyph.height * 1.5 &&
        box.x - right < glyph.height * 1.5,
    );
    if (same === undefined) boxes.push({ x: glyph.x, y: glyph.y, right, bottom });
    else {
      same.x = Math.min(same.x, glyph.x);
      same.y = Math.min(same.y, glyph.y);
      same.right = Math.max(same.right, right);
      same.bottom = Math.max(same.bottom, bottom);
    }
  }
  return boxes.map(({ x, y, right, bottom }) => ({
    x: x - 0.6,
    y,
    width: right - x + 1.2,
    height: bottom - y,
  }));
}

/** Places on the pages for edits of its passages; the same place found in both readings counts once. */
export function placesOf(
  readings: readonly Reading[],
  edits: readonly (readonly Edit[])[],
): { readonly box: Omit<RedactionBox, 'label'>; readonly edit: Edit; readonly passage: Passage }[] {
  const seen = new Set<string>();
  return readings.flatMap((one, at) =>
    orderedEdits(edits[at] ?? []).flatMap((edit) =>
      one.boxesOf(edit).flatMap((box) => {
        const key = [box.page, box.x, box.y, box.width].map((value) => Math.round(value)).join(' ');
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ box, edit, passage: one.passage }];
      }),
    ),
  );
}

/** Masks a PDF by blacking out: a replacement cannot be set in fonts the file may not have. */
export async function openPdfMask(data: Uint8Array, label: string): Promise<MaskSession> {
  const { readings } = await readPdf(data);
  return {
    passages: readings.map((one) => one.passage),
    apply: async (edits) => {
      const places = placesOf(readings, edits);
      if (places.length === 0) return { data, masked: 0 };
      const redacted = await redactPdf(
        data,
        places.map(({ box }) => ({ ...box, label })),
      );
      if (!redacted.ok) throw new Error(redacted.code);
      return { data: redacted.value, masked: places.length };
    },
  };
}
