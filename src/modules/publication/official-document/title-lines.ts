/*
 * 标题 of an official document: centred, in lines of whole words, shaped as a trapezoid or a diamond (GB/T 9704-2012 7.3.1: 回行时，要做到
 * 词意完整，排列对称，长短适宜，间距恰当，标题排列应当使用梯形或菱形).
 */

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** Characters that may not begin a line, and that may not end one. */
const notFirst = /^[，。、；：？！）》〉”’】〕％%·,.;:?!)\]]/;
const notLast = /[（《〈“‘【〔([]$/;
/** Small words that belong to what follows, and to what stands before. */
const leadsOn = /^(关于|对|向|在|和|与|及|暨|为|以|将|第)$/;
const hangsOn =
  /^(的|了|之|等|年|月|日|号|届|次|期|个|省|市|区|县|旗|镇|乡|村|街道|社区|局|委|部|办|厅|处|组)$/;

const MOST_SHAPED = 4;

/**
 * Lines of a title.
 * @param most characters that fit one line
 */
export function titleLines(title: string, most: number): readonly string[] {
  const pieces = piecesOf(title.trim());
  if (pieces.length === 0) return [];
  const whole = pieces.reduce((sum, piece) => sum + widthOf(piece), 0);
  if (whole <= most) return [pieces.join('')];
  const fewest = Math.ceil(whole / most);
  // A title of more lines has no shape worth seeking, and too many ways to try.
  if (fewest > MOST_SHAPED) return filled(pieces, most);
  for (let count = fewest; count <= Math.min(fewest + 1, MOST_SHAPED); count += 1) {
    const best = bestOf(pieces, count, whole, most);
    if (best !== undefined) return best;
  }
  return filled(pieces, most);
}

/** Latin letters and digits take half the room of a character. */
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (char < '\u0250' ? 0.5 : 1), 0);
}

/** Words with their punctuation, as units that no line break may cut. */
function piecesOf(title: string): readonly string[] {
  const pieces: string[] = [];
  let open = '';
  for (const { segment } of words.segment(title)) {
    const last = pieces.at(-1);
    if (last !== undefined && open === '' && (notFirst.test(segment) || hangsOn.test(segment)))
      pieces[pieces.length - 1] = last + segment;
    else {
      pieces.push(open + segment);
      open = '';
    }
    const now = pieces.at(-1) ?? '';
    if (notLast.test(now) || leadsOn.test(segment)) {
      open = now;
      pieces.pop();
    }
  }
  return open === '' ? pieces : [...pieces, open];
}

type Lines = { readonly lines: readonly string[]; readonly cost: number };

/** Tries every way to part the pieces into so many lines, the worst ones cut off early. */
function bestOf(
  pieces: readonly string[],
  count: number,
  whole: number,
  most: number,
): readonly string[] | undefined {
  let best: Lines | undefined;
  const mean = whole / count;
  const part = (at: number, left: number, done: readonly string[]): void => {
    if (left === 1) {
      const lines = [...done, pieces.slice(at).join('')];
      const shape = costOf(lines.map(widthOf), most);
      const cost = shape === undefined ? Number.POSITIVE_INFINITY : shape + senseOf(lines);
      if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { lines, cost };
      return;
    }
    let line = '';
    for (let end = at; end < pieces.length - left + 1; end += 1) {
      line += pieces[end] ?? '';
      const width = widthOf(line);
      if (width > most || width > mean * 1.7) break;
      if (width >= mean * 0.4) part(end + 1, left - 1, [...done, line]);
    }
  };
  part(0, count, []);
  return best?.lines;
}

/** Lines nearly equal in length read as a block, and a waist in the middle as an hourglass: both cost. */
function costOf(widths: readonly number[], most: number): number | undefined {
  if (widths.some((width) => width > most || width === 0)) return undefined;
  const mean = widths.reduce((sum, width) => sum + width, 0) / widths.length;
  const spread = widths.reduce((sum, width) => sum + ((width - mean) / mean) ** 2, 0);
  const steps = widths.slice(1).map((width, at) => Math.sign(Math.round(width - (widths[at] ?? 0))));
  const isFlat = steps.every((step) => step === 0);
  const isWaist = steps.some((step, at) => step < 0 && steps.slice(at + 1).some((later) => later > 0));
  const isTail = (widths.at(-1) ?? 0) < 3 ? 1 : 0;
  return spread + (isFlat ? 0.12 : 0) + (isWaist ? 0.6 : 0) + isTail;
}

/** A break inside the name of a document is bad, one before 关于 or 《 or after 》 is good. */
function senseOf(lines: readonly string[]): number {
  let cost = 0;
  let open = 0;
  lines.forEach((line, at) => {
    if (at > 0 && open > 0) cost += 0.35;
    if (at > 0 && /^(?:关于|《|印发|转发|开展|做好)/.test(line)) cost -= 0.12;
    open += line.split('《').length - line.split('》').length;
  });
  return cost;
}

/** A title that has no better way, filled line by line; a word longer than a line is cut. */
function filled(pieces: readonly string[], most: number): readonly string[] {
  const lines: string[] = [];
  for (const char of pieces.join('')) {
    const last = lines.at(-1);
    if (last === undefined || widthOf(last + char) > most) lines.push(char);
    else lines[lines.length - 1] = last + char;
  }
  return lines;
}
