import { z } from 'zod';
import { catalogueDiff, itemFields } from './catalogue.ts';
import { affairsKind, id, scope } from './vocabulary.ts';

/** Query of the upload: `dryRun` reads and compares only; `commit` writes all of it in one transaction or nothing. */
export const importQuery = z.strictObject({
  name: z.string().min(1).max(255),
  mode: z.enum(['dryRun', 'commit']).default('dryRun'),
  /** What a row means that has no scope column. */
  scope: scope.optional(),
  affairsKind: affairsKind.optional(),
  /** `replace`: the file is the whole catalogue; `append`: rows of the draft that the file lacks stay. */
  merge: z.enum(['replace', 'append']).default('replace'),
  /** Rows with errors are left out only when the person has said so after the dry run. */
  skipBroken: z.enum(['true', 'false']).default('false'),
});
export type ImportQuery = z.infer<typeof importQuery>;

export const importProblem = z.strictObject({
  sheet: z.string(),
  /** Row and column as the spreadsheet numbers them, from 1. Column 0: the row as a whole. */
  row: z.number().int(),
  column: z.number().int(),
  columnName: z.string(),
  read: z.string(),
  expected: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  code: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importedRow = z.strictObject({
  sheet: z.string(),
  row: z.number().int(),
  fields: itemFields,
  flagged: z.array(z.string()),
});
export type ImportedRow = z.infer<typeof importedRow>;

/** A source row that did not become a catalogue row, and why. */
export const skippedRow = z.strictObject({
  sheet: z.string(),
  row: z.number().int(),
  code: z.string(),
  read: z.string(),
});
export type SkippedRow = z.infer<typeof skippedRow>;

export const importReport = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  sourceRows: z.number().int(),
  rows: z.array(importedRow),
  skipped: z.array(skippedRow),
  problems: z.array(importProblem),
  timeLimits: z.strictObject({
    cells: z.number().int(),
    understood: z.number().int(),
    flagged: z.number().int(),
  }),
  diff: catalogueDiff,
  changesNothing: z.boolean(),
  committed: z.boolean(),
  catalogue: id,
});
export type ImportReport = z.infer<typeof importReport>;

export const exportQuery = z.strictObject({ format: z.enum(['csv', 'xlsx']).default('xlsx') });
