import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type { PDFDocumentProxy, PDFPageProxy };

/** Where pdf.js keeps character maps, the standard fonts and its decoders. */
const home = join(import.meta.dirname, '../../../node_modules/pdfjs-dist');
const folder = (name: string) => `${join(home, name)}/`;

/** Opens a PDF for reading; nothing in it is run and nothing is fetched. The caller destroys it. */
export async function withPdf<T>(data: Uint8Array, look: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const task = getDocument({
    // pdf.js takes the bytes away from whoever hands them over.
    data: Uint8Array.from(data),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: pathToFileURL(folder('wasm')).href,
    useSystemFonts: true,
    disableFontFace: true,
    enableXfa: false,
    verbosity: 0,
    maxImageSize: 100_000_000,
  });
  const pdf = await task.promise;
  try {
    return await look(pdf);
  } finally {
    await task.destroy();
  }
}
