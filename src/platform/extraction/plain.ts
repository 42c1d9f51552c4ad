import { decodeText } from '#platform/documents';
import { eachCsvRow } from '#platform/tabular';
import type { Collector } from './collector.ts';

/** Lines of a text file. @returns false when it is no text */
export function readPlain(bytes: Buffer, to: Collector): boolean {
  const decoded = decodeText(bytes);
  if (decoded === undefined) return false;
  for (const line of decoded.text.split(/\r\n?|\n/)) to.line('body', '', line);
  return true;
}

/** Rows of a CSV, cells divided by tabs; where its quotation marks do not match, its lines as they stand. */
export function readCsv(bytes: Buffer, to: Collector): boolean {
  const decoded = decodeText(bytes);
  if (decoded === undefined) return false;
  eachCsvRow(decoded.text, (row) =>
    to.line('sheet', '', row.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')),
  );
  return true;
}
