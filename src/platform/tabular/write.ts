import type { CellObject } from '@e965/xlsx';
import { library } from '#platform/libraries';
import { guardText, keepApostrophe } from './safe-text.ts';

/** What goes into one written cell. */
export type Value = string | number | null;

export type WrittenSheet = {
  /** At most 31 characters, none of `\ / ? * [ ] :` (the format's rule); others are replaced. */
  readonly name: string;
  readonly heading: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** Widths in characters, by column. */
  readonly widths?: readonly number[];
};

const XLSX_MAX_TEXT = 32_767;

/**
 * An XLSX workbook. Texts are stored as texts, so a code keeps its leading zeros and nothing is run as a formula.
 * @throws RangeError when a text is longer than the format holds (32,767 characters)
 */
export function writeXlsx(sheets: readonly WrittenSheet[]): Buffer {
  const xlsx = library('@e965/xlsx');
  const book = xlsx.utils.book_new();
  const names = new Set<string>();
  for (const sheet of sheets) {
    const name = freeName(sheet.name, names);
    names.add(name.toLowerCase());
    const cells = [sheet.heading, ...sheet.rows].map((row) => row.map(toXlsxCell));
    const made = xlsx.utils.aoa_to_sheet(cells, { dense: true });
    if (sheet.widths !== undefined) made['!cols'] = sheet.widths.map((wch) => ({ wch }));
    xlsx.utils.book_append_sheet(book, made, name);
  }
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
}

function toXlsxCell(value: Value): CellObject | null {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { t: 'n', v: value };
  if (value.length > XLSX_MAX_TEXT) throw new RangeError(`a cell holds ${value.length} characters`);
  return { t: 's', v: keepApostrophe(value), z: '@' };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const base =
    wanted
      .replaceAll(/[\\/?*[\]:]/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet';
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? '' : ` ${number}`;
    const name = base.slice(0, 31 - tail.length) + tail;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** The byte order mark: without it spreadsheet programs take UTF-8 for the local code page. */
const MARK = '\ufeff';

function csvCell(value: Value): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : guardText(value);
  return /[",;\t\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One CSV line with its end. A row of nothing but empty cells keeps its commas. */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/** A CSV file piece by piece, for exports that must not lie whole in memory. */
export async function* csvChunks(
  heading: readonly string[],
  rows: AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>,
): AsyncGenerator<string> {
  let chunk = MARK + csvLine(heading);
  for await (const row of rows) {
    chunk += csvLine(row);
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** A small CSV file whole: UTF-8 with byte order mark. */
export function writeCsv(heading: readonly string[], rows: readonly (readonly Value[])[]): Buffer {
  return Buffer.from(MARK + [heading, ...rows].map(csvLine).join(''), 'utf8');
}
