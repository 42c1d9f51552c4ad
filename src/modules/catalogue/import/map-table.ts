import type { Cell, TabularFile } from '#platform/tabular';
import type { ImportProblem, SkippedRow } from '../forms/import.ts';
import { findHeader, type Header, looksLikeHeader } from './header.ts';
import { type ImportOptions, mapRow, type Problem, type ReadRow, type Texts, textsOf } from './map-row.ts';

export type PlacedRow = ReadRow & {
  readonly sheet: string;
  readonly row: number;
  /** Has an error: imported only when the person has said that broken rows be left out, and then it is left out. */
  readonly broken: boolean;
};

/** What a file says, row by row. `rows` and `skipped` together are all rows of the file: none is dropped silently. */
export type MappedTable = {
  readonly sourceRows: number;
  readonly rows: readonly PlacedRow[];
  readonly skipped: readonly SkippedRow[];
  readonly problems: readonly ImportProblem[];
  readonly headers: number;
};

type Row = readonly Cell[];

/** Maps every sheet. Pure. */
export function mapTable(file: TabularFile, options: ImportOptions): MappedTable {
  const sheets = file.sheets.map((sheet) => mapSheet(sheet.name, sheet.rows, options));
  return {
    sourceRows: file.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0),
    rows: sheets.flatMap(({ rows }) => rows),
    skipped: sheets.flatMap(({ skipped }) => skipped),
    problems: sheets.flatMap(({ problems }) => problems),
    headers: sheets.filter(({ headers }) => headers > 0).length,
  };
}

function mapSheet(sheet: string, rows: readonly Row[], options: ImportOptions): MappedTable {
  const header = findHeader(rows);
  const result = { rows: [] as PlacedRow[], skipped: [] as SkippedRow[], problems: [] as ImportProblem[] };
  const skip = (row: Row, code: string) =>
    result.skipped.push({ sheet, row: rowNumber(row), code, read: printed(row).slice(0, 200) });
  if (header === undefined) {
    for (const row of rows) skip(row, 'title');
    return { ...result, sourceRows: rows.length, headers: 0 };
  }
  result.problems.push(...ignoredColumns(sheet, rows, header));
  let above: Texts | undefined;
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (index < header.lastIndex && !looksLikeHeader(row)) skip(row, 'title');
    else if (index <= header.lastIndex || looksLikeHeader(row)) skip(row, 'header');
    else if (isRemark(row, header)) skip(row, 'title');
    else {
      const outcome = mapRow(textsOf(row, header.columns), above, header.columns, options);
      const place = { sheet, row: rowNumber(row) };
      result.problems.push(...outcome.problems.map((problem) => placed(problem, place)));
      if (outcome.kind === 'skipped') {
        skip(row, outcome.code);
        continue;
      }
      above = outcome.texts;
      const first = seen.get(JSON.stringify(outcome.row.fields));
      if (first !== undefined) {
        skip(row, 'duplicate');
        continue;
      }
      seen.set(JSON.stringify(outcome.row.fields), place.row);
      const broken = outcome.problems.some(({ severity }) => severity === 'error');
      result.rows.push({ ...outcome.row, ...place, broken });
    }
  }
  return { ...result, sourceRows: rows.length, headers: 1 };
}

function rowNumber(row: Row): number {
  return row[0]?.row ?? 0;
}

/** A row in one line; what a merged cell repeats is said once. */
function printed(row: Row): string {
  return row
    .map((cell) => cell.text)
    .filter((text, index, all) => text !== '' && text !== all[index - 1])
    .join(' | ');
}

const remarkWords = /^(?:备?注|附注|注释|说明|填表说明|编制说明)(?:[:：\d一]|$)/u;

/**
 * A line below (or between) the rows that is no matter: one text over the whole width, or alone in the row with the word
 * of a note or where only a number belongs.
 */
function isRemark(row: Row, header: Header): boolean {
  const [first, ...others] = row.filter(({ text }) => text.trim() !== '');
  if (first === undefined || others.some(({ text }) => text !== first.text)) return false;
  if (others.length > 0) {
    return first.merged && others.length + 1 >= Math.min(row.length, header.columns.length);
  }
  const text = first.text.trim();
  const field = header.columns.find(({ column }) => column === first.column)?.field;
  return remarkWords.test(text) || (field === 'serial' && !/^[\d.、()（）]+$/u.test(text));
}

/** What is expected is a message key with its numbers filled in: `cell-too-long:4000`. */
function placed({ params, ...problem }: Problem, place: { sheet: string; row: number }): ImportProblem {
  const expected = params?.max === undefined ? problem.code : `${problem.code}:${params.max}`;
  return { ...place, ...problem, expected };
}

/** Columns nobody can place are named once each, so that what they hold is not lost unseen. */
function ignoredColumns(sheet: string, rows: readonly Row[], header: Header): ImportProblem[] {
  const row = rows[header.lastIndex];
  return header.columns
    .filter(({ field, printed: text }) => field === undefined && text !== '')
    .map(({ column, printed: text }) => ({
      sheet,
      row: row === undefined ? 0 : rowNumber(row),
      column,
      columnName: text,
      read: text,
      expected: 'column-ignored',
      severity: 'note' as const,
      code: 'column-ignored',
    }));
}
