import type { Result } from '#kernel';
import type { FileKind } from '#platform/documents';

/** What is taken out of a file before it is kept. Each has the message `safe-removed-<code>` with `{count}`. */
export const removedCodes = [
  'properties',
  'comments',
  'deletions',
  'revisions',
  'revision-ids',
  'thumbnail',
  'printer-settings',
  'custom-xml',
  'embedded-objects',
  'connections',
  'building-blocks',
  'unreferenced',
  'picture-metadata',
  'annotation-authors',
  'old-revisions',
  'archive-extras',
] as const;
export type RemovedCode = (typeof removedCodes)[number];

/** What stays although a reader of the printed file would not see it, or could not be cleaned. Message `safe-warning-<code>`. */
export const warningCodes = [
  'hidden-text',
  'hidden-sheets',
  'hidden-rows',
  'hidden-slides',
  'speaker-notes',
  'hidden-layers',
  'signed',
] as const;
export type WarningCode = (typeof warningCodes)[number];

export type Removed = { readonly code: RemovedCode; readonly count: number };
export type Warning = { readonly code: WarningCode; readonly count: number };

export type Stripped = {
  readonly data: Uint8Array;
  readonly removed: readonly Removed[];
  readonly warnings: readonly Warning[];
};

/** Why no clean copy could be made; nothing is kept then. Each has the message `refusal.<code>`. */
export const safeCopyCodes = [
  'strip-damaged',
  'strip-too-complex',
  'strip-changed-file',
  'mask-not-here',
  'mask-left-over',
  'redact-no-page',
  'redact-left-over',
] as const;
export type SafeCopyCode = (typeof safeCopyCodes)[number];
export type SafeCopyResult<T> = Result<T, SafeCopyCode>;

/** A passage of a file as it is masked: its words, one line a paragraph or row, cells divided by tabs. */
export type Passage = {
  readonly kind: 'text' | 'sheet' | 'page' | 'field' | 'link' | 'name';
  /** Sheet name, page number, path of a zip entry; empty where there is only one. */
  readonly label: string;
  readonly text: string;
};

/** One replacement in the text of a passage; offsets in UTF-16 units. */
export type Edit = { readonly start: number; readonly end: number; readonly replacement: string };

/** Says what to replace in a passage. Pure. */
export type Find = (text: string, where: Omit<Passage, 'text'>) => readonly Edit[];

export type Masked = { readonly data: Uint8Array; readonly masked: number };

/** A place to black out: points from the top left of the page as it is seen. */
export type RedactionBox = {
  /** 1 is the first. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Printed in white on the black: the code of the reason. */
  readonly label: string;
};

/** Size of a page as it is seen (turned if it is turned), in points. */
export type PageSize = { readonly width: number; readonly height: number };

/** Kinds that the masking of words reaches. */
export const maskedKinds: readonly FileKind[] = ['docx', 'xlsx', 'pptx', 'csv', 'txt', 'pdf', 'zip'];
