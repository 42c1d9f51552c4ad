import { type Block, limits, paragraph, type RichText, type Table } from './model.ts';
import { withAccessibleTables } from './table-heads.ts';

/** A sheet as its program shows it: every cell of a merged range carries the range's text. */
export type SheetCells = {
  readonly name: string;
  readonly rows: readonly (readonly { readonly text: string; readonly merged: boolean }[])[];
};

/** Most rows and cells of a table in a text; larger ones stay attachments, where people can sort and search them. */
export const sheetLimits = { rows: 500, cells: 6_000, columns: 30 } as const;

/** @returns why the sheets are no tables for a text, undefined when they are */
export function sheetProblem(sheets: readonly SheetCells[]): 'empty' | 'too-large' | undefined {
  const rows = sheets.flatMap((sheet) => sheet.rows);
  if (rows.length === 0) return 'empty';
  const cells = rows.reduce((sum, row) => sum + row.length, 0);
  const widest = Math.max(...rows.map((row) => row.length));
  return rows.length > sheetLimits.rows || cells > sheetLimits.cells || widest > sheetLimits.columns
    ? 'too-large'
    : undefined;
}

/** Sheets as accessible tables: merged ranges as spans, heading rows found, the title row or the sheet's name as caption. */
export function fromSheets(sheets: readonly SheetCells[]): RichText {
  const filled = sheets.filter((sheet) => sheet.rows.some((row) => row.length > 0));
  const blocks = filled.flatMap((sheet): readonly Block[] =>
    withAccessibleTables([tableOf(sheet)]).map((block) => withName(block, clean(sheet.name))),
  );
  return { type: 'doc', content: blocks.length === 0 ? [{ type: 'paragraph' }] : blocks };
}

/** Names every program gives by itself say nothing. */
function withName(block: Block, name: string): Block {
  if (block.type !== 'table' || (block.attrs?.caption ?? '') !== '') return block;
  if (/^(?:sheet|工作表|表)?\s*\d*$/i.test(name)) return block;
  return { ...block, attrs: { caption: name.slice(0, limits.caption).toWellFormed() } };
}

function tableOf({ rows }: SheetCells): Table {
  const width = Math.max(...rows.map((row) => row.length));
  const taken = rows.map(() => new Set<number>());
  const at = (row: number, column: number) => rows[row]?.[column] ?? { text: '', merged: false };
  const isSame = (row: number, column: number, text: string) =>
    row < rows.length &&
    at(row, column).merged &&
    at(row, column).text === text &&
    taken[row]?.has(column) !== true;
  const content = rows.map((_row, row) => ({
    type: 'tableRow' as const,
    content: Array.from({ length: width }, (_cell, column) => column).flatMap((column) => {
      if (taken[row]?.has(column) === true) return [];
      const { text, merged } = at(row, column);
      let colspan = 1;
      while (merged && column + colspan < width && isSame(row, column + colspan, text)) colspan += 1;
      const across = Array.from({ length: colspan }, (_one, step) => column + step);
      let rowspan = 1;
      while (merged && across.every((one) => isSame(row + rowspan, one, text))) rowspan += 1;
      for (let down = 0; down < rowspan; down += 1) for (const one of across) taken[row + down]?.add(one);
      const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
      return [
        {
          type: 'tableCell' as const,
          ...(colspan * rowspan > 1 ? { attrs } : {}),
          content: [paragraph(clean(text))],
        },
      ];
    }),
  }));
  return { type: 'table', content: content.filter((row) => row.content.length > 0) };
}

/** What the schema forbids in a text has no place in a table's cell either. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/(?!\t)\p{Cc}|[\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\u200b\ufeff]/gu, ' ')
    .trim()
    .slice(0, 2_000)
    .toWellFormed();
