import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy } from './pdf-open.ts';

/** One sign on a page and the place it takes: points from the top left of the page as it is seen. */
export type Glyph = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Direction in which the line goes on, clockwise: 0 to the right, 90 downwards. */
  readonly turn: 0 | 90 | 180 | 270;
  /** Is it in the appearance of an annotation or a form field instead of the page itself? */
  readonly isAnnotation: boolean;
};

type Matrix = readonly [number, number, number, number, number, number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `b`, then `a`: as `a × b` is written in the PDF reference for row vectors, `[b] cm` on top of `a`. */
const under = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[2] * b[1],
  a[1] * b[0] + a[3] * b[1],
  a[0] * b[2] + a[2] * b[3],
  a[1] * b[2] + a[3] * b[3],
  a[0] * b[4] + a[2] * b[5] + a[4],
  a[1] * b[4] + a[3] * b[5] + a[5],
];

const apply = (m: Matrix, x: number, y: number): readonly [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
];

/** What the page description says at one moment; text state and transformation of ISO 32000-1, 8.4 and 9.3. */
type State = {
  ctm: Matrix;
  text: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  leading: number;
  size: number;
  direction: 1 | -1;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  rise: number;
  unit: number;
  isVertical: boolean;
};

/** Above and below the base line, in ems: more than any font of text uses. */
const above = 0.92;
const below = 0.28;

/**
 * Every sign a page draws, with its exact place: widths and spacing as the renderer computes them. Invisible text (under
 * scanned pictures) is among them.
 */
export async function glyphsOf(page: PDFPageProxy): Promise<Glyph[]> {
  const list = await page.getOperatorList();
  const { transform } = page.getViewport({ scale: 1 });
  const base = matrixOf(transform) ?? identity;
  const glyphs: Glyph[] = [];
  const stack: State[] = [];
  let annotations = 0;
  let state: State = {
    ctm: base,
    text: identity,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
    leading: 0,
    size: 0,
    direction: 1,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    rise: 0,
    unit: 0.001,
    isVertical: false,
  };
  const save = () => {
    stack.push({ ...state });
  };
  const restore = () => {
    state = stack.pop() ?? state;
  };
  const move = (x: number, y: number) => {
    state.lineX += x;
    state.lineY += y;
    state.x = state.lineX;
    state.y = state.lineY;
  };
  const setText = (matrix: Matrix) => {
    state.text = matrix;
    state.x = state.y = state.lineX = state.lineY = 0;
  };
  const setMatrix = (matrix: Matrix) => {
    state.ctm = matrix;
  };
  /** What each instruction does to the state; those that are not here do not move text. */
  const instructions: Readonly<Record<number, (args: readonly unknown[]) => void>> = {
    [OPS.save]: save,
    [OPS.beginGroup]: save,
    [OPS.restore]: restore,
    [OPS.endGroup]: restore,
    [OPS.paintFormXObjectEnd]: restore,
    [OPS.transform]: (args) => setMatrix(under(state.ctm, matrixOf(args) ?? identity)),
    [OPS.paintFormXObjectBegin]: (args) => {
      save();
      setMatrix(under(state.ctm, matrixOf(args[0]) ?? identity));
    },
    [OPS.beginAnnotation]: (args) => {
      save();
      annotations += 1;
      setMatrix(under(under(base, matrixOf(args[2]) ?? identity), matrixOf(args[3]) ?? identity));
    },
    [OPS.endAnnotation]: () => {
      annotations -= 1;
      restore();
    },
    [OPS.beginText]: () => setText(identity),
    [OPS.setTextMatrix]: (args) => setText(matrixOf(args[0]) ?? matrixOf(args) ?? identity),
    [OPS.moveText]: ([x, y]) => move(Number(x), Number(y)),
    [OPS.setLeading]: ([leading]) => {
      state.leading = -Number(leading);
    },
    [OPS.setLeadingMoveText]: ([x, y]) => {
      state.leading = Number(y);
      move(Number(x), Number(y));
    },
    [OPS.nextLine]: () => move(0, state.leading),
    [OPS.setCharSpacing]: ([spacing]) => {
      state.charSpacing = Number(spacing);
    },
    [OPS.setWordSpacing]: ([spacing]) => {
      state.wordSpacing = Number(spacing);
    },
    [OPS.setHScale]: ([percent]) => {
      state.scale = Number(percent) / 100;
    },
    [OPS.setTextRise]: ([rise]) => {
      state.rise = Number(rise);
    },
    [OPS.setFont]: ([id, size]) => setFont(state, page, String(id), Number(size)),
    [OPS.showText]: ([items]) =>
      show(state, items, (glyph) => glyphs.push({ ...glyph, isAnnotation: annotations > 0 })),
  };
  list.fnArray.forEach((code, index) => {
    instructions[code]?.(list.argsArray[index] ?? []);
  });
  return glyphs;
}

function matrixOf(value: unknown): Matrix | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const list =
    Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as ArrayLike<unknown>) : [];
  const [a, b, c, d, e, f] = list.map(Number);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return e === undefined || f === undefined || list.length !== 6 ? undefined : [a, b, c, d, e, f];
}

function setFont(state: State, page: PDFPageProxy, id: string, size: number): void {
  const font: unknown = page.commonObjs.has(id) ? page.commonObjs.get(id) : undefined;
  const known = font !== null && typeof font === 'object' ? font : {};
  state.unit = matrixOf('fontMatrix' in known ? known.fontMatrix : undefined)?.[0] ?? 0.001;
  state.isVertical = 'vertical' in known && known.vertical === true;
  state.size = Math.abs(size);
  state.direction = size < 0 ? -1 : 1;
}

