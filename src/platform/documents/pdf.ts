import type { FileRefusalCode } from './kinds.ts';
import { type ByteSource, searchBytes } from './source.ts';

/**
 * A PDF must be whole, open to everyone, and only a document: no encryption, scripts, programs, media or files inside.
 * Names inside compressed object streams are not seen here; a reader opens the file again before publication.
 */
export async function inspectPdf(source: ByteSource): Promise<FileRefusalCode | undefined> {
  const head = (await source.read(0, 8)).toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(head)) return 'file-mislabelled';
  const tail = (await source.read(Math.max(0, source.size - 2048), 2048)).toString('latin1');
  if (!tail.includes('%%EOF') || !tail.includes('startxref')) return 'file-truncated';
  let found: FileRefusalCode | undefined;
  await searchBytes(source, 256, (text) => {
    const plain = text.includes('#') ? withPlainNames(text) : text;
    found = signs.find(([pattern]) => pattern.test(plain))?.[1];
    return found !== undefined;
  });
  return found;
}

/** Names may be written with #xx escapes (/#45ncrypt); undone before looking. */
function withPlainNames(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const signs: readonly [RegExp, FileRefusalCode][] = [
  [/\/Encrypt(?:\s{1,50}\d{1,10}\s{1,50}\d{1,5}\s{1,50}R|\s{0,50}<<)/, 'file-encrypted'],
  [/\/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?)(?![A-Za-z])/, 'file-active-content'],
  [/\/JS\s{0,50}(?:\(|<|\d{1,10}\s)/, 'file-active-content'],
];
