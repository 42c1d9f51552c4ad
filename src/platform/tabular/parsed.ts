import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { done, refuse } from '#kernel';
import { runInThread } from '#platform/documents';
import { fillMerges } from './merges.ts';
import type { ParsedSheet, TableTask } from './task.ts';
import type { PlainRow, TableKind, TableLimits, TableResult, UploadedFile } from './types.ts';

/** A sheet with its rows still on disk. */
export type StreamedSheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: AsyncIterable<TableResult<PlainRow>>;
};

/** Megabytes one file may take in the thread; its rows wait on disk. */
const megabytes = 240;

/**
 * Parses a file in the thread for files, so that neither its time nor its memory is the server's, and hands its sheets on
 * one after the other. The rows of a sheet must be read before the next sheet is asked for.
 * @yields sheets; a refusal is the only thing yielded: `table-too-slow` after `limits.maxMillis`, `table-too-complex` when
 * the parser needs more memory than it gets, `table-damaged` when it dies of the file
 */
export async function* parseSheets(
  file: UploadedFile,
  kind: Exclude<TableKind, 'csv'>,
  limits: TableLimits,
): AsyncGenerator<TableResult<StreamedSheet>> {
  const folder = await mkdtemp(join(tmpdir(), 'rows-'));
  try {
    const out = join(folder, 'rows');
    const task: TableTask = { path: file.path, kind, limits, out };
    const parsed = await parse(task);
    if (!parsed.ok) return yield parsed;
    const lines = linesOf(out);
    for (const sheet of parsed.value) {
      const rows = asResults(fillMerges(take(lines, sheet.lines), sheet.merges));
      yield done({ name: sheet.name, hidden: sheet.hidden, rows });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function parse(task: TableTask): Promise<TableResult<readonly ParsedSheet[]>> {
  const { maxMillis } = task.limits;
  const answer = await runInThread<TableResult<readonly ParsedSheet[]>>(
    new URL('./task.ts', import.meta.url),
    task,
    { megabytes, millis: maxMillis },
  );
  if (answer.ok) return answer.value;
  if (answer.fault === 'too-slow')
    return refuse('table-too-slow', 413, { seconds: Math.ceil(maxMillis / 1000) });
  return answer.fault === 'too-large'
    ? refuse('table-too-complex', 413, {})
    : refuse('table-damaged', 415, {});
}

/** A line ends with `\n` and nothing else; `node:readline` would also end it at U+2028, which cells may hold. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function* take(lines: AsyncIterator<string>, count: number): AsyncGenerator<PlainRow> {
  for (let taken = 0; taken < count; taken += 1) {
    const line = await lines.next();
    if (line.done === true) throw new Error('the file of rows ended early');
    const [row, texts, merged]: [number, string[], number[]] = JSON.parse(line.value);
    yield { row, texts, merged };
  }
}

async function* asResults(rows: AsyncIterable<PlainRow>): AsyncGenerator<TableResult<PlainRow>> {
  for await (const row of rows) yield done(row);
}
