import type { Cell } from '#platform/tabular';
import { bareHeader, type Field, fieldOf } from './columns.ts';

/** One column of a table: what it holds, and the label of a sub-column that is ticked instead of filled in. */
export type Column = {
  /** From 1, as the spreadsheet numbers it. */
  readonly column: number;
  readonly printed: string;
  readonly field: Field | undefined;
  /** 公开对象{全社会, 特定群众}: the sub-column's own label. */
  readonly tick: string | undefined;
};

export type Header = {
  readonly columns: readonly Column[];
  /** Index in the sheet's rows of the last header row. */
  readonly lastIndex: number;
};

type Row = readonly Cell[];

const ROWS_TO_LOOK_AT = 20;

/**
 * Finds the header: the first row with a matter or content column and at least three columns known by name. A second row
 * below it that splits columns (公开事项 → 一级, 二级; 公开对象 → 全社会, 特定群众) belongs to it.
 */
export function findHeader(rows: readonly Row[]): Header | undefined {
  for (const [index, row] of rows.slice(0, ROWS_TO_LOOK_AT).entries()) {
    if (!looksLikeHeader(row)) continue;
    const below = rows[index + 1];
    const split = below !== undefined && splitsColumns(row, below);
    const columns = split
      ? columnsOfTwoRows(row, below)
      : row.map((cell) => columnOf(cell, cell.text, undefined));
    return { columns, lastIndex: split ? index + 1 : index };
  }
  return undefined;
}

export function looksLikeHeader(row: Row): boolean {
  const fields = new Set(row.map((cell) => fieldOf(cell.text)).filter((field) => field !== undefined));
  const named = fields.has('matter1') || fields.has('matter2') || fields.has('content');
  return named && fields.size >= 3;
}

/** Labels printed over ticks in the second header row. */
const tickLabels =
  /^(?:全社会|特定群[众体]|主动|依申请|主动公开|依申请公开|省级|州级|市级|区级|县级|镇级|乡级|村级|乡、村级|镇、村级|镇街级?)$/u;

function splitsColumns(row: Row, below: Row): boolean {
  const finer = below.filter((cell, at) => {
    const above = bareHeader(row[at]?.text ?? '');
    const own = bareHeader(cell.text);
    return own !== '' && own !== above && (tickLabels.test(own) || fieldOf(own) !== undefined);
  });
  const plain = below.filter((cell, at) => {
    const own = bareHeader(cell.text);
    return (
      own !== '' &&
      own !== bareHeader(row[at]?.text ?? '') &&
      !tickLabels.test(own) &&
      fieldOf(own) === undefined
    );
  });
  return finer.length >= 1 && plain.length === 0;
}

/** Columns of two header rows. A CSV prints a merged word over its first column only: blanks beside it belong to it. */
function columnsOfTwoRows(row: Row, below: Row): Column[] {
  let group = '';
  const cells = below.length > row.length ? [...row, ...below.slice(row.length)] : row;
  return cells.map((cell, at) => {
    const own = row[at]?.text ?? '';
    if (own.trim() !== '') group = own;
    return columnOf(cell, own.trim() === '' && below[at]?.text.trim() !== '' ? group : own, below[at]);
  });
}

function columnOf(cell: Cell, above: string, below: Cell | undefined): Column {
  const own = below === undefined ? '' : bareHeader(below.text);
  const split = own !== '' && own !== bareHeader(above);
  const tick = split && tickLabels.test(own) ? own : undefined;
  const printed = split && tick === undefined ? (below?.text ?? '') : above;
  return { column: cell.column, printed: printed.trim(), field: fieldOf(printed), tick };
}
