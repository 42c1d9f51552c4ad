import type { FileRefusalCode } from './kinds.ts';

/** What the names in a piece of a PDF (as Latin-1) give away. */
export function refusalOfPdfNames(text: string): FileRefusalCode | undefined {
  const plain = text.includes('#') ? withPlainNames(text) : text;
  return signs.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Names may be written with #xx escapes (/#45ncrypt); undone before looking. */
export function withPlainNames(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const signs: readonly [RegExp, FileRefusalCode][] = [
  [/\/Encrypt(?:\s{1,50}\d{1,10}\s{1,50}\d{1,5}\s{1,50}R|\s{0,50}<<)/, 'file-encrypted'],
  [
    /\/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|XFA|SubmitForm|ImportData)(?![A-Za-z])/,
    'file-active-content',
  ],
  [/\/JS\s{0,50}(?:\(|<|\d{1,10}\s)/, 'file-active-content'],
];
