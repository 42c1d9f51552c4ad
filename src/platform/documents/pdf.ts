import type { FileRefusalCode } from './kinds.ts';
import { lookIntoPdf } from './pdf-look.ts';
import { refusalOfPdfNames } from './pdf-names.ts';
import { type ByteSource, searchBytes } from './source.ts';

/**
 * A PDF must be whole, open to everyone, and only a document: no encryption, scripts, programs, media, forms of XML or
 * files inside. Names are looked for in the bytes as they stand first; then, in the thread for files, inside compressed
 * object streams and with the eyes of a PDF reader.
 */
export async function inspectPdf(source: ByteSource): Promise<FileRefusalCode | undefined> {
  const head = (await source.read(0, 8)).toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(head)) return 'file-mislabelled';
  const tail = (await source.read(Math.max(0, source.size - 2048), 2048)).toString('latin1');
  if (!tail.includes('%%EOF') || !tail.includes('startxref')) return 'file-truncated';
  let found: FileRefusalCode | undefined;
  await searchBytes(source, 256, (text) => {
    found = refusalOfPdfNames(text);
    return found !== undefined;
  });
  return found ?? lookIntoPdf(source);
}
