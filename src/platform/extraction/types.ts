import type { Refusal, Result } from '#kernel';

/** What a passage of a file is. `table`: tables outside sheets; `hidden`: text a reader of the printed file would not see. */
export const sectionKinds = [
  'body',
  'table',
  'header',
  'footer',
  'footnote',
  'comment',
  'sheet',
  'slide',
  'slideNotes',
  'page',
  'entry',
  'metadata',
  'hidden',
] as const;
export type SectionKind = (typeof sectionKinds)[number];

/**
 * One passage. `label` is its proper name in the file (sheet name, page number, the path of a zip entry before `›`), empty
 * where there is only one; `sectionWords` says kind and label together. `text`: one line a paragraph or table row, cells
 * of a row divided by tabs.
 */
export type Section = { readonly kind: SectionKind; readonly label: string; readonly text: string };

/** What must be said about the reading; the code is its message's key, `params` has the file's `name` beside the code's own. */
export type ExtractNote = {
  readonly code: ExtractNoteCode;
  readonly params: Readonly<Record<string, string | number>>;
};

export const extractNoteCodes = [
  /** pages that are pictures only: `pages`, `count` */
  'extract-page-without-text',
  /** words inside pictures are not read: `count` pictures */
  'extract-pictures-not-read',
  /** more text than is kept: `most` characters */
  'extract-cut',
  /** a file inside an archive that could not be read: `entry` */
  'extract-entry-not-read',
] as const;
export type ExtractNoteCode = (typeof extractNoteCodes)[number];

export type Extracted = { readonly sections: readonly Section[]; readonly notes: readonly ExtractNote[] };

/** Each has the message `refusal.<code>`. */
export const extractRefusalCodes = [
  'extract-damaged',
  'extract-encrypted',
  'extract-too-slow',
  'extract-too-complex',
] as const;
export type ExtractRefusalCode = (typeof extractRefusalCodes)[number];
export type ExtractRefusal = Refusal<ExtractRefusalCode>;
export type ExtractResult = Result<Extracted, ExtractRefusalCode>;
