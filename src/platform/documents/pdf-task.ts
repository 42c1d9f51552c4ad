import { readFile } from 'node:fs/promises';
import type { FileRefusalCode } from './kinds.ts';
import { openPdf, type PdfDocument } from './pdf-open.ts';
import { refusalOfStreams } from './pdf-streams.ts';

const mostPages = 10_000;

/** Runs in the thread for files. @returns what is wrong with the PDF, or null */
export async function run({
  source,
}: {
  readonly source: string | Uint8Array;
}): Promise<FileRefusalCode | null> {
  const bytes = typeof source === 'string' ? await readFile(source) : Buffer.from(source);
  const inside = await refusalOfStreams(bytes);
  if (inside !== undefined) return inside;
  // pdf.js takes the bytes over.
  const opened = await openPdf(bytes);
  if (!opened.ok) return opened.fault === 'encrypted' ? 'file-encrypted' : 'file-damaged';
  try {
    return (await refusalOfDocument(opened.value)) ?? null;
  } finally {
    await opened.close();
  }
}

/** What a PDF reader would do of its own accord, or offer to do. */
async function refusalOfDocument(document: PdfDocument): Promise<FileRefusalCode | undefined> {
  if (document.numPages > mostPages) return 'file-bomb';
  if (await document.hasJSActions()) return 'file-active-content';
  if ((await document.getAttachments()) !== null) return 'file-active-content';
  if (document.isPureXfa) return 'file-active-content';
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const annotations: readonly { subtype?: string; url?: string; unsafeUrl?: string }[] =
      await page.getAnnotations();
    page.cleanup();
    if (annotations.some(isActive)) return 'file-active-content';
  }
  return undefined;
}

const activeSubtypes: readonly (string | undefined)[] = [
  'FileAttachment',
  'RichMedia',
  'Screen',
  'Movie',
  'Sound',
  '3D',
];

/** An address that pdf.js calls unsafe is no web address: it would open a file or start a program. */
function isActive(annotation: { subtype?: string; url?: string; unsafeUrl?: string }): boolean {
  if (activeSubtypes.includes(annotation.subtype)) return true;
  return (
    annotation.unsafeUrl !== undefined &&
    /^\s*(?:javascript|vbscript|data|ms-[a-z-]+):/i.test(annotation.unsafeUrl)
  );
}
