/** What fsck can find, as a closed list. `where` names an index, a size or a path. */
export const findingCodes = [
  'gap',
  'leaf',
  'nodes',
  'entry',
  'head',
  'head-note',
  'published',
  'key-file',
  'key-mode',
  'file-missing',
  'file-differs',
  'file-stray',
  'checkpoint-file',
] as const;
export type FindingCode = (typeof findingCodes)[number];

export type Finding = { readonly code: FindingCode; readonly where: string };
