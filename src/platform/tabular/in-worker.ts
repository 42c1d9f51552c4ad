import { Worker } from 'node:worker_threads';
import { done, refuse } from '#kernel';
import type { PlainSheet, TableKind, TableLimits, TableResult, UploadedFile } from './types.ts';
import type { WorkerMessage, WorkerTask } from './worker.ts';

/** Megabytes of heap for one workbook; a hostile one ends its worker, not the server. */
const MEMORY_MB = 2_048;

/**
 * Parses a file in a thread of its own, so that neither its time nor its memory is the server's.
 * @returns its sheets; `table-too-slow` after `limits.maxMillis`, `table-damaged` when the parser dies of it
 */
export function parseInWorker(
  file: UploadedFile,
  kind: TableKind,
  limits: TableLimits,
): Promise<TableResult<readonly PlainSheet[]>> {
  const task: WorkerTask = { path: file.path, kind, limits };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  const sheets: { name: string; hidden: boolean; rows: PlainSheet['rows'][number][] }[] = [];
  return new Promise((resolve) => {
    const finish = (result: TableResult<readonly PlainSheet[]>) => {
      clearTimeout(clock);
      resolve(result);
      void worker.terminate();
    };
    const clock = setTimeout(
      () => finish(refuse('table-too-slow', 413, { seconds: Math.ceil(limits.maxMillis / 1000) })),
      limits.maxMillis,
    );
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'sheet') sheets.push({ name: message.name, hidden: message.hidden, rows: [] });
      else if (message.type === 'rows') for (const row of message.rows) sheets.at(-1)?.rows.push(row);
      else finish(message.result.ok ? done(sheets) : message.result);
    });
    worker.on('error', () => finish(refuse('table-damaged', 415, {})));
    worker.on('exit', () => finish(refuse('table-damaged', 415, {})));
  });
}
