import type { Refusal } from '#kernel';

export const fileKinds = ['pdf', 'docx', 'xlsx', 'pptx', 'ofd', 'csv', 'txt', 'png', 'jpg', 'zip'] as const;
export type FileKind = (typeof fileKinds)[number];

const mebibyte = 1024 * 1024;

export type KindRule = {
  readonly extensions: readonly string[];
  readonly media: string;
  /** bytes */
  readonly most: number;
};

/** The allow-list: what may be attached, under which names, how large. Everything else is refused. */
export const kindRules: Readonly<Record<FileKind, KindRule>> = {
  pdf: { extensions: ['pdf'], media: 'application/pdf', most: 50 * mebibyte },
  docx: {
    extensions: ['docx'],
    media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    most: 30 * mebibyte,
  },
  xlsx: {
    extensions: ['xlsx'],
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    most: 30 * mebibyte,
  },
  pptx: {
    extensions: ['pptx'],
    media: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    most: 50 * mebibyte,
  },
  ofd: { extensions: ['ofd'], media: 'application/ofd', most: 50 * mebibyte },
  csv: { extensions: ['csv'], media: 'text/csv', most: 20 * mebibyte },
  txt: { extensions: ['txt'], media: 'text/plain', most: 20 * mebibyte },
  png: { extensions: ['png'], media: 'image/png', most: 20 * mebibyte },
  jpg: { extensions: ['jpg', 'jpeg'], media: 'image/jpeg', most: 20 * mebibyte },
  zip: { extensions: ['zip'], media: 'application/zip', most: 50 * mebibyte },
};

/** Bounds of archives, Office files included. */
export const archiveLimits = {
  entriesInZip: 300,
  entriesInOffice: 5_000,
  /** bytes of one file inside a zip; it is held in memory while it is looked at */
  entry: 50 * mebibyte,
  /** bytes of everything together when unpacked */
  total: 300 * mebibyte,
  /** unpacked : packed beyond which a large archive is a bomb; spreadsheets reach about 30 */
  ratio: 120,
  /** bytes below which the ratio does not matter */
  ratioFrom: 20 * mebibyte,
  /** bytes of the workbook behind a chart */
  embedded: 20 * mebibyte,
  pixels: 120_000_000,
} as const;

/** Why a file is refused; each has the message `refusal.<code>`. */
export const fileRefusalCodes = [
  'file-unsafe-name',
  'file-type-not-allowed',
  'file-old-format',
  'file-empty',
  'file-too-large',
  'file-mislabelled',
  'file-truncated',
  'file-damaged',
  'file-encrypted',
  'file-has-macros',
  'file-active-content',
  'file-remote-content',
  'file-xml-entities',
  'file-nested-archive',
  'file-bomb',
] as const;
export type FileRefusalCode = (typeof fileRefusalCodes)[number];
export type FileRefusal = Refusal<FileRefusalCode>;

/** @returns the kind a file's name claims, by its last extension */
export function kindOfName(name: string): FileKind | undefined {
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return fileKinds.find((kind) => kindRules[kind].extensions.includes(extension));
}

/** Formats before 2007, and those of WPS alone: what they hold cannot be known well enough to let them in. */
export function isOldFormat(name: string): boolean {
  return /\.(?:doc|dot|xls|xlt|ppt|pot|pps|wps|wpt|et|ett|dps|dpt|rtf|uof|uot|uos|uop)$/i.test(name);
}

/** A name that stays a name: no folders, no control or direction characters, nothing a file system reads differently. */
export function isSafeFileName(name: string): boolean {
  if (name.length === 0 || name.length > 200 || !name.isWellFormed()) return false;
  if (/[/\\:*?"<>|]|\p{Cc}|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u.test(name)) return false;
  if (/^[.\s]|[.\s]$/.test(name)) return false;
  return !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);
}
