import { centred, p, plainTable, right, style, wordFile } from '../word-files/parts.ts';
import type { GivenFile } from './files.ts';

export type OfficialText = {
  readonly title: string;
  readonly number: string;
  readonly addressee: string;
  readonly opening: string;
  readonly parts: readonly { readonly text: string; readonly level?: 1 | 2 }[];
  readonly table: readonly (readonly string[])[];
  readonly attachments: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly note: string;
};

/** An official document as an office writes it in Word: GB/T 9704 order, headings by their numbers, one table. */
export function officialFile(name: string, one: OfficialText): GivenFile {
  const body = [
    p(one.title, `${style('a3')}${centred}`),
    p(one.number, centred),
    p(one.addressee),
    p(one.opening),
    ...one.parts.map(({ text, level }) => p(text, level === undefined ? '' : style(String(level)))),
    plainTable(one.table),
    ...one.attachments.map((line) => p(line)),
    p(one.signature, right),
    p(one.date, right),
    p(one.note),
  ].join('');
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return { name, mimeType, buffer: wordFile(body) };
}
