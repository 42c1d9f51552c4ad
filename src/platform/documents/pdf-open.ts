import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';

export type PdfDocument = PDFDocumentProxy;
export type PdfPage = PDFPageProxy;

export type OpenedPdf =
  | { readonly ok: true; readonly value: PdfDocument; readonly close: () => Promise<void> }
  | { readonly ok: false; readonly fault: 'encrypted' | 'damaged' };

/**
 * Opens a PDF with pdf.js: no fonts of the machine, no scripts, no forms of XML, nothing fetched. Runs in the thread for
 * files only; the bytes belong to pdf.js afterwards.
 */
export async function openPdf(bytes: Buffer): Promise<OpenedPdf> {
  // Loaded when needed: it is large, and few threads ever see a PDF.
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(
    dirname(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))),
  );
  const loading = getDocument({
    data: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    cMapUrl: `${join(folder, 'cmaps')}/`,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    wasmUrl: `${join(folder, 'wasm')}/`,
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    useWorkerFetch: false,
    stopAtErrors: false,
  });
  try {
    return { ok: true, value: await loading.promise, close: () => loading.destroy() };
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    await loading.destroy();
    return { ok: false, fault: isLocked ? 'encrypted' : 'damaged' };
  }
}
