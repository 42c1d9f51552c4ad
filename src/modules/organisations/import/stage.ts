import { sql } from 'kysely';
import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { moveRun, startRun } from '#platform/imports';
import type { Coverage } from '#platform/permission';
import {
  columnName,
  defaultLimits,
  type SheetRow,
  streamRows,
  type TableRefusalCode,
  type UploadedFile,
} from '#platform/tabular';
import type { ImportCounts } from '../forms.ts';
import { room } from '../store/units.ts';
import type { ImportColumn } from '../vocabulary.ts';
import { rowColumn } from './columns.ts';
import { decideHeading, findHeading, HEADING_WITHIN, type Heading, type HeadingRefusal } from './heading.ts';
import { columnsOf, type ReadRow, readRow } from './read-row.ts';

export const IMPORT_KIND = 'organisations.units';

/** What a run of this room remembers beside the rows. */
export type UnitImportReport = {
  readonly columns: readonly ImportColumn[];
  readonly ignoredColumns: readonly string[];
  /** Where each column stands, by sheet, for problems found after reading. */
  readonly places: Readonly<Record<string, Places>>;
  readonly coverage: Coverage;
  readonly counts: ImportCounts | null;
  readonly failure: string | null;
};

export type Places = Readonly<
  Partial<Record<ImportColumn, { readonly column: string; readonly heading: string }>>
>;

export type StageRefusal = TableRefusalCode | HeadingRefusal;
export type Staged = { readonly run: string; readonly rows: number };

const BATCH = 1_000;

/** Largest file taken, in bytes. */
export const UPLOAD_BYTES = 200 * 1024 * 1024;

const limits = {
  ...defaultLimits,
  maxBytes: UPLOAD_BYTES,
  maxRows: 1_000_000,
  maxCells: 16_000_000,
  maxColumns: 100,
};

/**
 * Reads a file into waiting rows, a batch at a time, in the caller's transaction: a file refused in its middle leaves
 * nothing. Memory does not grow with a CSV.
 */
export async function stageImport(
  ctx: CommandContext,
  file: UploadedFile & { readonly sha256: string },
  coverage: Coverage,
): Promise<Result<Staged, StageRefusal>> {
  const run = await startRun(ctx, {
    kind: IMPORT_KIND,
    unit: null,
    fileName: file.name,
    sha256: file.sha256,
  });
  const headings = new Map<string, Heading>();
  let batch: ReadRow[] = [];
  let rows = 0;
  let sheet: string | null = null;
  let passed = 0;
  for await (const next of streamRows(file, limits)) {
    if (!next.ok) return next;
    if (next.value.sheet !== sheet) {
      if (sheet !== null && !headings.has(sheet)) return refuseHeading(sheet);
      sheet = next.value.sheet;
      passed = 0;
    }
    const heading = headings.get(sheet);
    if (heading === undefined) {
      const found = takeHeading(next.value);
      if (!found.ok) return found;
      if (found.value !== undefined) headings.set(sheet, found.value);
      passed += 1;
      if (found.value === undefined && passed >= HEADING_WITHIN) return refuseHeading(sheet);
      continue;
    }
    rows += 1;
    batch.push(readRow(next.value, heading));
    if (batch.length < BATCH) continue;
    await insertRows(ctx, run, batch, rows - batch.length);
    batch = [];
  }
  if (sheet !== null && !headings.has(sheet)) return refuseHeading(sheet);
  if (rows === 0) return refuse('table-empty', 415, {}, 'file');
  await insertRows(ctx, run, batch, rows - batch.length);
  await saveReport(ctx, run, rows, headings, coverage);
  return done({ run, rows });
}

function refuseHeading(sheet: string) {
  return refuse('unit-import-no-heading', 400, { sheet }, 'file');
}

function takeHeading(row: SheetRow): Result<Heading | undefined, HeadingRefusal> {
  const heading = findHeading(row.row, row.texts);
  return heading === undefined ? done(undefined) : decideHeading(row.sheet, heading);
}

/** Sends a batch as one JSON value: the statement stays the same whatever the number of rows. */
async function insertRows(
  ctx: CommandContext,
  run: string,
  rows: readonly ReadRow[],
  first: number,
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row, at) => ({
    seq: first + at + 1,
    sheet: row.sheet.toWellFormed().replaceAll('\u0000', ''),
    row: row.row,
    problems: row.problems,
    level_read: row.levelRead,
    ...Object.fromEntries(
      Object.entries(row.values).map(([column, value]) => [rowColumn[column as ImportColumn], value]),
    ),
  }));
  await sql`
    insert into organisations.import_row (run_id, seq, sheet, "row", problems, code, name, short_name, level, level_read, kind,
      superior_code, line_code, uscc, address, phone, public_contact, website, office_hours, introduction, sort_order)
    select ${run}::uuid, seq, sheet, "row", problems, coalesce(code, ''), name, short_name, level, level_read, kind,
      superior_code, line_code, uscc, address, phone, public_contact, website, office_hours, introduction, sort_order
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as given (seq integer, sheet text, "row" integer,
      problems jsonb, code text, name text, short_name text, level text, level_read text, kind text, superior_code text, line_code text,
      uscc text, address text, phone text, public_contact text, website text, office_hours text, introduction text,
      sort_order integer)`.execute(room(ctx.tx));
}

function placesOf(heading: Heading): Places {
  return Object.fromEntries(
    heading.columns.flatMap((column, at) =>
      column === null ? [] : [[column, { column: columnName(at + 1), heading: heading.texts[at] ?? '' }]],
    ),
  );
}

async function saveReport(
  ctx: CommandContext,
  run: string,
  rows: number,
  headings: ReadonlyMap<string, Heading>,
  coverage: Coverage,
): Promise<void> {
  const report: UnitImportReport = {
    columns: columnsOf([...headings.values()]),
    ignoredColumns: [...new Set([...headings.values()].flatMap((heading) => heading.ignored))],
    places: Object.fromEntries([...headings].map(([sheet, heading]) => [sheet, placesOf(heading)])),
    coverage,
    counts: null,
    failure: null,
  };
  await moveRun(ctx.tx, run, ctx.now, { from: ['checking'], to: 'checking', total: rows, report });
}
