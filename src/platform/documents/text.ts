import type { FileRefusalCode } from './kinds.ts';
import { refusalOfFormula } from './office-rules.ts';
import type { ByteSource } from './source.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * Reads bytes as text: UTF-8, UTF-16 with mark, or GB 18030 (what spreadsheets on Chinese systems write).
 * @returns undefined when it is no text in any of them
 */
export function decodeText(bytes: Buffer): { text: string; encoding: TextEncoding } | undefined {
  for (const encoding of encodingsFor(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return hasControls(text) ? undefined : { text, encoding };
    } catch {
      // Not this encoding; try the next.
    }
  }
  return undefined;
}

function encodingsFor(head: Buffer): readonly TextEncoding[] {
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
  if (mark === 0xfffe) return ['utf-16le'];
  return mark === 0xfeff ? ['utf-16be'] : ['utf-8', 'gb18030'];
}

/** Control characters mean a binary file that happens to decode; 0x1a is the old end-of-file mark. */
function hasControls(text: string): boolean {
  return /(?![\t\n\r\f])\p{Cc}/u.test(text.replaceAll('\u001a', ''));
}

/** A text, whole: read in windows, so that twenty megabytes are never twice in memory. */
export async function inspectText(source: ByteSource): Promise<FileRefusalCode | undefined> {
  if (hasBinarySignature(await source.read(0, 16))) return 'file-mislabelled';
  return (await findTextEncoding(source)) === undefined ? 'file-mislabelled' : undefined;
}

/**
 * A table of text. Spreadsheets run what begins like a formula when a citizen opens the file: what starts a program or
 * fetches from elsewhere is refused; a minus sign, a telephone number or a sum is let through.
 */
export async function inspectTable(source: ByteSource): Promise<FileRefusalCode | undefined> {
  if (hasBinarySignature(await source.read(0, 16))) return 'file-mislabelled';
  const encoding = await findTextEncoding(source);
  if (encoding === undefined) return 'file-mislabelled';
  let found: FileRefusalCode | undefined;
  let rest = '';
  for await (const piece of decodedText(source, encoding)) {
    const lines = (rest + piece).split(/[\r\n]/);
    rest = (lines.pop() ?? '').slice(-longestLine);
    for (const line of lines) found ??= refusalOfLine(line);
    if (found !== undefined) return found;
  }
  return refusalOfLine(rest);
}

const longestLine = 100_000;

/** Cells are divided by any of the usual marks; a quoted cell may hold some itself, which only makes the look stricter. */
function refusalOfLine(line: string): FileRefusalCode | undefined {
  if (!/[=+\-@＝＋－＠]/.test(line)) return undefined;
  for (const [cell] of line.matchAll(
    /(?:^|[,;\t])[\s"']*[=+\-@＝＋－＠](?:"(?:[^"]|"")*"|[^\t;]){0,4000}/g,
  )) {
    const code = refusalOfFormula(cell.replace(/^[,;\t]/, ''));
    if (code !== undefined) return code;
  }
  return undefined;
}

async function findTextEncoding(source: ByteSource): Promise<TextEncoding | undefined> {
  for (const encoding of encodingsFor(await source.read(0, 2))) {
    if (await decodes(source, encoding)) return encoding;
  }
  return undefined;
}

async function decodes(source: ByteSource, encoding: TextEncoding): Promise<boolean> {
  try {
    for await (const text of decodedText(source, encoding)) if (hasControls(text)) return false;
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const windowBytes = 1_048_576;

async function* decodedText(source: ByteSource, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < source.size; at += windowBytes)
    yield decoder.decode(await source.read(at, windowBytes), { stream: true });
  yield decoder.decode();
}

/** Formats that consist of text but are not what a .txt or .csv claims to be. */
function hasBinarySignature(head: Buffer): boolean {
  const start = head.toString('latin1', 0, 16);
  return ['%PDF-', '{\\rtf', 'MIME-Version:', 'PK\u0003\u0004'].some((signature) =>
    start.startsWith(signature),
  );
}
