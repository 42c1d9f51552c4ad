/** A run of digits (and X), possibly in groups parted by single blanks or hyphens, or broken over lines. */
export type Run = {
  readonly digits: string;
  /** offset in the text of each digit */
  readonly at: readonly number[];
  /** indices of digits that begin a group; 0 is one */
  readonly starts: readonly number[];
  /** what stands before each group */
  readonly separators: readonly string[];
};

/** A part of a run that begins and ends with whole groups. */
export type Piece = {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly number[];
  /** what parts the groups; empty when there is one */
  readonly separator: string;
};

const lengths = [11, 13, 15, 16, 17, 18, 19, 20] as const;
const longest = 20;

const isDigit = (code: number) => code >= 48 && code <= 57;
const isCheckX = (text: string, at: number) => text[at] === 'X' || text[at] === 'x';
const isSeparator = (char: string | undefined) => char === ' ' || char === '-' || char === '\n';

export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  while (at < text.length) {
    if (!isDigit(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const run = readRun(text, at);
    runs.push(run);
    at = (run.at.at(-1) ?? at) + 1;
  }
  return runs;
}

function readRun(text: string, from: number): Run {
  const places: number[] = [];
  const starts = [0];
  const separators = [''];
  let digits = '';
  for (let at = from; ; ) {
    if (isDigit(text.charCodeAt(at)) || (isCheckX(text, at) && digits.length > 0 && endsAsNumber(text, at))) {
      digits += (text[at] ?? '').toUpperCase();
      places.push(at);
      at += 1;
    } else if (isSeparator(text[at]) && continues(text, at + 1)) {
      separators.push(text[at] ?? '');
      at += 1;
      starts.push(digits.length);
    } else return { digits, at: places, starts, separators };
  }
}

/** X belongs to a number when no other letter follows; digits may (disability certificates). */
const endsAsNumber = (text: string, at: number) => !/[A-WYZa-wyz]/.test(text[at + 1] ?? '');
const continues = (text: string, at: number) =>
  isDigit(text.charCodeAt(at)) || (isCheckX(text, at) && !/[A-Za-z0-9]/.test(text[at + 1] ?? ''));

/** Every part of a run that has the length of some number and is grouped in one way. */
export function piecesOf(run: Run): Piece[] {
  if (run.digits.length < lengths[0]) return [];
  const ends = new Set([...run.starts, run.digits.length]);
  const pieces: Piece[] = [];
  run.starts.forEach((from, index) => {
    for (const length of lengths) {
      const to = from + length;
      if (!ends.has(to)) continue;
      const inner = run.starts.slice(index, index + longest).filter((start) => start < to);
      // One number is grouped in one way; blanks and hyphens mixed are several numbers side by side.
      if (new Set(run.separators.slice(index + 1, index + inner.length)).size > 1) continue;
      pieces.push({
        value: run.digits.slice(from, to),
        start: run.at[from] ?? 0,
        end: (run.at[to - 1] ?? 0) + 1,
        groups: inner.map((start, place) => (inner[place + 1] ?? to) - start),
        separator: inner.length > 1 ? (run.separators[index + 1] ?? '') : '',
      });
    }
  });
  return pieces;
}
