import { done, refuse } from '#kernel';
import { openPlain, type PlainText } from './plain.ts';
import { type MaskSession, passageBuilder, type SlottedPassage, writeEdits } from './slots.ts';
import type { SafeCopyResult } from './types.ts';

type Field = { readonly start: number; readonly end: number; readonly isQuoted: boolean };

/** Masks a text file; a table of values keeps its delimiters, quotes, encoding and line ends. */
export function openPlainMask(data: Uint8Array, kind: 'csv' | 'txt'): SafeCopyResult<MaskSession> {
  const plain = openPlain(data);
  if (plain === undefined) return refuse('mask-not-here', 415, { maskWhy: 'encoding' });
  return done(kind === 'txt' ? textSession(plain) : tableSession(plain));
}

function textSession(plain: PlainText): MaskSession {
  let changed = plain.text;
  const builder = passageBuilder('text', '');
  builder.add({ text: plain.text, write: (text) => (changed = text) });
  const passage = builder.build();
  return session([passage], () => plain.write(changed));
}

function tableSession(plain: PlainText): MaskSession {
  const builder = passageBuilder('text', '');
  const written: { readonly field: Field; readonly text: string }[] = [];
  const delimiter = delimiterOf(plain.text);
  for (const row of readFields(plain.text, delimiter)) {
    builder.divide('\n');
    row.forEach((field, column) => {
      if (column > 0) builder.divide('\t');
      const raw = plain.text.slice(field.start, field.end);
      const text = (field.isQuoted ? raw.replaceAll('""', '"') : raw).replaceAll(/[\t\r\n]/g, ' ');
      builder.add({ text, write: (changed) => written.push({ field, text: changed }) });
    });
  }
  return session([builder.build()], () => {
    let out = '';
    let at = 0;
    for (const { field, text } of written) {
      out += plain.text.slice(at, field.start) + quoted(text, field, delimiter);
      at = field.end;
    }
    return plain.write(out + plain.text.slice(at));
  });
}

function quoted(text: string, field: Field, delimiter: string): string {
  const escaped = text.replaceAll('"', '""');
  if (field.isQuoted) return escaped;
  return text.includes(delimiter) || text.includes('"') ? `"${escaped}"` : text;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000).replaceAll(/"[^"]*"/g, '');
  const count = (sign: string) => head.split(sign).length;
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** Fields by place: inside the quotes where there are any. */
function readFields(text: string, delimiter: string): Field[][] {
  const rows: Field[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const isQuoted = text[at] === '"';
    const start = isQuoted ? at + 1 : at;
    const end = isQuoted ? closingQuote(text, start) : endOfField(text, start, delimiter);
    rows.at(-1)?.push({ start, end, isQuoted });
    at = endOfField(text, isQuoted ? Math.min(end + 1, text.length) : end, delimiter);
    if (at >= text.length) break;
    if (text[at] !== delimiter) {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
      rows.push([]);
    } else at += 1;
  }
  return rows;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return text.length;
}

function endOfField(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/** A session over passages written in place. */
export function session(passages: readonly SlottedPassage[], write: () => Uint8Array): MaskSession {
  return {
    passages: passages.map((one) => one.passage),
    apply: async (edits) => {
      const masked = passages.reduce((sum, one, at) => sum + writeEdits(one, edits[at] ?? []), 0);
      return { data: write(), masked };
    },
  };
}
