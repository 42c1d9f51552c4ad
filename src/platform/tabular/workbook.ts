import type * as xlsx from '@e965/xlsx';
import { done, refuse } from '#kernel';
import { library } from '#platform/libraries';
import { trimRow } from './place.ts';
import { readText } from './safe-text.ts';
import type { PlainRow, PlainSheet, TableLimits, TableResult } from './types.ts';

/** Where a merged range takes its text from, by `row:column` (both from 0), and how many rows have one. */
type Merges = { readonly origin: ReadonlyMap<string, string>; readonly lastRow: number };

/**
 * Reads XLSX or XLS bytes. Runs in the worker: SheetJS is synchronous and holds the whole workbook.
 * @returns sheets of printed texts, merged ranges filled; refused when over a limit, protected or damaged
 */
export function readWorkbook(bytes: Uint8Array, limits: TableLimits): TableResult<readonly PlainSheet[]> {
  const book = parse(bytes, limits);
  if (!book.ok) return book;
  const sheets: PlainSheet[] = [];
  let cells = 0;
  for (const [index, name] of book.value.SheetNames.entries()) {
    const sheet = book.value.Sheets[name];
    if (sheet === undefined) continue;
    const rows = readSheet(sheet, name, limits, limits.maxCells - cells);
    if (!rows.ok) return rows;
    for (const row of rows.value) cells += row.texts.length;
    const hidden = (book.value.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    sheets.push({ name, hidden, rows: rows.value });
  }
  return done(sheets);
}

function parse(bytes: Uint8Array, limits: TableLimits): TableResult<xlsx.WorkBook> {
  try {
    return done(
      library('@e965/xlsx').read(bytes, {
        type: 'array',
        dense: true,
        cellFormula: false,
        cellHTML: false,
        cellNF: true,
        cellStyles: false,
        dateNF: 'yyyy-mm-dd',
        // One more than allowed, so that one too many is seen and a million is not read.
        sheetRows: limits.maxRows + 1,
      }),
    );
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message);
    return refuse(locked ? 'table-encrypted' : 'table-damaged', 415, {});
  }
}

function readSheet(
  sheet: xlsx.WorkSheet,
  name: string,
  limits: TableLimits,
  cellsLeft: number,
): TableResult<readonly PlainRow[]> {
  const data = sheet['!data'] ?? [];
  if (data.length > limits.maxRows)
    return refuse('table-too-many-rows', 413, { sheet: name, max: limits.maxRows });
  const ranges = sheet['!merges'] ?? [];
  const area = ranges.reduce(
    (sum, { s, e }) => sum + (1 + Math.min(e.r, data.length) - s.r) * (1 + e.c - s.c),
    0,
  );
  if (area > limits.maxCells) return refuse('table-too-many-cells', 413, { max: limits.maxCells });
  const merges = collectMerges(data, ranges);
  const rows: PlainRow[] = [];
  let cells = 0;
  for (let at = 0; at < Math.max(data.length, merges.lastRow + 1); at += 1) {
    const row = trimRow(readRow(data[at] ?? [], at, merges));
    if (row === undefined) continue;
    cells += row.texts.length;
    if (row.texts.length > limits.maxColumns)
      return refuse('table-too-many-columns', 413, { sheet: name, row: row.row, max: limits.maxColumns });
    if (cells > cellsLeft) return refuse('table-too-many-cells', 413, { max: limits.maxCells });
    rows.push(row);
  }
  return done(rows);
}

type Data = NonNullable<xlsx.WorkSheet['!data']>;

function collectMerges(data: Data, ranges: readonly xlsx.Range[]): Merges {
  const origin = new Map<string, string>();
  let lastRow = -1;
  for (const { s, e } of ranges) {
    const text = printed(data[s.r]?.[s.c]);
    if (text === '') continue;
    for (let row = s.r; row <= Math.min(e.r, data.length - 1); row += 1) {
      lastRow = Math.max(lastRow, row);
      for (let column = s.c; column <= e.c; column += 1) origin.set(`${row}:${column}`, text);
    }
  }
  return { origin, lastRow };
}

function readRow(cells: readonly (xlsx.CellObject | undefined)[], at: number, merges: Merges): PlainRow {
  const texts: string[] = [];
  const merged: number[] = [];
  for (let column = 0; column < cells.length || merges.origin.has(`${at}:${column}`); column += 1) {
    const fill = merges.origin.get(`${at}:${column}`);
    if (fill !== undefined) merged.push(column);
    texts.push(fill ?? printed(cells[column]));
  }
  return { row: at + 1, texts, merged };
}

/**
 * The text a person sees in the cell. Whole numbers are written out: `110101001234` under the general format would be
 * printed as `1.10101E+11`, and codes would be lost.
 */
function printed(cell: xlsx.CellObject | undefined): string {
  if (cell === undefined || cell.t === 'z' || cell.v === undefined) return '';
  if (cell.t === 'n' && typeof cell.v === 'number' && (cell.z === undefined || cell.z === 'General'))
    if (Number.isSafeInteger(cell.v)) return String(cell.v);
  return readText(cell.w ?? String(cell.v));
}
