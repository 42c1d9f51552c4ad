import { refuse } from '#kernel';
import type { TableLimits, TableRefusal } from './types.ts';

/** The limits of a table, asked row by row: only the number of cells so far is remembered. */
export function limitCheck(
  limits: TableLimits,
): (
  row: { readonly row: number; readonly texts: { readonly length: number } },
  sheet: string,
) => TableRefusal | undefined {
  let cells = 0;
  return ({ row, texts }, sheet) => {
    cells += texts.length;
    if (row > limits.maxRows) return refuse('table-too-many-rows', 413, { sheet, max: limits.maxRows });
    if (texts.length > limits.maxColumns)
      return refuse('table-too-many-columns', 413, { sheet, row, max: limits.maxColumns });
    return cells > limits.maxCells
      ? refuse('table-too-many-cells', 413, { max: limits.maxCells })
      : undefined;
  };
}
