import type { FileRefusalCode } from './kinds.ts';
import type { ByteSource } from './source.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * Reads bytes as text: UTF-8, UTF-16 with mark, or GB 18030 (what spreadsheets on Chinese systems write).
 * @returns undefined when it is no text in any of them
 */
export function decodeText(bytes: Buffer): { text: string; encoding: TextEncoding } | undefined {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  const encodings: readonly TextEncoding[] =
    mark === 0xfffe ? ['utf-16le'] : mark === 0xfeff ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // Control characters mean a binary file that happens to decode; 0x1a is the old end-of-file mark.
      return /(?![\t\n\r\f])\p{Cc}/u.test(text.replaceAll('\u001a', '')) ? undefined : { text, encoding };
    } catch {
      // Not this encoding; try the next.
    }
  }
  return undefined;
}

export async function inspectText(source: ByteSource): Promise<FileRefusalCode | undefined> {
  const bytes = await source.read(0, source.size);
  if (hasBinarySignature(bytes)) return 'file-mislabelled';
  return decodeText(bytes) === undefined ? 'file-mislabelled' : undefined;
}

/** Formats that consist of text but are not what a .txt or .csv claims to be. */
function hasBinarySignature(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 16);
  return ['%PDF-', '{\\rtf', 'MIME-Version:', 'PK\u0003\u0004'].some((signature) =>
    head.startsWith(signature),
  );
}
