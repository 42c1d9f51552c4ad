/** A piece of text where it stands on a page: x to the right, y downwards, in one unit with its size. */
export type PlacedText = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** height of the letters */
  readonly size: number;
};

/** In heights of a letter: up to here pieces belong together, then a space stands between them, then a column begins. */
const wordGap = 0.3;
const columnGap = 1.2;
/** How far the baselines of one line may differ. */
const baselineGap = 0.45;

/**
 * Lines of a page from its pieces, top to bottom; pieces far apart on a line are columns, divided by a tab, so that a row of
 * a table is one line as in a spreadsheet. Letters drawn twice for boldness count once.
 */
export function linesOf(pieces: readonly PlacedText[]): readonly string[] {
  const words = pieces.filter(({ text }) => text.trim() !== '').sort((a, b) => a.y - b.y || a.x - b.x);
  const lines: PlacedText[][] = [];
  let baseline = Number.NEGATIVE_INFINITY;
  for (const word of words) {
    const line = lines.at(-1);
    const size = Math.max(word.size, line?.at(-1)?.size ?? 0);
    if (line !== undefined && word.y - baseline <= baselineGap * size) line.push(word);
    else {
      lines.push([word]);
      baseline = word.y;
    }
  }
  return lines.map(joinLine);
}

function joinLine(line: readonly PlacedText[]): string {
  let joined = '';
  let before: PlacedText | undefined;
  for (const word of [...line].sort((a, b) => a.x - b.x)) {
    if (before !== undefined && isSame(before, word)) continue;
    if (before !== undefined) joined += between(before, word);
    joined += word.text.replaceAll(/[\t\n]+/g, ' ');
    before = word;
  }
  return joined;
}

function isSame(a: PlacedText, b: PlacedText): boolean {
  const near = 0.15 * a.size;
  return a.text === b.text && Math.abs(a.x - b.x) < near && Math.abs(a.y - b.y) < near;
}

function between(a: PlacedText, b: PlacedText): string {
  const gap = (b.x - a.x - a.width) / (Math.max(a.size, b.size) || 1);
  if (gap > columnGap) return '\t';
  return gap > wordGap && !/\s$/.test(a.text) && !/^\s/.test(b.text) ? ' ' : '';
}