type Shown = {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric: unknown;
};

function shownOf(value: unknown): Shown | undefined {
  if (value === null || typeof value !== 'object' || !('unicode' in value) || !('width' in value))
    return undefined;
  return {
    unicode: String(value.unicode),
    width: Number(value.width) || 0,
    isSpace: 'isSpace' in value && value.isSpace === true,
    vmetric: 'vmetric' in value ? value.vmetric : undefined,
  };
}

function show(state: State, items: unknown, see: (glyph: Omit<Glyph, 'isAnnotation'>) => void): void {
  if (!Array.isArray(items) || state.size === 0) return;
  const advance = state.size * state.unit;
  const scale = state.scale * state.direction;
  let along = 0;
  for (const item of items) {
    if (typeof item === 'number') {
      along += ((state.isVertical ? 1 : -1) * item * state.size) / 1000;
      continue;
    }
    const glyph = shownOf(item);
    if (glyph === undefined) continue;
    const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing;
    const matrix = under(state.ctm, state.text);
    if (state.isVertical) {
      const metric = Array.isArray(glyph.vmetric) ? glyph.vmetric.map(Number) : [-1000, 500, 880];
      const height = -(metric[0] ?? -1000) * advance;
      const left = state.x - (metric[1] ?? 500) * advance;
      // Downwards: y of the page's own space falls as the text goes on.
      const top = state.y + state.rise - along;
      see({
        text: glyph.unicode,
        turn: 0,
        ...boundsOf(matrix, left, top - height, left + state.size, top),
      });
      along += height - spacing * state.direction;
      continue;
    }
    const width = glyph.width * advance;
    const from = state.x + along * scale;
    const to = state.x + (along + width) * scale;
    const line = state.y + state.rise;
    see({
      text: glyph.unicode,
      turn: turnOf(matrix, scale),
      ...boundsOf(matrix, from, line - below * state.size, to, line + above * state.size),
    });
    along += width + spacing * state.direction;
  }
  if (state.isVertical) state.y -= along;
  else state.x += along * scale;
}

function turnOf(matrix: Matrix, scale: number): Glyph['turn'] {
  const [along, down] = [matrix[0] * Math.sign(scale), matrix[1] * Math.sign(scale)];
  if (Math.abs(along) >= Math.abs(down)) return along >= 0 ? 0 : 180;
  return down > 0 ? 90 : 270;
}

function boundsOf(matrix: Matrix, left: number, bottom: number, right: number, top: number) {
  const corners = [
    apply(matrix, left, bottom),
    apply(matrix, right, bottom),
    apply(matrix, left, top),
    apply(matrix, right, top),
  ];
  const xs = corners.map((one) => one[0]);
  const ys = corners.map((one) => one[1]);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Signs in reading order as text; `places` names the sign behind each UTF-16 unit (none behind spaces put in between). */
export type PageText = { readonly text: string; readonly places: readonly (number | undefined)[] };

/** Lines by where signs stand: a table row is one line, its cells divided by tabs. */
export function linesOf(glyphs: readonly Glyph[]): PageText {
  const order = glyphs
    .map((glyph, index) => ({ glyph, index, middle: glyph.y + glyph.height / 2 }))
    .filter(({ glyph }) => glyph.text !== '')
    .sort((a, b) => a.middle - b.middle || a.glyph.x - b.glyph.x);
  const lines: (typeof order)[] = [];
  let anchor = Number.NEGATIVE_INFINITY;
  for (const one of order) {
    const line = lines.at(-1);
    if (line === undefined || one.middle - anchor > one.glyph.height * 0.35) {
      lines.push([one]);
      anchor = one.middle;
    } else line.push(one);
  }
  const out = newText();
  for (const line of lines) {
    out.sign('\n');
    let end: number | undefined;
    for (const { glyph, index } of line.toSorted((a, b) => a.glyph.x - b.glyph.x)) {
      const gap = end === undefined ? 0 : glyph.x - end;
      if (gap > glyph.height * 0.9) out.sign('\t');
      else if (gap > glyph.height * 0.22) out.sign(' ');
      out.glyph(glyph.text, index);
      end = Math.max(end ?? 0, glyph.x + glyph.width);
    }
  }
  return out.build();
}

/** Signs in the order the page draws them: values that go on in the next line, or stand upright, hang together here. */
export function streamOf(glyphs: readonly Glyph[]): PageText {
  const out = newText();
  let before: Glyph | undefined;
  glyphs.forEach((glyph, index) => {
    if (glyph.text === '') return;
    const gap = before === undefined ? 0 : glyph.x - before.x - before.width;
    const sameLine = before !== undefined && Math.abs(glyph.y - before.y) < glyph.height * 0.5;
    if (sameLine && Math.abs(gap) > glyph.height) out.sign('\t');
    out.glyph(glyph.text, index);
    before = glyph;
  });
  return out.build();
}

function newText() {
  let text = '';
  const places: (number | undefined)[] = [];
  const put = (more: string, place: number | undefined) => {
    text += more;
    for (let unit = 0; unit < more.length; unit += 1) places.push(place);
  };
  return {
    sign: (sign: string) => {
      if (text !== '') put(sign, undefined);
    },
    glyph: (sign: string, place: number) => put(sign.replaceAll(/[\n\r\t\f\v\0]/g, ' '), place),
    build: (): PageText => ({ text, places }),
  };
}
