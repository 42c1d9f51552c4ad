import type { Range } from '@e965/xlsx';
import { trimRow } from './place.ts';
import type { PlainRow } from './types.ts';

/** A merged range whose first row has been read, with the text all of it carries. */
type Filling = { readonly range: Range; readonly text: string };

/**
 * Gives every cell of a merged range the range's text, row by row: also in rows the file leaves out because they hold
 * nothing else. Past the last row of the sheet nothing is filled.
 * @yields rows in their order
 */
export async function* fillMerges(
  rows: AsyncIterable<PlainRow>,
  merges: readonly Range[],
): AsyncGenerator<PlainRow> {
  const waiting = [...merges].sort((a, b) => b.s.r - a.s.r);
  let filling: Filling[] = [];
  let next = 1;
  for await (const row of rows) {
    for (; next < row.row && filling.some(({ range }) => range.e.r >= next - 1); next += 1) {
      const between = trimRow(filled({ row: next, texts: [], merged: [] }, filling));
      if (between !== undefined) yield between;
    }
    while ((waiting.at(-1)?.s.r ?? Infinity) <= row.row - 1) {
      const range = waiting.pop();
      const text = range?.s.r === row.row - 1 ? row.texts[range.s.c] : undefined;
      if (range !== undefined && text !== undefined && text !== '') filling.push({ range, text });
    }
    filling = filling.filter(({ range }) => range.e.r >= row.row - 1);
    yield filled(row, filling);
    next = row.row + 1;
  }
}

function filled(row: PlainRow, filling: readonly Filling[]): PlainRow {
  const here = filling.filter(({ range }) => range.s.r <= row.row - 1 && range.e.r >= row.row - 1);
  if (here.length === 0) return row;
  const texts = [...row.texts];
  const merged = new Set(row.merged);
  for (const { range, text } of here) {
    while (texts.length < range.s.c) texts.push('');
    for (let column = range.s.c; column <= range.e.c; column += 1) {
      texts[column] = text;
      merged.add(column);
    }
  }
  return { row: row.row, texts, merged: [...merged].sort((a, b) => a - b) };
}
