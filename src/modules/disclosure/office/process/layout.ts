/** What the drawing needs of a step. */
export type Drawn = {
  readonly key: string;
  readonly words: string;
  /** One line for each seat; countersigning has several. */
  readonly seats: readonly string[];
  readonly conditional: boolean;
  readonly faulty: boolean;
  /** The case being tried does not go through it. */
  readonly passedOver: boolean;
};

export type Box = {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  readonly look: 'end' | 'plain' | 'conditional' | 'faulty';
  readonly faded: boolean;
};

/** `around` leads past a conditional step. */
export type Line = { readonly key: string; readonly path: string; readonly kind: 'on' | 'around' };

export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
};

const size = { width: 132, height: 56, gap: 34, between: 12, margin: 8, around: 26 } as const;

/**
 * Lays a process out from left to right: a box a step; the seats of a countersigned one beside one another as lanes; past each
 * conditional step leads a line. Pure, so that it is tested without a browser.
 */
export function layoutProcess(steps: readonly Drawn[], start: string, end: string): Layout {
  const most = Math.max(1, ...steps.map((step) => step.seats.length));
  const tall = most * size.height + (most - 1) * size.between;
  const middle = size.margin + size.around + tall / 2;
  const columns = [endBox('start', start), ...steps.map(boxesOf), endBox('end', end)];
  const boxes = columns.flatMap((column, index) => place(column, index, middle));
  const lines = columns.slice(1).flatMap((_, index) => joinColumns(boxes, columns, index, middle));
  const around = steps.flatMap((step, index) =>
    step.conditional ? [aroundLine(step.key, index + 1, middle, tall)] : [],
  );
  return {
    width: size.margin * 2 + columns.length * size.width + (columns.length - 1) * size.gap,
    height: size.margin * 2 + size.around * 2 + tall,
    boxes: boxes.map(({ column: _, ...box }) => box),
    lines: [...lines, ...around],
  };
}

type Piece = Pick<Box, 'key' | 'lines' | 'look' | 'faded'>;
type Placed = Box & { readonly column: number };

function endBox(key: string, words: string): readonly Piece[] {
  return [{ key, lines: [words], look: 'end', faded: false }];
}

function boxesOf(step: Drawn): readonly Piece[] {
  const look = step.faulty ? 'faulty' : step.conditional ? 'conditional' : 'plain';
  return step.seats.map((seat, lane) => ({
    key: `${step.key} ${lane}`,
    lines: [step.words, seat],
    look,
    faded: step.passedOver,
  }));
}

function xOf(column: number): number {
  return size.margin + column * (size.width + size.gap);
}

function place(column: readonly Piece[], index: number, middle: number): readonly Placed[] {
  const tall = column.length * size.height + (column.length - 1) * size.between;
  return column.map((piece, lane) => ({
    ...piece,
    column: index,
    x: xOf(index),
    y: middle - tall / 2 + lane * (size.height + size.between),
    width: size.width,
    height: size.height,
  }));
}

/** From every lane of one step to every lane of the next, through one point between them. */
function joinColumns(
  boxes: readonly Placed[],
  columns: readonly (readonly Piece[])[],
  index: number,
  middle: number,
): readonly Line[] {
  if (columns[index + 1] === undefined) return [];
  const between = xOf(index + 1) - size.gap / 2;
  const out = boxes
    .filter((box) => box.column === index)
    .map((box) => line(`${box.key} out`, box.x + box.width, centre(box), between, middle));
  const into = boxes
    .filter((box) => box.column === index + 1)
    .map((box) => line(`${box.key} in`, between, middle, box.x, centre(box)));
  return [...out, ...into];
}

function centre(box: Box): number {
  return box.y + box.height / 2;
}

function line(key: string, fromX: number, fromY: number, toX: number, toY: number): Line {
  return { key, kind: 'on', path: `M ${fromX} ${fromY} L ${toX} ${toY}` };
}

function aroundLine(key: string, column: number, middle: number, tall: number): Line {
  const left = xOf(column) - size.gap / 2;
  const right = xOf(column + 1) - size.gap / 2;
  const below = middle + tall / 2 + size.around / 2 + 4;
  return {
    key: `${key} around`,
    kind: 'around',
    path: `M ${left} ${middle} L ${left} ${below} L ${right} ${below} L ${right} ${middle}`,
  };
}
