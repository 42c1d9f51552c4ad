import { open, readFile } from 'node:fs/promises';
import { done, refuse } from '#kernel';
import { readCsvRows } from './csv.ts';
import { parseInWorker } from './in-worker.ts';
import { toCells } from './place.ts';
import { sniff } from './sniff.ts';
import {
  defaultLimits,
  type PlainRow,
  type PlainSheet,
  type TableKind,
  type TableLimits,
  type TableResult,
  type TabularFile,
  type UploadedFile,
} from './types.ts';
import { inspectZip, officeParts } from './zip.ts';

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
  const { kind } = admitted.value;
  const sheets =
    kind === 'csv'
      ? await readCsv(file, admitted.value.head, limits)
      : await parseInWorker(file, kind, limits);
  if (!sheets.ok) return sheets;
  if (sheets.value.every((sheet) => sheet.rows.length === 0)) return refuse('table-empty', 415, {});
  return done({
    kind,
    sheets: sheets.value.map((sheet) => ({ ...sheet, rows: sheet.rows.map(toCells) })),
  });
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
  let any = false;
  if (kind === 'csv') {
    for await (const row of readCsvRows(file, head, limits)) {
      any = true;
      yield row.ok ? done({ ...row.value, sheet: file.name }) : row;
    }
  } else {
    const sheets = await parseInWorker(file, kind, limits);
    if (!sheets.ok) return yield sheets;
    for (const sheet of sheets.value.filter((one) => !one.hidden))
      for (const row of sheet.rows) {
        any = true;
        yield done({ ...row, sheet: sheet.name });
      }
  }
  if (!any) yield refuse('table-empty', 415, {});
}

/** Everything that can be known before a parser touches the file. */
async function admit(file: UploadedFile, limits: TableLimits): Promise<TableResult<Admitted>> {
  if (file.size === 0) return refuse('table-empty', 415, {});
  if (file.size > limits.maxBytes)
    return refuse('table-too-large', 413, { size: file.size, max: limits.maxBytes });
  const text = /\.(csv|txt)$/i.test(file.name);
  // Zip and compound files are judged by all their bytes (at most maxBytes), text by its head.
  const bytes = text ? await readHead(file.path) : await readFile(file.path);
  if (bytes.length > limits.maxBytes)
    return refuse('table-too-large', 413, { size: bytes.length, max: limits.maxBytes });
  const kind = await sniff(file, bytes);
  if (!kind.ok) return kind;
  if (kind.value === 'xlsx' || kind.value === 'docx') {
    const names = await inspectZip(bytes, limits);
    if (!names.ok) return names;
    const parts = officeParts(kind.value, names.value);
    if (!parts.ok) return parts;
  }
  return done({ kind: kind.value, head: bytes });
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

async function readCsv(
  file: UploadedFile,
  head: Buffer,
  limits: TableLimits,
): Promise<TableResult<readonly PlainSheet[]>> {
  const rows: PlainRow[] = [];
  for await (const row of readCsvRows(file, head, limits)) {
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return done([{ name: file.name, hidden: false, rows }]);
}
