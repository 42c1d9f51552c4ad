import { open, stat } from 'node:fs/promises';
import { done, refuse } from '#kernel';
import { inspectOfficeFile } from '#platform/documents';
import { readCsvRows } from './csv.ts';
import { limitCheck } from './limits.ts';
import { parseSheets, type StreamedSheet } from './parsed.ts';
import { toCells } from './place.ts';
import { sniff } from './sniff.ts';
import {
  type Cell,
  defaultLimits,
  type PlainRow,
  type Sheet,
  type TableKind,
  type TableLimits,
  type TableRefusal,
  type TableResult,
  type TabularFile,
  type UploadedFile,
} from './types.ts';

const HEAD_BYTES = 8_192;

/** A file found fit to be parsed. */
type Admitted = { readonly kind: TableKind; readonly head: Buffer };

/**
 * Reads the tables of an uploaded file. Nothing is kept.
 * @param file where it lies and what its owner calls it; `size` in bytes
 * @param limits see `TableLimits`
 * @returns its sheets, or the one reason why not (codes: `tableRefusals`)
 */
export async function readTables(
  file: UploadedFile,
  limits: TableLimits = defaultLimits,
): Promise<TableResult<TabularFile>> {
  const admitted = await admit(file, limits);
  if (!admitted.ok) return admitted;
  const { kind, head } = admitted.value;
  const sheets: Sheet[] = [];
  const isOver = limitCheck(limits);
  const source = kind === 'csv' ? csvSheet(file, head, limits) : parseSheets(file, kind, limits);
  for await (const sheet of source) {
    if (!sheet.ok) return sheet;
    const { name, hidden } = sheet.value;
    const rows: (readonly Cell[])[] = [];
    for await (const row of sheet.value.rows) {
      if (!row.ok) return row;
      const over = isOver(row.value, name);
      if (over !== undefined) return over;
      rows.push(toCells(row.value));
    }
    sheets.push({ name, hidden, rows });
  }
  return sheets.every((sheet) => sheet.rows.length === 0)
    ? refuse('table-empty', 415, {})
    : done({ kind, sheets });
}

/** A row of a streamed file with the sheet it stands in. */
export type SheetRow = PlainRow & { readonly sheet: string };

/**
 * The same rows one after the other, hidden sheets left out. A CSV is never whole in memory.
 * @yields rows; a refusal is the last thing yielded, and may come after rows: write only in a transaction
 */
export async function* streamRows(
  file: UploadedFile,
  limits: TableLimits = defaultLimits,
): AsyncGenerator<TableResult<SheetRow>> {
  const admitted = await admit(file, limits);
  if (!admitted.ok) return yield admitted;
  const { kind, head } = admitted.value;
  const isOver = limitCheck(limits);
  const source = kind === 'csv' ? csvSheet(file, head, limits) : parseSheets(file, kind, limits);
  let any = false;
  for await (const sheet of source) {
    if (!sheet.ok) return yield sheet;
    const { name, hidden } = sheet.value;
    for await (const row of sheet.value.rows) {
      if (!row.ok) return yield row;
      if (hidden) continue;
      const over = isOver(row.value, name);
      if (over !== undefined) return yield over;
      any = true;
      yield done({ ...row.value, sheet: name });
    }
  }
  if (!any) yield refuse('table-empty', 415, {});
}

/** Everything that can be known before a parser touches the file; its parts are looked at one after the other. */
async function admit(file: UploadedFile, limits: TableLimits): Promise<TableResult<Admitted>> {
  const { size } = await stat(file.path);
  if (size === 0) return refuse('table-empty', 415, {});
  if (size > limits.maxBytes) return refuse('table-too-large', 413, { size, max: limits.maxBytes });
  const head = await readHead(file.path);
  const kind = await sniff(file, head);
  if (!kind.ok) return kind;
  if (kind.value === 'xlsx' || kind.value === 'docx') {
    const refusal = await refuseArchive(file, kind.value, limits);
    if (refusal !== undefined) return refusal;
  }
  return done({ kind: kind.value, head });
}

/** The gate's rules for Office files. Nothing is fetched from where it points, and nothing of it kept, so it may point outside. */
async function refuseArchive(
  file: UploadedFile,
  kind: 'xlsx' | 'docx',
  limits: TableLimits,
): Promise<TableRefusal | undefined> {
  const bounds = { total: limits.maxUnpackedBytes, mayPointOutside: true };
  const found = await inspectOfficeFile(file.path, kind, bounds);
  switch (found?.code) {
    case undefined:
      return undefined;
    case 'file-encrypted':
      return refuse('table-encrypted', 415, {});
    case 'file-has-macros':
      return refuse('table-has-macros', 415, {});
    case 'file-bomb':
      return refuse('table-unpacks-too-large', 415, { max: limits.maxUnpackedBytes });
    case 'file-mislabelled':
      return refuse('table-mislabelled', 415, { ending: `.${kind}`, found: '.zip' });
    case 'file-active-content':
    case 'file-nested-archive':
      return refuse('table-active-content', 415, {});
    default:
      return refuse('table-damaged', 415, {});
  }
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A CSV as the one sheet it is. */
async function* csvSheet(
  file: UploadedFile,
  head: Buffer,
  limits: TableLimits,
): AsyncGenerator<TableResult<StreamedSheet>> {
  yield done({ name: file.name, hidden: false, rows: readCsvRows(file, head, limits) });
}
