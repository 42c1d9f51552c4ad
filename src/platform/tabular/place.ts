import type { Cell, PlainRow } from './types.ts';

/** Column letter of a number from 1: 1 → `A`, 27 → `AA`. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** The cells of a row, with their places. */
export function toCells(row: PlainRow): readonly Cell[] {
  const merged = new Set(row.merged);
  return row.texts.map((text, index) => ({
    text,
    row: row.row,
    column: index + 1,
    columnName: columnName(index + 1),
    merged: merged.has(index),
  }));
}

/** Drops the empty cells at the end; undefined when nothing is left. */
export function trimRow(row: PlainRow): PlainRow | undefined {
  let length = row.texts.length;
  while (length > 0 && row.texts[length - 1] === '') length -= 1;
  if (length === 0) return undefined;
  if (length === row.texts.length) return row;
  return { row: row.row, texts: row.texts.slice(0, length), merged: row.merged.filter((at) => at < length) };
}
