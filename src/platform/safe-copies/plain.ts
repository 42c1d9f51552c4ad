import { decodeText, type TextEncoding } from '#platform/documents';
import type { Edit } from './types.ts';

/** A text file whose words are changed and whose encoding, mark and line ends are not. */
export type PlainText = { readonly text: string; readonly write: (text: string) => Uint8Array };

/** @returns undefined when what is written back would not be the same bytes: then nothing is changed */
export function openPlain(data: Uint8Array): PlainText | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const decoded = decodeText(bytes);
  if (decoded === undefined) return undefined;
  const mark = markOf(bytes, decoded.encoding);
  // Decoders drop the mark; it is put back as it was.
  const text = decoded.text;
  const write = (changed: string) => Buffer.concat([mark, encode(changed, decoded.encoding)]);
  return Buffer.from(write(text)).equals(bytes) ? { text, write } : undefined;
}

function markOf(bytes: Buffer, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return bytes.subarray(0, 2);
  return encoding === 'utf-8' && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    ? bytes.subarray(0, 3)
    : Buffer.alloc(0);
}

function encode(text: string, encoding: TextEncoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'gb18030':
      return encodeGb18030(text);
  }
}

let gbTable: Map<string, Buffer> | undefined;

/** The platform decodes GB 18030 but does not write it: the table is made once by decoding every code. */
function gb18030Table(): Map<string, Buffer> {
  if (gbTable !== undefined) return gbTable;
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, Buffer>();
  const add = (...code: number[]) => {
    const character = decoder.decode(Uint8Array.from(code));
    if ([...character].length === 1 && character !== '\ufffd' && !table.has(character))
      table.set(character, Buffer.from(code));
  };
  for (let code = 0; code < 0x80; code += 1) add(code);
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) add(lead, trail);
  // Four bytes count in the digits 126, 10, 126, 10; the basic plane ends before 0x8431a530.
  for (let index = 0; index < 39_420; index += 1)
    add(
      0x81 + Math.floor(index / 12_600),
      0x30 + (Math.floor(index / 1_260) % 10),
      0x81 + (Math.floor(index / 10) % 126),
      0x30 + (index % 10),
    );
  gbTable = table;
  return table;
}

function encodeGb18030(text: string): Buffer {
  const table = gb18030Table();
  return Buffer.concat([...text].map((character) => table.get(character) ?? supplementary(character)));
}

/** Beyond the basic plane GB 18030 counts straight on from 0x90308130. */
function supplementary(character: string): Buffer {
  const index = (character.codePointAt(0) ?? 0) - 0x1_0000 + 189_000;
  return Buffer.from([
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1_260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ]);
}

/** Edits in reading order, none overlapping an earlier one. */
export function orderedEdits(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (edit.start >= (kept.at(-1)?.end ?? 0) && edit.end > edit.start) kept.push(edit);
  return kept;
}
