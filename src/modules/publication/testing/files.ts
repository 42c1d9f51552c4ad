import {
  officeOf,
  para,
  pdfFont,
  pdfOf,
  pdfStream,
  pdfTextAt,
  wordPart,
} from '../../../platform/extraction/testing/samples.ts';

/* Attachments as offices make them: whole small files with the given lines in them. */

/** A Word file of paragraphs. */
export const wordFile = (...lines: readonly string[]): Buffer =>
  officeOf('docx', {
    'word/document.xml': wordPart('document', `<w:body>${lines.map((line) => para(line)).join('')}</w:body>`),
  });

/** A PDF of one page; its text is compressed by nobody and set in a font of Chinese that is not embedded. */
export const pdfFile = (...lines: readonly string[]): Buffer =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    pdfStream(pdfTextAt(...lines.map((line, at) => [60, 780 - at * 20, line] as const))),
    ...pdfFont(5),
  ]);
