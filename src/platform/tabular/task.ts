import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type * as xlsx from '@e965/xlsx';
import { done, refuse } from '#kernel';
import { XmlFault, ZipFault } from '#platform/documents';
import { readDocument } from './document.ts';
import { limitCheck } from './limits.ts';
import type { PlainRow, PlainSheet, TableKind, TableLimits, TableRefusal, TableResult } from './types.ts';
import { readWorkbook } from './workbook.ts';
import { type RawCell, readXlsxFile, TooManyTexts } from './xlsx.ts';

/** What the thread is told. Rows go to a file, one as JSON a line, so that no workbook lies in anybody's memory. */
export type TableTask = {
  readonly path: string;
  readonly kind: Exclude<TableKind, 'csv'>;
  readonly limits: TableLimits;
  /** where the rows are written */
  readonly out: string;
};

/** A sheet of the file: how many of its lines are its own, and the merged ranges still to be filled. */
export type ParsedSheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly lines: number;
  readonly merges: readonly xlsx.Range[];
};

/** Runs in the thread for files. */
export async function run(task: TableTask): Promise<TableResult<readonly ParsedSheet[]>> {
  const out = createRowFile(task.out);
  try {
    return task.kind === 'xlsx' ? await writeWorkbook(task, out) : await writeWhole(task, out);
  } catch (error) {
    if (error instanceof RowsRefused) return error.refusal;
    if (error instanceof TooManyTexts)
      return refuse('table-too-many-cells', 413, { max: task.limits.maxCells });
    if (error instanceof XmlFault || error instanceof ZipFault) return refuse('table-damaged', 415, {});
    throw error;
  } finally {
    await out.close();
  }
}

type RowFile = { readonly write: (row: PlainRow) => void; readonly close: () => Promise<void> };

/** Rows are gathered to blocks; the file takes them while the next are read. */
function createRowFile(path: string): RowFile {
  const stream = createWriteStream(path, { mode: 0o600 });
  let block = '';
  const flush = () => {
    stream.write(block);
    block = '';
  };
  return {
    write: (row) => {
      block += `${JSON.stringify([row.row, row.texts, row.merged])}\n`;
      if (block.length > 262_144) flush();
    },
    close: async () => {
      flush();
      stream.end();
      await once(stream, 'close');
    },
  };
}

/** Carries a refusal out of the middle of a workbook. */
class RowsRefused extends Error {
  readonly refusal: TableRefusal;
  constructor(refusal: TableRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

async function writeWorkbook(
  { path, limits }: TableTask,
  out: RowFile,
): Promise<TableResult<readonly ParsedSheet[]>> {
  const sheets: { name: string; hidden: boolean; lines: number; merges: xlsx.Range[] }[] = [];
  const check = limitCheck(limits);
  const refuseOver = (refusal: TableRefusal | undefined) => {
    if (refusal !== undefined) throw new RowsRefused(refusal);
  };
  let area = 0;
  await readXlsxFile(path, {
    sheet: (name, hidden) => sheets.push({ name, hidden, lines: 0, merges: [] }),
    row: (row, cells) => {
      const sheet = sheets.at(-1);
      const width = cells.reduce((most, { column }) => Math.max(most, column + 1), 0);
      if (sheet === undefined || width === 0) return;
      refuseOver(check({ row, texts: { length: width } }, sheet.name));
      sheet.lines += 1;
      out.write({ row, texts: dense(cells, width), merged: [] });
    },
    merged: (range) => {
      area += (1 + range.e.r - range.s.r) * (1 + range.e.c - range.s.c);
      if (!(area <= limits.maxCells))
        refuseOver(refuse('table-too-many-cells', 413, { max: limits.maxCells }));
      sheets.at(-1)?.merges.push(range);
    },
  });
  return done(sheets);
}

function dense(cells: readonly RawCell[], width: number): readonly string[] {
  const texts: string[] = Array.from({ length: width }, () => '');
  for (const { column, text } of cells) texts[column] = text;
  return texts;
}

async function writeWhole(task: TableTask, out: RowFile): Promise<TableResult<readonly ParsedSheet[]>> {
  const bytes = await readFile(task.path);
  const read: TableResult<readonly PlainSheet[]> =
    task.kind === 'docx' ? await readDocument(bytes, task.limits) : readWorkbook(bytes, task.limits);
  if (!read.ok) return read;
  for (const sheet of read.value) for (const row of sheet.rows) out.write(row);
  return done(read.value.map(({ name, hidden, rows }) => ({ name, hidden, lines: rows.length, merges: [] })));
}
