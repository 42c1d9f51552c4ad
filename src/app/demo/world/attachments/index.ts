import type { Chance } from '../prng.ts';
import type { Written } from '../texts/index.ts';
import type { WorldAttachment } from '../types.ts';
import { docxOf, xlsxOf } from './office.ts';
import { pdfOf } from './pdf.ts';

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * About one document in four carries a file: its text as PDF, DOCX or TXT, or, more seldom, its table as CSV or XLSX (each
 * table is read in a worker of its own when it is attached, which is what loading waits for).
 */
export function attachmentsOf(chance: Chance, written: Written): WorldAttachment[] {
  if (!chance.is(0.26)) return [];
  const name = written.title.replace(/[《》（）/\\:*?"<>|]/g, '');
  const lines = [
    written.title,
    ...written.body.split('\n').filter((line) => line !== '' && !line.startsWith('|')),
  ];
  if (written.table !== null && chance.is(0.12)) {
    return [
      chance.is(0.4)
        ? csvOf(name, written.table)
        : { name: `${name}.xlsx`, media: sheet, bytes: xlsxOf(written.table) },
    ];
  }
  const kind = chance.pick(['pdf', 'docx', 'txt']);
  if (kind === 'pdf') return [{ name: `${name}.pdf`, media: 'application/pdf', bytes: pdfOf(lines) }];
  if (kind === 'docx')
    return [{ name: `${name}.docx`, media: word, bytes: docxOf(written.title, lines.slice(1)) }];
  return [{ name: `${name}.txt`, media: 'text/plain', bytes: Buffer.from(lines.join('\r\n'), 'utf8') }];
}

/** With a byte order mark, so that spreadsheet programs read Chinese. */
function csvOf(name: string, rows: readonly (readonly string[])[]): WorldAttachment {
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
  return { name: `${name}.csv`, media: 'text/csv', bytes: Buffer.from(text, 'utf8') };
}
