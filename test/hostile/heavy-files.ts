import {
  para,
  pdfFont,
  pdfOf,
  pdfStream,
  pdfTextAt,
  relations,
  wordPart,
} from '../../src/platform/extraction/testing/samples.ts';
import { noise, office } from './office-files.ts';

/* Files that are allowed, and as heavy as the bounds permit. */

export type Heavy = { readonly what: string; readonly name: string; readonly make: () => Buffer };

const lines = (count: number) => Array.from({ length: count }, (_x, at) => `第${at}行 ${noise(60)}`);

export const heavyFiles: readonly Heavy[] = [
  {
    what: 'a Word file of 200,000 paragraphs',
    name: 'a.docx',
    make: () =>
      office('docx', {
        'word/document.xml': wordPart(
          'document',
          `<w:body>${lines(200_000)
            .map((line) => para(line))
            .join('')}</w:body>`,
        ),
      }),
  },
  {
    what: 'a workbook of 400,000 texts',
    name: 'b.xlsx',
    make: () =>
      office('xlsx', {
        'xl/_rels/workbook.xml.rels': relations(
          'r1 worksheet worksheets/sheet1.xml',
          'r2 sharedStrings s.xml',
        ),
        'xl/s.xml': `<sst>${lines(400_000)
          .map((line) => `<si><t>${line}</t></si>`)
          .join('')}</sst>`,
      }),
  },
  {
    what: 'a table of seventeen megabytes',
    name: 'a.csv',
    make: () =>
      Buffer.from(
        lines(230_000)
          .map((line) => line.replaceAll(' ', ','))
          .join('\n'),
      ),
  },
  {
    what: 'a text of twenty megabytes in one line',
    name: 'a.txt',
    make: () => Buffer.from(noise(20_000_000)),
  },
  { what: 'twenty million digits', name: 'b.txt', make: () => Buffer.from('1101011990'.repeat(2_000_000)) },
  { what: 'a PDF of a thousand pages', name: 'a.pdf', make: () => pdfPages(1_000) },
];

function pdfPages(count: number, pieces = 40): Buffer {
  const content = pdfStream(
    pdfTextAt(
      ...Array.from(
        { length: pieces },
        (_x, at) => [10 + (at % 8) * 70, 800 - (at % 97) * 8, '公示表'] as const,
      ),
    ),
  );
  const kids = Array.from({ length: count }, (_x, at) => `${at + 7} 0 R`).join(' ');
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    content,
    ...pdfFont(4),
    ...Array.from(
      { length: count },
      () =>
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 3 0 R >>',
    ),
  ]);
}
