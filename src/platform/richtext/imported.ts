import type { RichText } from './model.ts';

/** What an import could not keep. `count` says how often; `sample` shows one place in the user's own text. */
export const lossCodes = [
  'image-not-kept',
  'remote-image',
  'image-kind',
  'link-removed',
  'hidden-text',
  'active-content',
  'form-field',
  'nested-table',
  'header-footer',
  'comments',
  'tracked-deletions',
  'formula',
  'chart',
  'embedded-object',
  'text-box-position',
  'footnotes-at-end',
  'heading-level',
  'control-characters',
  'too-deep',
  'smart-art',
  'field',
  'contents-table',
  'columns',
  'colours',
  'struck-text',
  'raised-text',
  'tracked-insertions',
  'layout-table',
  'included-document',
] as const;
export type LossCode = (typeof lossCodes)[number];
export type Loss = { readonly code: LossCode; readonly count: number; readonly sample: string | null };

/** Parts of an official document that an import recognised, for the writer to check. */
export const officialParts = [
  'issuer',
  'copyNumber',
  'urgency',
  'signer',
  'title',
  'documentNumber',
  'addressee',
  'attachments',
  'signature',
  'date',
  'note',
  'copyTo',
  'imprint',
] as const;
export type OfficialPart = (typeof officialParts)[number];
/** `text` as it stood in the file. */
export type Found = { readonly part: OfficialPart; readonly text: string };

/** A picture taken out of an imported file, to be kept as an attachment of the dossier. */
export type ExtractedImage = {
  readonly sha256: string;
  readonly media: string;
  readonly name: string;
  readonly data: Buffer;
};

/** An imported text: the parts of an official document that are metadata of the disclosure, and the body. */
export type ImportedText = {
  readonly title: string | null;
  /** 发文字号, e.g. 某政发〔2026〕3号 */
  readonly documentNumber: string | null;
  /** 成文日期 as a calendar date */
  readonly documentDate: string | null;
  /** 附注 of GB/T 9704, e.g. 此件公开发布: the disclosure attribute */
  readonly disclosureNote: string | null;
  /** Every part recognised, in the order of the document; several of one part stand one after the other. */
  readonly found: readonly Found[];
  readonly body: RichText;
  readonly images: readonly ExtractedImage[];
  readonly losses: readonly Loss[];
};

/** Gathers losses while importing; equal codes are counted, the first sample is kept. */
export type LossLog = {
  readonly add: (code: LossCode, sample?: string) => void;
  readonly list: () => readonly Loss[];
};

export function lossLog(): LossLog {
  const losses = new Map<LossCode, { count: number; sample: string | null }>();
  return {
    add: (code, sample) => {
      const known = losses.get(code);
      if (known === undefined) losses.set(code, { count: 1, sample: shorten(sample) });
      else known.count += 1;
    },
    list: () => [...losses].map(([code, { count, sample }]) => ({ code, count, sample })),
  };
}

function shorten(sample: string | undefined): string | null {
  const text = (sample ?? '').replace(/\s+/g, ' ').trim();
  return text === '' ? null : text.slice(0, 40);
}

/** Removes what the schema forbids (control and direction-override characters), saying so. */
export function cleanImportedText(text: string, losses: LossLog): string {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .toWellFormed();
  const clean = plain.replace(/(?![\t\n])\p{Cc}|[\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/gu, '');
  if (clean.length !== plain.length) losses.add('control-characters');
  return clean;
}
