import type { Refusal, Result } from '#kernel';

/** An uploaded file on disk, with the name its owner gave it. */
export type UploadedFile = { readonly path: string; readonly name: string; readonly size: number };

export type TableKind = 'xlsx' | 'xls' | 'csv' | 'docx';

/** One cell, placed as its owner's program shows it. */
export type Cell = {
  /** Printed text: dates and numbers as the sheet shows them, formulas by their value. */
  readonly text: string;
  /** Row number from 1. */
  readonly row: number;
  /** Column number from 1. */
  readonly column: number;
  /** Column letter: `A`, `B` … `AA`. */
  readonly columnName: string;
  /** Part of a merged range; every cell of the range carries the range's text. */
  readonly merged: boolean;
};

export type Sheet = {
  readonly name: string;
  /** Hidden by the author (often lists for drop-downs). */
  readonly hidden: boolean;
  /** Rows with at least one text, each dense from column A to its last one. */
  readonly rows: readonly (readonly Cell[])[];
};

export type TabularFile = { readonly kind: TableKind; readonly sheets: readonly Sheet[] };

/** A row without its cell objects: what crosses from the worker, and what a large import reads. */
export type PlainRow = {
  readonly row: number;
  readonly texts: readonly string[];
  /** Indexes into `texts` that belong to a merged range. */
  readonly merged: readonly number[];
};

export type PlainSheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly PlainRow[];
};

export type TableLimits = {
  /** Bytes of the file. */
  readonly maxBytes: number;
  /** Bytes of all parts of a zip, unpacked. */
  readonly maxUnpackedBytes: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Cells of all sheets together, merged ones counted as filled. */
  readonly maxCells: number;
  /** Milliseconds the parser may take. */
  readonly maxMillis: number;
};

/** For tables a person made by hand: they are held in memory whole. */
export const defaultLimits: TableLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxUnpackedBytes: 400 * 1024 * 1024,
  maxRows: 100_000,
  maxColumns: 200,
  maxCells: 600_000,
  maxMillis: 120_000,
};

export const tableRefusals = [
  'table-wrong-type',
  'table-too-large',
  'table-encrypted',
  'table-damaged',
  'table-mislabelled',
  'table-has-macros',
  'table-unpacks-too-large',
  'table-too-many-rows',
  'table-too-many-columns',
  'table-too-many-cells',
  'table-bad-encoding',
  'table-bad-quotes',
  'table-empty',
  'table-none',
  'table-too-slow',
  'table-too-complex',
  'table-active-content',
] as const;
export type TableRefusalCode = (typeof tableRefusals)[number];
export type TableRefusal = Refusal<TableRefusalCode>;
export type TableResult<T> = Result<T, TableRefusalCode>;
