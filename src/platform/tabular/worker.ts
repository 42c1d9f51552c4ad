import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readDocument } from './document.ts';
import type { PlainSheet, TableKind, TableLimits, TableResult } from './types.ts';
import { readWorkbook } from './workbook.ts';

/** What the parent sends; the file is read here so that its bytes are never twice in the server's memory. */
export type WorkerTask = { readonly path: string; readonly kind: TableKind; readonly limits: TableLimits };

const ROWS_PER_MESSAGE = 2_000;

export type WorkerMessage =
  | { readonly type: 'sheet'; readonly name: string; readonly hidden: boolean }
  | { readonly type: 'rows'; readonly rows: PlainSheet['rows'] }
  | { readonly type: 'end'; readonly result: TableResult<null> };

async function parse({ path, kind, limits }: WorkerTask): Promise<TableResult<readonly PlainSheet[]>> {
  const bytes = readFileSync(path);
  return kind === 'docx' ? readDocument(bytes, limits) : readWorkbook(bytes, limits);
}

const say = (message: WorkerMessage) => parentPort?.postMessage(message);

const task: WorkerTask = workerData;
const result = await parse(task);
if (result.ok) {
  for (const sheet of result.value) {
    say({ type: 'sheet', name: sheet.name, hidden: sheet.hidden });
    for (let from = 0; from < sheet.rows.length; from += ROWS_PER_MESSAGE)
      say({ type: 'rows', rows: sheet.rows.slice(from, from + ROWS_PER_MESSAGE) });
  }
  say({ type: 'end', result: { ok: true, value: null } });
} else say({ type: 'end', result });
