import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { done, refuse } from '#kernel';
import { limitCheck } from './limits.ts';
import { trimRow } from './place.ts';
import { readText } from './safe-text.ts';
import type { PlainRow, TableLimits, TableResult, UploadedFile } from './types.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030';

/** Characters no table of text has; they betray a binary file that happens to decode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const binary = /[\u0000-\u0008\u000b\u000e-\u001f\ufffe\uffff]/;

/**
 * Which encoding decodes the whole file without an error: by mark, else UTF-8, else GB18030 (of which GBK is a part).
 * GB18030 accepts almost any bytes, so it comes last and control characters rule it out.
 */
export async function findEncoding(path: string, head: Buffer): Promise<Encoding | undefined> {
  const candidates: readonly Encoding[] =
    head[0] === 0xff && head[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of candidates) if (await decodes(path, encoding)) return encoding;
  return undefined;
}

async function decodes(path: string, encoding: Encoding): Promise<boolean> {
  try {
    for await (const text of decoded(path, encoding)) if (binary.test(text)) return false;
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The file's text in pieces; throws TypeError at the first byte that is not of the encoding. Takes the mark off. */
async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Comma, tab or semicolon: whichever the first line has most of outside quotation marks. */
export function findDelimiter(firstLine: string): ',' | '\t' | ';' {
  const bare = firstLine.replaceAll(/"[^"]*"/g, '');
  const count = (mark: string) => bare.split(mark).length - 1;
  if (count('\t') > count(',')) return '\t';
  return count(';') > count(',') ? ';' : ',';
}

async function firstLine(path: string, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const piece of decoded(path, encoding)) {
    text += piece;
    if (text.includes('\n') || text.length > 100_000) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}

/**
 * Hands on the rows of a text as cells; where its quotation marks do not match, every line is a row. For reading words, not
 * tables: rows before a fault are heard twice.
 */
export function eachCsvRow(text: string, see: (cells: readonly string[]) => void): void {
  const delimiter = findDelimiter(text.slice(0, 100_000).split(/\r?\n/, 1)[0] ?? '');
  const options = { delimiter, relax_column_count: true, bom: true, max_record_size: 2_000_000 };
  try {
    parseNow(text, {
      ...options,
      on_record: (cells: string[]) => {
        see(cells);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    for (const line of text.split(/\r\n?|\n/)) see(line.split(delimiter));
  }
}

/** A row, or the refusal that ends the reading. */
export type StreamedRow = TableResult<PlainRow>;

/**
 * Rows of a CSV file one after the other; memory does not grow with the file.
 * @yields rows with text; a refusal is the last thing yielded
 */
export async function* readCsvRows(
  file: UploadedFile,
  head: Buffer,
  limits: TableLimits,
): AsyncGenerator<StreamedRow> {
  const encoding = await findEncoding(file.path, head);
  if (encoding === undefined) return yield refuse('table-bad-encoding', 415, {});
  const delimiter = findDelimiter(await firstLine(file.path, encoding));
  const parser = parse({ delimiter, relax_column_count: true, max_record_size: 2_000_000 });
  const source = Readable.from(decoded(file.path, encoding));
  // `pipe` does not hand errors on: without this a file that vanishes would leave the loop waiting.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  const isOver = limitCheck(limits);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      const plain = trimRow({ row, texts: record.map(readText), merged: [] });
      if (plain === undefined) continue;
      const over = isOver(plain, file.name);
      if (over !== undefined) return yield over;
      yield done(plain);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser runs ahead of this loop, so it alone knows the row.
    yield refuse('table-bad-quotes', 415, { row: Number(error['records'] ?? row) + 1 });
  } finally {
    source.destroy();
    parser.destroy();
  }
}
